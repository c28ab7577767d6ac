#pragma once

#include <cstdint>

#include "compiled.h"
#include "facts.h"

namespace escalation {

/// What a merge or a split says. Records that are not known (of another provider, or left out of
/// what an agency knows) are passed over: the others are grouped all the same.
[[nodiscard]] Grouping grouping_of(Facts::Inside& facts, const KindPlan& plan,
                                   const ProviderEvent& event, std::uint32_t version);

/// Works out anew which records count as one occurrence, from what they say themselves and the
/// groupings in force (their latest version that is not struck out), in the order of the stream. A
/// merge takes in what its records share with others, reports yet to come too; a split takes one
/// record out, until a later merge names it. Costs as much as there are groupings.
void regroup(Facts::Inside& facts, const CompiledPolicy::Inside& policy);

}  // namespace escalation
