#include <algorithm>
#include <mutex>

#include "app/problem.h"
#include "app/report_desk.h"
#include "escalation/course.h"
#include "escalation/learned.h"
#include "inside.h"
#include "provider_history.h"
#include "timeline/known.h"
#include "trial/course.h"

namespace app {
namespace {

using escalation::ProviderEvent;
using escalation::StageFrom;
using gwarchod::v1::Course;

gwarchod::v1::StageName name_of(const gwarchod::v1::Stage& stage) {
  gwarchod::v1::StageName name;
  name.set_id(stage.id());
  name.set_number(stage.number());
  *name.mutable_name() = stage.name();
  name.set_level(stage.level());
  name.set_off_ladder(stage.off_ladder());
  return name;
}

escalation::Facts facts_of(std::span<const ProviderEvent> stream,
                           const escalation::CompiledPolicy& policy) {
  escalation::Facts facts;
  for (const ProviderEvent& event : stream) escalation::evolve(facts, policy, event);
  return facts;
}

/// Before the first step it was the first stage.
std::vector<StageFrom> suggested_course(const std::vector<Step>& steps,
                                        const gwarchod::v1::Stage& first_stage, schema::Day first) {
  std::vector<StageFrom> course;
  const bool is_first = steps.empty() || first < steps.front().day;
  if (is_first) escalation::add_stage(course, first, name_of(first_stage));
  for (const Step& step : steps) escalation::add_stage(course, step.day, name_of(*step.stage));
  return course;
}

using Spans = google::protobuf::RepeatedPtrField<gwarchod::v1::StageSpan>;
void put(const std::vector<StageFrom>& course, Spans& spans) {
  for (auto& span : escalation::spans_of(course)) *spans.Add() = std::move(span);
}

}  // namespace

ReportDesk::Outcome<Course> ReportDesk::course(const Caller& /*caller*/,
                                               const std::string& provider,
                                               const Selection& selection) const {
  const Tracker::Inside& inside = *tracker_.inside_;
  if (!inside.has_provider(provider)) return unknown_provider();
  const Selected selected = inside.select(selection);
  const Standing standing = inside.standing(provider, selected);
  if (standing.entry->version == 0) return not_known_then();
  const ProviderHistory history(
      inside.store, inside.reader, provider,
      [&](const eventstore::StoredEvent& stored, const gwarchod::v1::Event& event) {
        if (stored.position.value() > selected.known_at) return false;
        if (!selected.known_to) return true;
        const auto since =
            timeline::known_since(event, schema::uk_day(stored.recorded), *selected.known_to);
        return since && *since <= selected.known_on;
      });
  const schema::Day as_of = selected.as_of;
  const schema::Day first =
      std::min(escalation::registered_on(history.stream()).value_or(as_of), as_of);
  Policies policies(nullptr);
  {
    const std::shared_lock lock(inside.views.mutex);
    policies = inside.views.policies;
  }
  const auto reigns = reigns_of(policies, as_of, inside.schema, selected.known_at);
  const auto recorded =
      escalation::in_order_known(history.stream(), escalation::Knowledge::kRecorded);

  Course course;
  course.set_provider(provider);
  course.set_name(standing.entry->row.name());
  course.set_as_of(schema::to_string(as_of));
  const escalation::CompiledPolicy& policy = *standing.policy;
  put(escalation::decided_course(facts_of(history.stream(), policy), policy, first, as_of),
      *course.mutable_decided());
  put(suggested_course(app::course(reigns, recorded, as_of),
                       reigns.front().policy->policy().stages(0), first),
      *course.mutable_suggested());
  return course;
}

}  // namespace app
