#pragma once

#include <optional>
#include <span>
#include <vector>

#include "escalation/policy.h"
#include "escalation/status.h"
#include "schema/time.h"

namespace reports {

/// A stage above the decided one was suggested on a day, and one so high decided on another.
struct Undecided {
  schema::Day suggested;
  std::optional<schema::Day> decided;
};

/// As Share.decided says, in the order of the stream: what the log says was suggested, held against
/// the decisions that stand. Of each level once, until it is decided.
[[nodiscard]] std::vector<Undecided> undecided(std::span<const escalation::ProviderEvent> stream,
                                               const escalation::Facts& facts,
                                               const escalation::CompiledPolicy& policy,
                                               schema::Day as_of);

}  // namespace reports
