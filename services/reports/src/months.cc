#include "reports/months.h"

#include <fmt/format.h>

namespace reports {
namespace {

constexpr Month kMonths = 12;

std::chrono::year year_of(Month month) { return std::chrono::year{month / kMonths}; }
unsigned number_of(Month month) { return static_cast<unsigned>(month % kMonths) + 1; }

}  // namespace

Month month_of(schema::Day day) {
  const std::chrono::year_month_day date(day);
  return static_cast<int>(date.year()) * kMonths +
         static_cast<Month>(static_cast<unsigned>(date.month())) - 1;
}

schema::Day last_day_of(Month month) {
  return schema::Day{year_of(month) / std::chrono::month{number_of(month)} / std::chrono::last};
}

std::string to_string(Month month) {
  return fmt::format("{:04}-{:02}", static_cast<int>(year_of(month)), number_of(month));
}

}  // namespace reports
