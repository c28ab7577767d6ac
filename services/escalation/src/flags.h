#pragma once

#include <vector>

#include "compiled.h"
#include "facts.h"
#include "gwarchod/v1/views.pb.h"
#include "next.h"

namespace escalation {

/// Flags raised on the day, for a reader of that clearance, in the order of the policy; and, in
/// `next`, the first later day on which others are.
[[nodiscard]] std::vector<gwarchod::v1::RaisedFlag> raised(const Facts::Inside& facts,
                                                           const CompiledPolicy::Inside& policy,
                                                           DayNumber as_of,
                                                           gwarchod::v1::Class clearance,
                                                           Next& next);

}  // namespace escalation
