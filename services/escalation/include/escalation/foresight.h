#pragma once

#include <span>

#include "escalation/policy.h"
#include "escalation/status.h"
#include "gwarchod/v1/views.pb.h"

namespace escalation {

/// For each stage above the first that the policy ever suggested, or somebody decided, up to the
/// day: when it could first have been suggested had agencies pooled what each knew, when it was by
/// what was on record, and when that stage or a higher one was decided; with the reasons that there
/// would have been on the first of those days. One policy is asked for all of the time.
/// What published inquiries ask: nobody owned the sum (domain.md 1.2). `provider` and `name` are
/// left empty. Limits: the whole stream is folded three times, some microseconds an event.
[[nodiscard]] gwarchod::v1::Foresights foresights(const CompiledPolicy& policy,
                                                  std::span<const ProviderEvent> stream, Day as_of);

}  // namespace escalation
