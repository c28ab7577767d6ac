#pragma once

#include <cstddef>
#include <cstdint>

namespace app {

/// The most items that one page of a timeline holds: whole, and brief ones, which are for a picture
/// of the whole history.
inline constexpr std::size_t kTimelineItemsMax = 500;
inline constexpr std::size_t kBriefTimelineItemsMax = 20'000;

/// Which part of a timeline is wanted.
struct TimelinePage {
  std::uint64_t before = 0;  // stream version: items before it; 0: from the newest
  std::size_t limit = kTimelineItemsMax;
  /// Items without their fields: when, what kind, how serious, and the line.
  bool is_brief = false;

  [[nodiscard]] std::size_t items_max() const {
    return is_brief ? kBriefTimelineItemsMax : kTimelineItemsMax;
  }
};

}  // namespace app
