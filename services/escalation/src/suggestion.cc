#include "suggestion.h"

#include <algorithm>

namespace escalation {

using gwarchod::v1::Stage;

Decisions decisions_on(const Facts::Inside& facts, DayNumber as_of) {
  const auto later =
      std::upper_bound(facts.decisions.begin(), facts.decisions.end(), as_of,
                       [](DayNumber day, const Decided& d) { return day < d.effective; });
  Decisions found;
  if (later != facts.decisions.begin()) found.known.decided = *(later - 1);
  if (later != facts.decisions.end()) found.next = later->effective;
  return found;
}

std::size_t stage_suggested(const CompiledPolicy::Inside& policy, const CompiledRule& rule,
                            std::string_view decided) {
  const auto stage = [&](std::size_t number) -> const Stage& {
    return policy.policy.stages(static_cast<int>(number));
  };
  const auto at = policy.stages.find(decided);
  if (at == policy.stages.end()) return rule.stage;
  const Stage& now = stage(at->second);
  if (!now.has_relapse() || stage(rule.stage).level() < now.relapse().from_level())
    return rule.stage;
  const std::size_t back = policy.stages.find(now.relapse().to_stage())->second;
  return stage(back).level() > stage(rule.stage).level() ? back : rule.stage;
}

}  // namespace escalation
