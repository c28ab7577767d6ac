#pragma once

#include <set>
#include <string>
#include <string_view>

#include "schema/result.h"
#include "schema/time.h"

namespace escalation {

using schema::Day;

/// Which days are working days: not Saturday, Sunday, Christmas Day, Good Friday or a bank holiday.
/// Source: SI 2014/1794 reg 2 ("working day"); dates: gov.uk/bank-holidays, England and Wales.
class Calendar {
 public:
  /// From a table of lines `yyyy-mm-dd,title`; the first line is a heading.
  /// Errors: "line 3: ...".
  [[nodiscard]] static schema::Result<Calendar, std::string> parse(std::string_view table);
  /// The table the repository holds: England and Wales.
  [[nodiscard]] static const Calendar& england_and_wales();

  [[nodiscard]] bool is_working(Day day) const;
  /// Last day on which a clock of `working_days` started on `start` is still in time. The start day
  /// itself does not count.
  [[nodiscard]] Day due(Day start, unsigned working_days) const;

 private:
  std::set<Day> holidays_;
};

}  // namespace escalation
