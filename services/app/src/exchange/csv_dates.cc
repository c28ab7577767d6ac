#include "exchange/csv_dates.h"

#include <chrono>

namespace app {

std::string iso_date(std::string_view text, gwarchod::v1::DateForm form) {
  if (form == gwarchod::v1::DAY_MONTH_YEAR && text.size() == 10 && text[2] == '/' &&
      text[5] == '/') {
    return std::string(text.substr(6)) + '-' + std::string(text.substr(3, 2)) + '-' +
           std::string(text.substr(0, 2));
  }
  return std::string(text);
}

std::string date_form_words(gwarchod::v1::DateForm form) {
  return form == gwarchod::v1::DAY_MONTH_YEAR ? "12/03/2026" : "2026-03-12";
}

schema::Day months_before(schema::Day day, unsigned months) {
  const std::chrono::year_month_day date{day};
  const auto earlier = date - std::chrono::months{months};
  return earlier.ok() ? schema::Day{earlier}
                      : schema::Day{earlier.year() / earlier.month() / std::chrono::last};
}

}  // namespace app
