#pragma once

#include <string_view>

#include "compiled.h"
#include "facts.h"
#include "findings.h"

namespace escalation {

/// The last decision in effect on the day, and the first that takes effect later.
struct Decisions {
  Known known;
  DayNumber next = kNever;
};
[[nodiscard]] Decisions decisions_on(const Facts::Inside& facts, DayNumber as_of);

/// The stage a rule suggests, as its number in the policy; higher while a stage with a relapse is
/// decided.
[[nodiscard]] std::size_t stage_suggested(const CompiledPolicy::Inside& policy,
                                          const CompiledRule& rule, std::string_view decided);

}  // namespace escalation
