#pragma once

#include "compiled.h"
#include "facts.h"
#include "findings.h"

namespace escalation {

/// What every rule says on the day, to who knew that much; what a policy has besides rules says
/// nothing.
[[nodiscard]] Outcome outcome_on(const Facts::Inside& facts, const CompiledPolicy::Inside& policy,
                                 const Known& known, DayNumber as_of);

}  // namespace escalation
