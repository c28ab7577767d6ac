#pragma once

#include <vector>

#include "compiled.h"
#include "facts.h"
#include "gwarchod/v1/envelope.pb.h"

namespace escalation {

/// What the rules take from an event of the kind. New texts of Overdue.per_field are added to the
/// groups of `facts`. One item for each rule, part and group (Count, Lasting, Absence) or for each
/// element that falls due (Overdue).
[[nodiscard]] std::vector<Item> extract(const KindPlan& plan, const CompiledPolicy::Inside& policy,
                                        const gwarchod::v1::Event& event, Facts::Inside& facts);

}  // namespace escalation
