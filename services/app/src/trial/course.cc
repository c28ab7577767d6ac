#include "trial/course.h"

#include <algorithm>
#include <utility>

#include "escalation/calendar.h"

namespace app {
namespace {

using gwarchod::v1::Policy;
using gwarchod::v1::Stage;

/// Clocks, flags and exit tests make records to be noted, and suggest nothing.
Policy without_process(Policy policy) {
  policy.clear_clocks();
  policy.clear_flags();
  policy.clear_reviews();
  policy.clear_red();
  policy.clear_owner_watch();
  for (Stage& stage : *policy.mutable_stages()) {
    stage.clear_clocks();
    stage.clear_notices();
    stage.clear_exits();
  }
  return policy;
}

/// A step more, unless the stage is as it was.
void add(std::vector<Step>& steps, schema::Day day, const Stage& stage) {
  if (!steps.empty() && steps.back().day == day) steps.pop_back();
  const bool same = steps.empty() ? stage.level() == 0 : steps.back().stage == &stage;
  if (!same) steps.push_back({day, &stage});
}

}  // namespace

Reign reign_of(PolicyInForce policy, const schema::Schema& schema) {
  auto bare = escalation::compile(without_process(policy->policy()), schema,
                                  escalation::Calendar::england_and_wales());
  Reign reign{.policy = policy, .bare = policy, .from = schema::Day::min()};
  if (bare) reign.bare = std::make_shared<const escalation::CompiledPolicy>(std::move(*bare));
  return reign;
}

std::vector<Reign> reigns_of(const Policies& policies, schema::Day last,
                             const schema::Schema& schema, std::uint64_t known_at) {
  std::vector<schema::Day> starts{schema::Day::min()};
  for (const Policies::Adopted& adopted : policies.adopted()) {
    const bool is_known = adopted.position <= known_at;
    if (is_known && adopted.effective <= last) starts.push_back(adopted.effective);
  }
  std::sort(starts.begin(), starts.end());
  std::vector<Reign> reigns;
  for (const schema::Day start : starts) {
    PolicyInForce policy = policies.in_force(start, known_at);
    if (!reigns.empty() && reigns.back().policy == policy) continue;
    reigns.push_back(reign_of(std::move(policy), schema));
    reigns.back().from = start;
  }
  return reigns;
}

std::vector<Step> course(std::span<const Reign> reigns,
                         std::span<const escalation::Learned> history, schema::Day last) {
  std::vector<Step> steps;
  for (std::size_t i = 0; i < reigns.size(); ++i) {
    const Reign& reign = reigns[i];
    const bool is_last = i + 1 == reigns.size();
    const schema::Day end = is_last ? last : reigns[i + 1].from - std::chrono::days{1};
    if (end < reign.from) continue;
    const Policy& policy = reign.policy->policy();
    std::size_t stage = 0;  // on the day it comes into force
    bool begun = i == 0;
    for (const escalation::Turn& turn : escalation::sweep(*reign.bare, history, end)) {
      if (!begun && turn.day > reign.from) {
        add(steps, reign.from, policy.stages(static_cast<int>(stage)));
        begun = true;
      }
      stage = turn.stage;
      if (begun) add(steps, turn.day, policy.stages(static_cast<int>(stage)));
    }
    if (!begun) add(steps, reign.from, policy.stages(static_cast<int>(stage)));
  }
  return steps;
}

}  // namespace app
