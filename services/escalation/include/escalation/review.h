#pragma once

#include <vector>

#include "escalation/policy.h"
#include "escalation/status.h"
#include "gwarchod/v1/views.pb.h"
#include "schema/time.h"

namespace escalation {

/// Decisions that stood on a record which was corrected since, the earliest first: the decision
/// named it as evidence, or it was a cause of a reason that was told on the day of the decision, as
/// known when that was recorded. Each is listed until a later decision is taken after the
/// correction; undoing the correction takes it off the list too.
/// Source: domain.md 3.3 ("decisions taken on the wrong fact are listed").
/// A record that no rule looks at has neither position nor day, only its id.
/// Costs nothing where nothing was corrected after a decision; else a fold of what was known at
/// each such decision.
[[nodiscard]] std::vector<gwarchod::v1::DecisionToReview> decisions_to_review(
    const Facts& facts, const CompiledPolicy& policy, Day as_of);

}  // namespace escalation
