#include <algorithm>
#include <stdexcept>
#include <utility>

#include "escalation/calendar.h"
#include "reports/figures.h"
#include "rules.h"

namespace reports {
namespace {

using gwarchod::v1::Clock;
using gwarchod::v1::Match;
using gwarchod::v1::Policy;
using gwarchod::v1::Rule;
using gwarchod::v1::Stage;
using Matches = google::protobuf::RepeatedPtrField<Match>;

constexpr std::string_view kAcknowledging = "acknowledge-complaint";  // a clock's id

/// The stages and what they are called; nothing that runs while they are decided.
Policy frame_of(const Policy& policy) {
  Policy frame;
  frame.set_version(policy.version());
  *frame.mutable_name() = policy.name();
  frame.set_effective_from(policy.effective_from());
  frame.set_approved_by(policy.approved_by());
  frame.set_calendar(policy.calendar());
  *frame.mutable_standing() = policy.standing();
  *frame.mutable_stages() = policy.stages();
  for (Stage& stage : *frame.mutable_stages()) {
    stage.clear_clocks();
    stage.clear_notices();
    stage.clear_exits();
    stage.clear_relapse();
  }
  return frame;
}

/// What the policy calls a concern.
Matches concerns_of(const Policy& policy) {
  Matches matches = policy.concerns();
  if (matches.empty()) matches.Add()->set_any_concern(true);
  return matches;
}

/// It asks for one record in any window, and so tells of each.
Rule counting_rule(const std::string& id, const Stage& stage, Matches matches) {
  Rule rule;
  rule.set_id(id);
  rule.set_stage(stage.id());
  rule.mutable_words()->set_en(id);
  rule.mutable_words()->set_cy(id);
  *rule.mutable_count()->mutable_match() = std::move(matches);
  rule.mutable_count()->set_at_least(1);
  rule.mutable_count()->set_window_days(1);
  return rule;
}

/// A stage that a rule may suggest, for none may suggest none.
const Stage* any_stage(const Policy& policy) {
  const auto found = std::ranges::find_if(
      policy.stages(), [](const Stage& stage) { return stage.level() > 0 && !stage.off_ladder(); });
  return found == policy.stages().end() ? nullptr : &*found;
}

Policy counting_policy(const Policy& policy) {
  Policy counting = frame_of(policy);
  const Stage* stage = any_stage(policy);
  if (stage == nullptr) return counting;
  *counting.add_rules() = counting_rule(kConcernsRule, *stage, concerns_of(policy));
  const auto clock = std::ranges::find(policy.clocks(), kAcknowledging, &Clock::id);
  if (clock != policy.clocks().end() && !clock->done_field().empty()) {
    *counting.add_rules() = counting_rule(kAcknowledgedRule, *stage, clock->starts());
    counting.mutable_rules()->rbegin()->mutable_count()->set_open_until(clock->done_field());
  }
  return counting;
}

escalation::CompiledPolicy compiled(const Policy& policy, const schema::Schema& schema) {
  auto made = escalation::compile(policy, schema, escalation::Calendar::england_and_wales());
  if (made) return std::move(*made);
  throw std::logic_error("no policy to count by: " + made.error().front().what);
}

}  // namespace

Counting::Counting(const Policy& policy, const schema::Schema& schema)
    : schema_(schema), policy_(compiled(counting_policy(policy), schema)) {}

int Counting::strand_of(const std::string& kind) const {
  const schema::Kind* found = schema_.find(kind);
  return found == nullptr ? gwarchod::v1::STRAND_UNSPECIFIED : found->options->strand();
}

std::optional<int> Counting::stage_number(std::string_view id) const {
  const auto& stages = policy_.policy().stages();
  const auto found = std::ranges::find(stages, id, &Stage::id);
  if (found == stages.end()) return std::nullopt;
  return static_cast<int>(found - stages.begin());
}

}  // namespace reports
