#pragma once

#include <algorithm>

#include "days.h"

namespace escalation {

/// The earliest of the days that come after `as_of`: when something asked of that day may differ.
class Next {
 public:
  explicit Next(DayNumber as_of) : as_of_(as_of) {}
  void may_be(DayNumber day) {
    if (day > as_of_) next_ = std::min(next_, day);
  }
  /// kNever: on none.
  [[nodiscard]] DayNumber day() const { return next_; }

 private:
  DayNumber as_of_;
  DayNumber next_ = kNever;
};

}  // namespace escalation
