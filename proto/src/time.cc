#include "schema/time.h"

#include <fmt/format.h>

namespace schema {
namespace {

using std::chrono::day;
using std::chrono::last;
using std::chrono::month;
using std::chrono::year;
using std::chrono::year_month_day;
using namespace std::chrono_literals;

/// The number that `text` writes in digits alone; nothing when another character is among them.
std::optional<unsigned> digits(std::string_view text) {
  unsigned number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<unsigned>(c - '0');
  }
  return number;
}

/// 01:00 UTC on the last Sunday of the month: when clocks change in the United Kingdom.
Instant clocks_change(year of, month in) {
  return std::chrono::sys_days{of / in / std::chrono::Sunday[last]} + 1h;
}

}  // namespace

std::optional<Day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = digits(text.substr(0, 4));
  const auto m = digits(text.substr(5, 2));
  const auto d = digits(text.substr(8, 2));
  if (!y || !m || !d) return std::nullopt;
  const year_month_day date{year{static_cast<int>(*y)}, month{*m}, day{*d}};
  if (!date.ok()) return std::nullopt;
  return Day{date};
}

std::string to_string(Day day) {
  const year_month_day date{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string to_string(Instant instant) {
  const Day day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(instant - day)};
  return fmt::format("{}T{:02}:{:02}:{:02}Z", to_string(day), time.hours().count(),
                     time.minutes().count(), time.seconds().count());
}

Day uk_day(Instant instant) {
  const year_month_day utc{std::chrono::floor<std::chrono::days>(instant)};
  const bool summer = instant >= clocks_change(utc.year(), std::chrono::March) &&
                      instant < clocks_change(utc.year(), std::chrono::October);
  return std::chrono::floor<std::chrono::days>(summer ? instant + 1h : instant);
}

}  // namespace schema
