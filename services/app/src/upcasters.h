#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "gwarchod/v1/envelope.pb.h"
#include "schema/schema.h"

namespace app {

/// A record as it is decided, and as the first release stored it: what is personal in the open.
inline constexpr std::uint32_t kOpenVersion = 1;
/// A record as it is stored: what is personal is sealed.
inline constexpr std::uint32_t kSealedVersion = 2;

/// The forms that events of each kind ever had, and how an older one becomes the next. Every event
/// that is read comes through here, so that nothing else knows of an older form.
/// Threads: built once, then shared const.
class Upcasters {
 public:
  explicit Upcasters(const schema::Schema& schema);

  /// The version that events of the kind are written in now; 0 for a kind that is not known.
  [[nodiscard]] std::uint32_t current(const std::string& kind) const;

  /// Brings the event to the version of now. One of a kind that is not known, or of a later
  /// version, is left as it is.
  void bring_up_to_date(gwarchod::v1::Event& event) const;

 private:
  /// From one version of a kind to the next; sets nothing else, the version neither.
  using Upcast = std::function<void(gwarchod::v1::Event&)>;
  struct Forms {
    std::uint32_t current = kOpenVersion;
    std::map<std::uint32_t, Upcast> from;  // by the version that each takes
  };

  std::map<std::string, Forms, std::less<>> kinds_;
};

}  // namespace app
