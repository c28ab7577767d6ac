#pragma once

#include <vector>

#include "compiled.h"
#include "decided.h"
#include "facts.h"
#include "next.h"

namespace escalation {

/// A clock that has started and that nothing has stopped.
struct Running {
  const CompiledClock* clock = nullptr;
  std::uint32_t version = kNone;  // that started it; none: a stage that nobody decided
  DayNumber start = 0;
  DayNumber due = kNever;  // never: it is paused
};

/// Those that run on the day, in the order of the policy; and, in `next`, the first later day on
/// which others do.
[[nodiscard]] std::vector<Running> running(const Facts::Inside& facts,
                                           const CompiledPolicy::Inside& policy,
                                           const Decided& decided, DayNumber as_of, Next& next);

}  // namespace escalation
