#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schema/result.h"
#include "schema/time.h"

namespace escalation {

using schema::Day;

/// The longest clock a policy may hold: about ten years.
inline constexpr unsigned kWorkingDaysMax = 2'600;

/// Which days are working days: not Saturday, Sunday, Christmas Day, Good Friday or a bank holiday.
/// The two days the law names, Christmas Day and Good Friday, are known for every year; bank
/// holidays for the years of the table only, and outside them a working day is any other weekday.
/// Source: SI 2014/1794 reg 2 ("working day"); dates: gov.uk/bank-holidays, England and Wales.
class Calendar {
 public:
  /// From a table of lines `yyyy-mm-dd,title`; the first line is a heading.
  /// Errors: "line 3: ..."; a table of nothing is one.
  [[nodiscard]] static schema::Result<Calendar, std::string> parse(std::string_view table);
  /// The table the repository holds: England and Wales.
  [[nodiscard]] static const Calendar& england_and_wales();

  [[nodiscard]] bool is_working(Day day) const;
  /// Last day on which a clock of `working_days` started on `start` is still in time. The start day
  /// itself does not count.
  /// Limits: one step a day passed; a policy's clocks are at most kWorkingDaysMax.
  [[nodiscard]] Day due(Day start, unsigned working_days) const;

 private:
  std::vector<Day> holidays_;  // ascending
};

}  // namespace escalation
