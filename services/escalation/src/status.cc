#include "escalation/status.h"

#include <algorithm>
#include <boost/unordered/unordered_flat_set.hpp>
#include <span>
#include <utility>

#include "compiled.h"
#include "decided.h"
#include "facts.h"
#include "findings.h"
#include "outcome.h"
#include "words.h"

namespace escalation {
namespace {

using gwarchod::v1::Reason;
using gwarchod::v1::Stage;
using gwarchod::v1::Status;

gwarchod::v1::StageName name_of_stage(const Stage& stage) {
  gwarchod::v1::StageName name;
  name.set_id(stage.id());
  name.set_number(stage.number());
  *name.mutable_name() = stage.name();
  name.set_level(stage.level());
  name.set_off_ladder(stage.off_ladder());
  return name;
}

/// The stage a rule suggests; higher while a stage with a relapse is decided.
const Stage& stage_suggested(const CompiledPolicy::Inside& policy, const CompiledRule& rule,
                             const std::string& decided) {
  const Stage& own = policy.policy.stages(static_cast<int>(rule.stage));
  const auto at = policy.stages.find(decided);
  if (at == policy.stages.end()) return own;
  const Stage& now = policy.policy.stages(static_cast<int>(at->second));
  if (!now.has_relapse() || own.level() < now.relapse().from_level()) return own;
  const auto back = policy.stages.find(now.relapse().to_stage());
  const Stage& to = policy.policy.stages(static_cast<int>(back->second));
  return to.level() > own.level() ? to : own;
}

Reason reason_of(const Facts::Inside& facts, const CompiledPolicy::Inside& policy,
                 const Finding& finding, const Stage& stage) {
  Reason reason;
  reason.set_rule(policy.policy.rules(finding.rule).id());
  reason.set_stage(stage.id());
  *reason.mutable_words() = words_of(facts, policy, finding);
  boost::unordered_flat_set<std::uint32_t> named;
  for (const Entry& entry : finding.causes) {
    if (!named.insert(entry.version).second) continue;  // several actions of one plan
    *reason.add_causes() = cause_of(facts, entry.version, entry.day);
  }
  return reason;
}

void add_reasons(const Facts::Inside& facts, const CompiledPolicy::Inside& policy,
                 const Outcome& outcome, Status& status) {
  std::vector<std::pair<const Stage*, const Finding*>> told;
  for (const Finding& finding : outcome.findings) {
    told.emplace_back(&stage_suggested(policy, policy.rules[finding.rule], status.decided().id()),
                      &finding);
  }
  std::sort(told.begin(), told.end(), [](const auto& a, const auto& b) {
    if (a.first->level() != b.first->level()) return a.first->level() > b.first->level();
    return a.second < b.second;  // both of one vector: in the order of the policy
  });
  for (const auto& [stage, finding] : told) {
    *status.add_reasons() = reason_of(facts, policy, *finding, *stage);
    if (stage->level() > status.suggested().level())
      *status.mutable_suggested() = name_of_stage(*stage);
    if (finding->undecided && stage->level() > status.decided().level())
      status.set_needs_decision(true);
  }
}

}  // namespace

Outcome outcome_on(const Facts::Inside& facts, const CompiledPolicy::Inside& policy,
                   const Known& known, DayNumber as_of) {
  Outcome outcome;
  for (const Track& track : facts.tracks) {
    if (track.part == Part::kEnd || track.rule >= policy.board() || track.entries.empty()) continue;
    const CompiledRule& rule = policy.rules[track.rule];
    const bool too_few = rule.kind == TestKind::kCount && track.entries.size() < rule.at_least;
    if (too_few) continue;  // on any day: what is most often the case
    switch (rule.kind) {
      case TestKind::kCount:
        count(facts, rule, track, noted(facts, track.rule, Part::kEnd), known, as_of, outcome);
        break;
      case TestKind::kLasting:
        lasting(rule, track, noted(facts, track.rule, Part::kEnd), known, as_of, outcome);
        break;
      case TestKind::kOverdue:
        overdue(rule, track, known, as_of, outcome);
        break;
      case TestKind::kAbsence:
        absence(rule, track, known, as_of, outcome);
        break;
      case TestKind::kNoted:
        break;
    }
  }
  return outcome;
}

Status status(const Facts& facts, const CompiledPolicy& policy, Day as_of) {
  const Facts::Inside& inside = facts.inside();
  const DayNumber day = number_of(as_of);
  const Decisions decisions = decisions_on(inside, day);
  const Decided& decided = decisions.known.decided;
  const Outcome outcome = outcome_on(inside, policy.inside(), decisions.known, day);

  Status status;
  *status.mutable_decided() = decided_stage(inside, policy, decided);
  *status.mutable_suggested() = policy.stage({});
  if (decided.version != kNone) status.set_decided_on(schema::to_string(day_of(decided.effective)));
  add_reasons(inside, policy.inside(), outcome, status);
  status.set_as_of(schema::to_string(as_of));
  const DayNumber next = std::min(outcome.next, decisions.next);
  if (next != kNever) status.set_next_change(schema::to_string(day_of(next)));
  status.set_policy_version(policy.policy().version());
  status.set_position(inside.position);
  return status;
}

}  // namespace escalation
