#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "gwarchod/v1/views.pb.h"
#include "schema/result.h"

struct magic_set;

/// What kind of file something is, told from its content alone: what it calls itself counts for
/// nothing.
namespace app {

/// A type of file that is taken in.
struct MediaType {
  std::string_view name;       // "application/pdf"
  std::string_view extension;  // "pdf": of the file as it is given back
};

/// All of them: documents that are read, pictures, recordings, messages. None that runs: no
/// programs, scripts, pages, nor documents with macros, nor the older Office files, which may hold
/// some.
[[nodiscard]] std::span<const MediaType> media_types();
/// The one of that name, or nothing.
[[nodiscard]] const MediaType* media_type_of(std::string_view name);

/// As much of a file as its type is told from; what is told from its names is looked for in all of
/// it.
inline constexpr std::size_t kSniffedBytesMax = 64UL << 10U;

/// Asks libmagic, held to kSniffedBytesMax and to little recursion. Threads: any, one at a time.
class MediaSniffer {
 public:
  /// Throws std::runtime_error when libmagic's data (Debian: libmagic-mgc) is not on this machine.
  MediaSniffer();
  /// The type that the beginning of a file tells: "text/plain". Never empty.
  [[nodiscard]] std::string type_of(std::string_view head) const;

 private:
  struct Close {
    void operator()(magic_set* magic) const;
  };
  std::unique_ptr<magic_set, Close> magic_;
  mutable std::mutex mutex_;
};

/// Decides, as a file comes in, whether it is of a type that is taken.
/// Threads: one at a time. The sniffer outlives it.
class MediaTypeDecision {
 public:
  explicit MediaTypeDecision(const MediaSniffer& sniffer) : sniffer_(sniffer) {}

  /// The next piece. Refused as soon as it can be told: type-not-allowed, or macros.
  [[nodiscard]] schema::Result<void, gwarchod::v1::Problem> add(std::string_view piece);
  /// The type, when everything has come.
  [[nodiscard]] schema::Result<const MediaType*, gwarchod::v1::Problem> finish();

 private:
  [[nodiscard]] schema::Result<void, gwarchod::v1::Problem> decide();
  void look_for_names(std::string_view piece);

  const MediaSniffer& sniffer_;
  std::string head_;
  bool decided_ = false;
  const MediaType* type_ = nullptr;
  bool may_be_message_ = false;  // Outlook's, if the names that it has come
  std::string tail_;             // of the piece before: a name may begin there
  bool has_macros_ = false;
  bool is_message_ = false;
};

}  // namespace app
