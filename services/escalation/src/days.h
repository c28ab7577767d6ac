#pragma once

#include <cstdint>
#include <limits>

#include "schema/time.h"

namespace escalation {

/// A day as a number, 0 being 1970-01-01: what the facts hold, four bytes each.
using DayNumber = std::int32_t;

/// After every day there is.
inline constexpr DayNumber kNever = std::numeric_limits<DayNumber>::max();

[[nodiscard]] inline DayNumber number_of(schema::Day day) {
  return static_cast<DayNumber>(day.time_since_epoch().count());
}
[[nodiscard]] inline schema::Day day_of(DayNumber number) {
  return schema::Day{std::chrono::days{number}};
}

}  // namespace escalation
