#pragma once

#include "facts.h"
#include "findings.h"

namespace escalation {

/// The last decision in effect on the day, and the first that takes effect later.
struct Decisions {
  Known known;
  DayNumber next = kNever;
};
[[nodiscard]] Decisions decisions_on(const Facts::Inside& facts, DayNumber as_of);

/// The stage decided, as the policy numbers it; the first when nobody decided, nothing when the
/// policy has it no more.
[[nodiscard]] std::optional<std::size_t> stage_decided(const Facts::Inside& facts,
                                                       const CompiledPolicy::Inside& policy,
                                                       const Decided& decided);

/// The same as people call it; of a stage that the policy has no more, its id alone.
[[nodiscard]] gwarchod::v1::StageName decided_stage(const Facts::Inside& facts,
                                                    const CompiledPolicy& policy,
                                                    const Decided& decided);

/// What was noted under a lookout, ordered by day; nothing when nothing was.
[[nodiscard]] std::span<const Entry> noted(const Facts::Inside& facts, std::uint16_t lookout,
                                           Part part = Part::kMain);

/// The same, with what is known of it; null when nothing was noted.
[[nodiscard]] const Track* noted_track(const Facts::Inside& facts, std::uint16_t lookout,
                                       Part part = Part::kMain);

/// The record of an entry, as the reason for something.
[[nodiscard]] gwarchod::v1::Cause cause_of(const Facts::Inside& facts, std::uint32_t version,
                                           DayNumber day);

}  // namespace escalation
