#include "escalation/course.h"

#include <algorithm>
#include <utility>

#include "days.h"
#include "decided.h"
#include "facts.h"

namespace escalation {
namespace {

bool is_same(const gwarchod::v1::StageName& one, const gwarchod::v1::StageName& other) {
  return one.id() == other.id() && one.level() == other.level();
}

}  // namespace

std::optional<Day> registered_on(std::span<const ProviderEvent> stream) {
  if (stream.empty()) return std::nullopt;
  const auto found = std::ranges::find_if(stream, [](const ProviderEvent& event) {
    return event.event->kind() == "ProviderRegistered";
  });
  const ProviderEvent& event = found == stream.end() ? stream.front() : *found;
  return schema::parse_day(event.event->envelope().occurred_from());
}

void add_stage(std::vector<StageFrom>& course, Day day, gwarchod::v1::StageName stage) {
  if (!course.empty() && course.back().day == day) course.pop_back();
  if (!course.empty() && is_same(course.back().stage, stage)) return;
  course.push_back({day, std::move(stage)});
}

std::vector<StageFrom> decided_course(const Facts& facts, const CompiledPolicy& policy, Day first,
                                      Day as_of) {
  const Facts::Inside& inside = facts.inside();
  std::vector<StageFrom> course;
  add_stage(course, std::min(first, as_of), policy.stage({}));
  for (const Decided& decided : inside.decisions) {
    const Day day = day_of(decided.effective);
    if (day > as_of) break;
    if (day < course.front().day) course.clear();
    add_stage(course, day, decided_stage(inside, policy, decided));
  }
  return course;
}

std::vector<gwarchod::v1::StageSpan> spans_of(std::span<const StageFrom> course) {
  std::vector<gwarchod::v1::StageSpan> spans;
  for (const StageFrom& from : course) {
    const std::string day = schema::to_string(from.day);
    if (!spans.empty()) spans.back().set_to(day);
    *spans.emplace_back().mutable_stage() = from.stage;
    spans.back().set_from(day);
  }
  return spans;
}

}  // namespace escalation
