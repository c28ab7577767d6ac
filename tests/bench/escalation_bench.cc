// What is suggested, worked out quickly: the status of one provider is to take as long for a long
// history as for a short one, and a trial of a policy is to go through a log of a million events in
// seconds. `--quick` takes a log of 200,000.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "app/ids.h"
#include "app/policy_desk.h"
#include "escalation/outlook.h"
#include "escalation/sweep.h"
#include "eventstore/rocks_store.h"
#include "figure.h"
#include "folder.h"
#include "gwarchod/v1/records.pb.h"
#include "replay.h"
#include "woven_log.h"

namespace {

using namespace gwarchod::v1;

constexpr int kYears = 30;
constexpr int kDaysOfYear = 365;
constexpr int kRecent = 60;  // records of the last two years, whatever came before
constexpr std::size_t kProviders = 5'000;
constexpr std::size_t kEvents = 1'000'000;
constexpr std::size_t kQuickEvents = 200'000;

const schema::Day kToday = schema::Day{std::chrono::days{20'600}};

/// The record of this number, of those that a provider gathers over years: one of each kind in
/// turn.
Event a_record(std::size_t number, schema::Day day) {
  Event event;
  event.set_kind("Complaint");
  Envelope& envelope = *event.mutable_envelope();
  envelope.set_occurred_from(schema::to_string(day));
  envelope.set_source(static_cast<Agency>(1 + number % 4));
  envelope.add_themes(static_cast<Theme>(1 + number % 7));
  envelope.add_people(fmt::format("p{}", number % 500));
  if (number % 5 == 1) event.set_kind("LowLevelConcern");
  if (number % 5 == 2) event.set_kind("SpotVisit");
  if (number % 5 == 3) event.set_kind("WorkforceCheck");
  if (number % 5 == 4) event.set_kind("AdultAtRiskReport");
  return event;
}

/// What somebody decided, knowing all that came before.
Event a_decision(schema::Day day) {
  StageDecision decision;
  decision.set_to_stage("enhanced");
  Event event;
  event.set_kind("StageDecision");
  event.mutable_envelope()->set_occurred_from(schema::to_string(day));
  event.set_body(decision.SerializeAsString());
  return event;
}

/// So many records over thirty years, of which the last two years are the same for all. They begin
/// with a decision, a year after all that came before, so that the same is told of each.
escalation::Facts facts_of(const escalation::CompiledPolicy& policy, std::size_t records) {
  escalation::Facts facts;
  const schema::Day recent = kToday - std::chrono::days{2 * kDaysOfYear};
  const std::size_t earlier = records - kRecent;
  for (std::size_t number = 0; number < records; ++number) {
    const bool is_recent = number >= earlier;
    if (number == earlier) {
      const Event event = a_decision(recent);
      escalation::evolve(facts, policy,
                         {.position = number + 1, .id = "decision", .event = &event});
    }
    const auto back = is_recent
                          ? (number - earlier) * 2 * kDaysOfYear / kRecent
                          : number * static_cast<std::size_t>((kYears - 3) * kDaysOfYear) / earlier;
    const schema::Day day =
        is_recent ? recent + std::chrono::days{back}
                  : kToday - std::chrono::days{kYears * kDaysOfYear} + std::chrono::days{back};
    const Event event = a_record(is_recent ? number - earlier : number, day);
    escalation::evolve(facts, policy,
                       {.position = number + 1, .id = fmt::format("e{}", number), .event = &event});
  }
  return facts;
}

/// So many complaints over ten years, a plan among ten, all dealt with; the last two years are the
/// same for all.
escalation::Facts dealt_with(const escalation::CompiledPolicy& policy, std::size_t records) {
  escalation::Facts facts;
  constexpr int kTen = 10;
  const std::size_t earlier = records - kRecent;
  for (std::size_t number = 0; number < records; ++number) {
    const auto back = number < earlier
                          ? 2 * kDaysOfYear + (earlier - number) * 8 * kDaysOfYear / earlier
                          : (records - number) * 2 * kDaysOfYear / kRecent;
    const std::string day = schema::to_string(kToday - std::chrono::days{back});
    Event event;
    event.mutable_envelope()->set_occurred_from(day);
    event.mutable_envelope()->set_received_on(day);
    event.set_kind(number % kTen == 0 ? "ActionPlan" : "Complaint");
    if (number % kTen == 0) {
      ActionPlan plan;
      Action& action = *plan.add_actions();
      action.set_due(day);
      action.set_closed_on(day);
      event.set_body(plan.SerializeAsString());
    } else {
      Complaint complaint;
      complaint.set_stage(LOCAL_RESOLUTION);
      complaint.set_acknowledged_on(day);
      complaint.set_discussed_on(day);
      complaint.set_resolved_on(day);
      event.set_body(complaint.SerializeAsString());
    }
    escalation::evolve(facts, policy,
                       {.position = number + 1, .id = fmt::format("e{}", number), .event = &event});
  }
  return facts;
}

/// Seconds of processor time, of all threads.
double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// One record more, and what is suggested then: microseconds of processor time.
double microseconds_a_record(const escalation::CompiledPolicy& policy, std::size_t records) {
  constexpr int kRounds = 7;
  constexpr int kRecords = 200;
  escalation::Facts facts = facts_of(policy, records);
  std::size_t number = records;
  double best = std::numeric_limits<double>::max();
  for (int round = 0; round < kRounds; ++round) {
    const double begun = processor_seconds();
    for (int i = 0; i < kRecords; ++i) {
      const Event event = a_record(2, kToday);  // a visit: no window fills
      const std::string id = fmt::format("e{}", number);
      escalation::evolve(facts, policy, {.position = ++number, .id = id, .event = &event});
      static_cast<void>(escalation::status(facts, policy, kToday));
    }
    best = std::min(best, processor_seconds() - begun);
  }
  return best / kRecords * 1e6;
}

/// What the board holds of one provider besides its stage: microseconds of processor time.
double microseconds_beside(const escalation::CompiledPolicy& policy, std::size_t records) {
  constexpr int kRounds = 7;
  constexpr int kTimes = 200;
  const escalation::Facts facts = dealt_with(policy, records);
  double best = std::numeric_limits<double>::max();
  for (int round = 0; round < kRounds; ++round) {
    const double begun = processor_seconds();
    for (int i = 0; i < kTimes; ++i) {
      static_cast<void>(escalation::counts(facts, policy, kToday));
      static_cast<void>(escalation::beside(facts, policy, kToday));
    }
    best = std::min(best, processor_seconds() - begun);
  }
  return best / kTimes * 1e6;
}

void measure_beside(const escalation::CompiledPolicy& policy) {
  constexpr double kHold = 4;
  const double few = microseconds_beside(policy, 500);
  const double many = microseconds_beside(policy, 50'000);
  fmt::print("clocks, flags and counts: {:.1f} us after 500, {:.1f} us after 50,000 records\n", few,
             many);
  bench::below("clocks, flags and counts after 50,000 records, to that after 500", many / few,
               "times", kHold);
}

void measure_status(const escalation::CompiledPolicy& policy) {
  constexpr double kHold = 2;
  const double few = microseconds_a_record(policy, 500);
  const double some = microseconds_a_record(policy, 5'000);
  const double many = microseconds_a_record(policy, 50'000);
  fmt::print(
      "one record more and the status: {:.1f} us after 500, {:.1f} us after 5,000, {:.1f} us "
      "after 50,000 records of {} years\n",
      few, some, many, kYears);
  bench::below("status after 5,000 records, to that after 500", some / few, "times", kHold);
  bench::below("status after 50,000 records, to that after 500", many / few, "times", kHold);
}

void measure_trial(const schema::Schema& schema, std::size_t events) {
  const app::SystemClock clock;
  const bench::Folder folder;
  auto opened = eventstore::open_rocks_store(folder.path(), eventstore::OpenMode::kCreate, clock);
  if (!opened) throw std::runtime_error(opened.error().line);
  eventstore::EventStore& store = **opened;
  {
    bench::Filler filler(store);
    const auto histories = bench::templates(events / kProviders);
    for (std::size_t turn = 0; filler.events() < events; ++turn) {
      for (std::size_t number = 0; number < kProviders; ++number) {
        const bench::History& history = histories[number % histories.size()];
        if (turn >= history.size() && turn % history.size() == 0) continue;  // its registration
        const std::size_t copy = turn / history.size() * kEvents + number;
        filler.add(fmt::format("provider-{}", number),
                   bench::copy_of(history[turn % history.size()], copy));
      }
    }
    filler.flush();
  }
  const auto ids = app::make_random_ids(clock);
  const auto keys = eventstore::make_no_keyring();
  app::Tracker tracker(store, *keys, schema, clock, *ids, {});
  tracker.catch_up();
  PolicyFile file;
  std::string text(escalation::default_policy_text());
  const std::string window = "window_days: 90";
  for (auto at = text.find(window); at != std::string::npos; at = text.find(window, at + 1)) {
    text.replace(at, window.size(), "window_days: 120");
  }
  file.set_text(text);
  app::PolicyDesk desk(tracker);
  const double used = processor_seconds();
  constexpr int kRounds = 3;
  const double took = bench::quickest(kRounds, [&] {
    const auto trial = desk.try_out(file, [](auto, auto) { return true; });
    if (!trial) throw std::runtime_error(trial.error().ShortDebugString());
  });
  fmt::print("a trial took {:.1f} s of processor time\n", (processor_seconds() - used) / kRounds);
  constexpr double kHold = 10;
  bench::below(fmt::format("trial of a policy over {} events, {} providers",
                           store.last_position().value(), kProviders),
               took, "s", kHold);
}

}  // namespace

int main(int argc, char** argv) {
  const bool quick = argc > 1 && std::string_view(argv[1]) == "--quick";
  const schema::Schema schema;
  const auto policy = escalation::read_policy(escalation::default_policy_text(), schema,
                                              escalation::Calendar::england_and_wales());
  if (!policy) return 1;
  measure_status(*policy);
  measure_beside(*policy);
  measure_trial(schema, quick ? kQuickEvents : kEvents);
}
