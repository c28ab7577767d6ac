#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace schema {

/// A moment, UTC, to the microsecond. When something was recorded.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

/// A calendar day. When something happened, or is due.
using Day = std::chrono::sys_days;

/// The day written `yyyy-mm-dd`, or nothing when the text is not exactly that or no such day
/// exists.
[[nodiscard]] std::optional<Day> parse_day(std::string_view text);

/// `yyyy-mm-dd`.
[[nodiscard]] std::string to_string(Day day);

/// RFC 3339 in UTC, to the second: `2026-03-12T09:30:00Z`.
[[nodiscard]] std::string to_string(Instant instant);

/// The civil day in the United Kingdom (Europe/London: UTC, or UTC+1 from 01:00 UTC on the last
/// Sunday of March to 01:00 UTC on the last Sunday of October; Summer Time Order 2002, SI
/// 2002/262).
[[nodiscard]] Day uk_day(Instant instant);

/// What the time is. Passed to whatever needs it; there is no global clock.
class Clock {
 public:
  Clock() = default;
  Clock(const Clock&) = delete;
  Clock& operator=(const Clock&) = delete;
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

}  // namespace schema
