#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>

#include "facts.h"
#include "next.h"

/// Ways through the entries of a track that do not go through a whole history: most of a long one
/// is over.
namespace escalation {

/// Visits entries in order: visit(number, entry). `skips` is asked of each block of them, by the
/// day on which all of it has left, its first entry and its last.
template <class Skips, class Visit>
void visit_entries(const Track& track, const Skips& skips, const Visit& visit) {
  for (std::size_t block = 0; block < track.left.size(); ++block) {
    const std::size_t begin = block * kBlockEntries;
    const std::size_t end = std::min(begin + kBlockEntries, track.entries.size());
    if (skips(track.left[block], track.entries[begin], track.entries[end - 1])) continue;
    for (std::size_t number = begin; number < end; ++number) visit(number, track.entries[number]);
  }
}

/// Visits those that have not left by the day, those that have not come yet among them.
template <class Visit>
void visit_staying(const Track& track, DayNumber day, const Visit& visit) {
  visit_entries(
      track, [day](DayNumber left, const Entry&, const Entry&) { return left <= day; },
      [&](std::size_t number, const Entry& entry) {
        if (entry.leave > day) visit(number, entry);
      });
}

/// The day of the last of them on or before the day; and, in `next`, that of the one after it.
inline std::optional<DayNumber> latest(std::span<const Entry> entries, DayNumber as_of,
                                       Next& next) {
  const auto later =
      std::upper_bound(entries.begin(), entries.end(), as_of,
                       [](DayNumber day, const Entry& one) { return day < one.day; });
  if (later != entries.end()) next.may_be(later->day);
  if (later == entries.begin()) return std::nullopt;
  return (later - 1)->day;
}

}  // namespace escalation
