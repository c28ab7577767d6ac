#include "escalation/calendar.h"

#include <algorithm>
#include <utility>

#include "embedded/bank_holidays.h"

namespace escalation {
namespace {

namespace chrono = std::chrono;

/// Easter Sunday of the Gregorian calendar. Source: Meeus, Jones and Butcher's algorithm, as in
/// J. Meeus, Astronomical Algorithms (1991), ch. 8; its letters are kept.
Day easter(chrono::year of) {
  const int year = static_cast<int>(of);
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int d = b / 4;
  const int e = b % 4;
  const int g = (8 * b + 13) / 25;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4;
  const int k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 19 * l) / 433;
  const int month = (h + l - 7 * m + 90) / 25;
  const int day = (h + l - 7 * m + 33 * month + 19) % 32;
  return of / chrono::month{static_cast<unsigned>(month)} / chrono::day{static_cast<unsigned>(day)};
}

bool named_by_law(Day day) {
  const chrono::year_month_day date(day);
  if (date.month() == chrono::December) return date.day() == chrono::day{25};
  const bool spring = date.month() == chrono::March || date.month() == chrono::April;
  return spring && day == easter(date.year()) - chrono::days{2};
}

std::string fault(std::size_t line, const std::string& what) {
  return "line " + std::to_string(line) + ": " + what;
}

}  // namespace

schema::Result<Calendar, std::string> Calendar::parse(std::string_view table) {
  Calendar calendar;
  for (std::size_t line = 1; !table.empty(); ++line) {
    const std::size_t end = std::min(table.find('\n'), table.size());
    std::string_view row = table.substr(0, end);
    table.remove_prefix(std::min(end + 1, table.size()));
    if (row.ends_with('\r')) row.remove_suffix(1);
    if (line == 1 || row.empty()) continue;
    const std::size_t comma = row.find(',');
    if (comma == std::string_view::npos) return fault(line, "no comma after the day");
    const auto day = schema::parse_day(row.substr(0, comma));
    if (!day) return fault(line, "\"" + std::string(row.substr(0, comma)) + "\" is no day");
    calendar.holidays_.push_back(*day);
  }
  if (calendar.holidays_.empty()) return fault(1, "the table names no day");
  std::sort(calendar.holidays_.begin(), calendar.holidays_.end());
  return calendar;
}

const Calendar& Calendar::england_and_wales() {
  static const Calendar calendar = *parse(embedded::bank_holidays());  // ours; a test reads it
  return calendar;
}

bool Calendar::is_working(Day day) const {
  const chrono::weekday weekday(day);
  if (weekday == chrono::Saturday || weekday == chrono::Sunday) return false;
  if (named_by_law(day)) return false;
  return !std::binary_search(holidays_.begin(), holidays_.end(), day);
}

Day Calendar::due(Day start, unsigned working_days) const {
  Day day = start;
  while (working_days > 0) {
    day += chrono::days{1};
    if (is_working(day)) --working_days;
  }
  return day;
}

}  // namespace escalation
