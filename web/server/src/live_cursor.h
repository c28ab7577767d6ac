#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "gwarchod/v1/options.pb.h"
#include "sealed_text.h"

namespace web {

/// Where a reader of a topic stands.
struct LiveCursor {
  std::string topic;
  std::string epoch;  // Tracker::board_epoch() when it was given
  gwarchod::v1::Class clearance = gwarchod::v1::P1;
  std::uint64_t position = 0;

  bool operator==(const LiveCursor&) const = default;
};

/// Makes cursors opaque: sealed, so that nobody counts what is hidden from them, or makes one up.
/// Threads: any.
class LiveCursors {
 public:
  /// `key`: 32 bytes, or empty for one made now.
  explicit LiveCursors(std::string key);

  /// Base64url, without padding.
  [[nodiscard]] std::string seal(const LiveCursor& cursor) const;
  /// Nothing when it is not one of ours, whole.
  [[nodiscard]] std::optional<LiveCursor> open(const std::string& text) const;

 private:
  SealedText sealed_;
};

}  // namespace web
