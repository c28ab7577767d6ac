#pragma once

#include <string>

#include "app/caller.h"
#include "app/selection.h"
#include "app/tracker.h"
#include "gwarchod/v1/course.pb.h"

namespace app {

/// What a meeting looks at besides the board and a status: how things went over time.
/// Threads: any, as the tracker.
class ReportDesk {
 public:
  template <class T>
  using Outcome = Tracker::Outcome<T>;

  /// The tracker outlives it.
  explicit ReportDesk(const Tracker& tracker) : tracker_(tracker) {}

  /// Where a provider stood: what was decided, and what the record of each day suggested on it by
  /// the policies in force then. Both begin with its registration, or before it where anything was
  /// decided or suggested before.
  /// Limits:  the whole stream is folded for each policy there was, some microseconds an event.
  /// Refused: unknown-provider, not-known-then.
  [[nodiscard]] Outcome<gwarchod::v1::Course> course(const Caller& caller,
                                                     const std::string& provider,
                                                     const Selection& selection = {}) const;

 private:
  const Tracker& tracker_;
};

}  // namespace app
