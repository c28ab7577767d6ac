#include "escalation/outlook.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <tuple>

#include "clocks.h"
#include "flags.h"
#include "schema/show.h"
#include "staying.h"

namespace escalation {
namespace {

using gwarchod::v1::Deadline;

Deadline deadline_of(const Facts::Inside& facts, const CompiledPolicy::Inside& policy,
                     const Running& running, DayNumber as_of) {
  Deadline deadline;
  const CompiledClock& clock = *running.clock;
  deadline.set_clock(clock.clock.id());
  *deadline.mutable_name() = clock.clock.name();
  if (clock.stage) deadline.set_stage(policy.policy.stages(static_cast<int>(*clock.stage)).id());
  deadline.set_starts(schema::to_string(day_of(running.start)));
  deadline.set_owner(clock.clock.owner());
  deadline.set_is_paused(running.due == kNever);
  if (running.due != kNever) deadline.set_due(schema::to_string(day_of(running.due)));
  deadline.set_overdue(running.due < as_of);
  if (running.version == kNone) return deadline;
  const Version& version = facts.versions[running.version];
  *deadline.mutable_cause() = cause_of(facts, running.version, facts.versions[version.first].day);
  deadline.set_recorded_by(std::string(facts.accounts.text(version.recorded_by)));
  return deadline;
}

std::optional<Day> last_review(const Facts::Inside& facts, const CompiledPolicy::Inside& policy,
                               const Decided& decided, DayNumber as_of, Next& next) {
  std::optional<DayNumber> last;
  if (decided.version != kNone) last = decided.taken;
  if (const auto reviewed = latest(noted(facts, policy.reviews), as_of, next)) {
    last = std::max(last.value_or(*reviewed), *reviewed);
  }
  return last ? std::optional(day_of(*last)) : std::nullopt;
}

/// The agency that a source is, however it was told apart.
gwarchod::v1::Text agency_of(const Facts::Inside& facts, std::uint32_t source) {
  const int number = std::atoi(std::string(facts.sources.text(source - 1)).c_str());
  const auto* value = gwarchod::v1::Agency_descriptor()->FindValueByNumber(number);
  for (const gwarchod::v1::Label& label : schema::labels(*gwarchod::v1::Agency_descriptor())) {
    if (value != nullptr && label.value() == value->name()) return label.text();
  }
  return {};
}

/// Of one occurrence that several reported, who did: said of the first of its reports.
void name_sources(const Facts::Inside& facts, gwarchod::v1::Reason& reason) {
  struct Told {
    gwarchod::v1::Cause* first = nullptr;
    std::set<std::uint32_t> sources;
  };
  std::map<std::uint32_t, Told> told;
  for (gwarchod::v1::Cause& cause : *reason.mutable_causes()) {
    const auto number = facts.ids.find(cause.event_id());
    if (!number) continue;
    const Version& version = facts.versions[*number];
    const std::uint32_t occurrence = facts.occurrence_of(version);
    if (occurrence == kNone || version.source == 0) continue;
    Told& one = told[occurrence];
    if (one.first == nullptr) one.first = &cause;
    one.sources.insert(version.source);
  }
  for (auto& [occurrence, one] : told) {
    if (one.sources.size() < 2) continue;
    for (const std::uint32_t source : one.sources) {
      *one.first->add_sources() = agency_of(facts, source);
    }
  }
}

}  // namespace

std::vector<Deadline> deadlines(const Facts& facts, const CompiledPolicy& policy, Day as_of) {
  const Facts::Inside& inside = facts.inside();
  const DayNumber day = number_of(as_of);
  Next next(day);
  const Decided decided = decisions_on(inside, day).known.decided;
  std::vector<Running> all = running(inside, policy.inside(), decided, day, next);
  std::sort(all.begin(), all.end(), [](const Running& a, const Running& b) {
    return std::tie(a.due, a.start, a.clock, a.version) <
           std::tie(b.due, b.start, b.clock, b.version);
  });
  std::vector<Deadline> deadlines;
  deadlines.reserve(all.size());
  for (const Running& one : all) {
    deadlines.push_back(deadline_of(inside, policy.inside(), one, day));
  }
  return deadlines;
}

std::vector<gwarchod::v1::RaisedFlag> flags(const Facts& facts, const CompiledPolicy& policy,
                                            Day as_of, gwarchod::v1::Class clearance) {
  const DayNumber day = number_of(as_of);
  Next next(day);
  return raised(facts.inside(), policy.inside(), day, clearance, next);
}

void add_outlook(const Facts& facts, const CompiledPolicy& policy, Day as_of,
                 gwarchod::v1::Class clearance, gwarchod::v1::Status& status) {
  for (auto& reason : *status.mutable_reasons()) name_sources(facts.inside(), reason);
  for (auto& one : near(facts, policy, as_of)) *status.add_near() = std::move(one);
  for (auto& one : flags(facts, policy, as_of, clearance)) *status.add_flags() = std::move(one);
  for (auto& one : exits(facts, policy, as_of)) *status.add_exits() = std::move(one);
  for (auto& one : deadlines(facts, policy, as_of)) *status.add_deadlines() = std::move(one);
}

Beside beside(const Facts& facts, const CompiledPolicy& policy, Day as_of) {
  const Facts::Inside& inside = facts.inside();
  const DayNumber day = number_of(as_of);
  Next next(day);
  Beside beside;
  beside.flags = raised(inside, policy.inside(), day, gwarchod::v1::P1, next);
  DayNumber due = kNever;
  const Decided decided = decisions_on(inside, day).known.decided;
  for (const Running& one : running(inside, policy.inside(), decided, day, next)) {
    beside.overdue += one.due < day ? 1 : 0;
    due = std::min(due, one.due);
    if (one.clock->is_review && one.due != kNever) beside.review_on = day_of(one.due);
  }
  beside.last_review_on = last_review(inside, policy.inside(), decided, day, next);
  if (due != kNever) beside.next_due = day_of(due);
  if (next.day() != kNever) beside.next_change = day_of(next.day());
  return beside;
}

}  // namespace escalation
