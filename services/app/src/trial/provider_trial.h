#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "escalation/calendar.h"
#include "trial/course.h"

namespace app {

/// How high a suggestion went: for each height of the ladder above the first.
struct Heights {
  struct Reached {
    schema::Day first;
    std::uint32_t episodes = 0;  // times it came to be so high
  };
  std::map<std::uint32_t, Reached> by_level;
};
[[nodiscard]] Heights heights_of(std::span<const Step> steps,
                                 const std::set<std::uint32_t>& levels);

/// Visits and meetings, each in the month it was caused in, counted from the year 0.
struct Work {
  std::uint32_t visits = 0;
  std::uint32_t meetings = 0;
};
using WorkByMonth = std::map<int, Work>;
/// A stage's clocks once, when the suggestion rises to it; a meeting whenever a review falls due
/// while it is suggested, and not after `last`.
void add_work(std::span<const Step> steps, const escalation::Calendar& calendar, schema::Day last,
              WorkByMonth& work);

/// How many days before `decided` a stage of that height was first suggested within the year
/// before; nothing: it was not.
[[nodiscard]] std::optional<std::int32_t> lead(std::span<const Step> steps, std::uint32_t level,
                                               schema::Day decided);

}  // namespace app
