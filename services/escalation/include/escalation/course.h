#pragma once

#include <optional>
#include <span>
#include <vector>

#include "escalation/policy.h"
#include "escalation/status.h"
#include "gwarchod/v1/course.pb.h"
#include "gwarchod/v1/views.pb.h"
#include "schema/time.h"

namespace escalation {

/// A stage, from a day on until the next one's.
struct StageFrom {
  Day day;
  gwarchod::v1::StageName stage;
};

/// The day on which the provider was registered; where no event says, that of the first event.
[[nodiscard]] std::optional<Day> registered_on(std::span<const ProviderEvent> stream);

/// What was decided over time, by the decisions that stand: a struck one leaves nothing. It begins
/// with the policy's first stage on `first`, and goes on to `as_of` without a gap; a decision that
/// took effect before `first` begins it earlier. Its last stage is that of status() on `as_of`.
/// The days are ascending and each stage is another than the one before.
[[nodiscard]] std::vector<StageFrom> decided_course(const Facts& facts,
                                                    const CompiledPolicy& policy, Day first,
                                                    Day as_of);

/// One stage more: of one day the last counts, and what is as before is not told again.
void add_stage(std::vector<StageFrom>& course, Day day, gwarchod::v1::StageName stage);

/// As spans, each up to the next; the last is still so.
[[nodiscard]] std::vector<gwarchod::v1::StageSpan> spans_of(std::span<const StageFrom> course);

}  // namespace escalation
