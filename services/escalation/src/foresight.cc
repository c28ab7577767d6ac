#include "escalation/foresight.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "escalation/learned.h"
#include "escalation/sweep.h"

namespace escalation {
namespace {

using gwarchod::v1::Foresight;
using gwarchod::v1::Foresights;
using gwarchod::v1::Stage;

std::uint32_t level_of(const CompiledPolicy& policy, std::size_t stage) {
  return policy.policy().stages(static_cast<int>(stage)).level();
}

std::optional<Day> first_at(const CompiledPolicy& policy, const std::vector<Turn>& turns,
                            std::uint32_t level) {
  for (const Turn& turn : turns) {
    if (level_of(policy, turn.stage) >= level) return turn.day;
  }
  return std::nullopt;
}

Facts known_by(const CompiledPolicy& policy, std::span<const Learned> history, Day day) {
  Facts facts;
  for (const Learned& learned : history) {
    if (learned.day <= day) evolve(facts, policy, learned.event);
  }
  return facts;
}

std::optional<Day> first_decided(const CompiledPolicy& policy, const std::vector<StageTaken>& taken,
                                 const Stage& stage, Day as_of) {
  std::optional<Day> first;
  for (const StageTaken& one : taken) {
    const auto decided = policy.stage(one.stage);
    const bool reaches = !decided.off_ladder() && decided.level() >= stage.level();
    if (reaches && one.day <= as_of && (!first || one.day < *first)) first = one.day;
  }
  return first;
}

/// What the rules of the stage or above would have said on the day.
void add_reasons(const CompiledPolicy& policy, std::span<const Learned> pooled, Day day,
                 std::uint32_t level, Foresight& foresight) {
  const auto then = status(known_by(policy, pooled, day), policy, day);
  for (const auto& reason : then.reasons()) {
    if (policy.stage(reason.stage()).level() >= level) *foresight.add_reasons() = reason;
  }
}

void set_day(std::string* text, std::optional<Day> day) {
  if (day) *text = schema::to_string(*day);
}

}  // namespace

Foresights foresights(const CompiledPolicy& policy, std::span<const ProviderEvent> stream,
                      Day as_of) {
  const auto pooled = in_order_known(stream, Knowledge::kPooled);
  const auto recorded = in_order_known(stream, Knowledge::kRecorded);
  const auto could = sweep(policy, pooled, as_of);
  const auto was = sweep(policy, recorded, as_of);
  const auto taken = decisions(known_by(policy, recorded, as_of));
  Foresights found;
  found.set_as_of(schema::to_string(as_of));
  for (const Stage& stage : policy.policy().stages()) {
    if (stage.off_ladder() || stage.level() == 0) continue;
    const auto could_have = first_at(policy, could, stage.level());
    const auto was_flagged = first_at(policy, was, stage.level());
    const auto decided = first_decided(policy, taken, stage, as_of);
    if (!could_have && !was_flagged && !decided) continue;
    Foresight& foresight = *found.add_stages();
    *foresight.mutable_stage() = policy.stage(stage.id());
    set_day(foresight.mutable_could_have(), could_have);
    set_day(foresight.mutable_was_flagged(), was_flagged);
    set_day(foresight.mutable_decided_on(), decided);
    if (!could_have) continue;
    const auto lost = decided.value_or(as_of) - *could_have;
    foresight.set_days_lost(std::max(0, static_cast<int>(lost.count())));
    add_reasons(policy, pooled, *could_have, stage.level(), foresight);
  }
  return found;
}

}  // namespace escalation
