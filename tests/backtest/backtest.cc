// What the policies would have said of real services before they were enforced against or left the
// register: the public history of adult care services in Scotland, told again in the order in which
// it became known. Prints a table; nothing is tuned to it. `backtest FOLDER`, the folder holding
// events.csv.gz and services.csv.gz.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <limits>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/import.h"
#include "app/system_clock.h"
#include "escalation/calendar.h"
#include "escalation/sweep.h"
#include "eventstore/memory_store.h"
#include "gwarchod/v1/records.pb.h"
#include "indicators.h"

namespace {

using namespace gwarchod::v1;
using backtest::Days;
using backtest::Flagged;
using schema::Day;

constexpr std::chrono::days kYear{365};
constexpr double kDaysOfYear = 365.25;

/// The public snapshots are yearly at first, then monthly; what they show on the first is years of
/// counts at once. An outcome counts from a year later, so that each has a year to be seen coming.
const Day kFirstSnapshot = *schema::parse_day("2016-03-31");

struct Service {
  std::vector<eventstore::StoredEvent> stored;
  std::vector<Event> events;
  std::vector<escalation::Learned> history;
};

std::map<std::string, Service> read_services(const std::filesystem::path& folder,
                                             const schema::Schema& schema) {
  const app::SystemClock clock;
  const auto store = eventstore::make_memory_store(clock);
  const auto keys = eventstore::make_memory_keyring();
  app::ImportOptions options;
  options.file = folder / "events.csv.gz";
  options.exported_on = schema::uk_day(clock.now());
  auto plan = app::plan_import(options, schema, nullptr, clock.now(), [](auto&&...) {});
  if (!plan) throw std::runtime_error(plan.error().shown.front().text());
  app::seal(*plan, schema, *keys);
  if (!store->append_and_wait(std::move(plan->commit))) throw std::runtime_error("not stored");
  std::map<std::string, Service> services;
  store->scan(eventstore::Position{1}, [&](const eventstore::StoredEvent& stored) {
    Service& service = services[stored.stream.value()];
    service.stored.push_back(stored);
    service.events.emplace_back().ParseFromString(stored.payload);
    return true;
  });
  for (auto& [stream, service] : services) {
    std::vector<escalation::ProviderEvent> events;
    for (std::size_t i = 0; i < service.events.size(); ++i) {
      events.push_back(
          {service.stored[i].position.value(), service.stored[i].id, &service.events[i]});
    }
    service.history = escalation::in_order_known(events, escalation::Knowledge::kPooled);
  }
  return services;
}

/// The first day on which the first such record can have happened, of those that were never
/// corrected.
std::optional<Day> first_of(const Service& service, const std::string& kind) {
  const std::set<std::string> corrected = backtest::corrected(service.history);
  std::optional<Day> first;
  for (std::size_t i = 0; i < service.events.size(); ++i) {
    if (service.events[i].kind() != kind || corrected.contains(service.stored[i].id)) continue;
    const auto day = schema::parse_day(service.events[i].envelope().occurred_from());
    if (day && (!first || *day < *first)) first = day;
  }
  return first;
}

/// Who raises a flag, and by what.
struct Way {
  std::string name;
  std::function<Flagged(const Service&, Day last)> flags;
};

Way by_policy(const escalation::CompiledPolicy& policy, const std::string& name,
              std::uint32_t level) {
  return {name, [&policy, level](const Service& service, Day last) {
            std::vector<backtest::Change> changes;
            for (const escalation::Turn& turn : escalation::sweep(policy, service.history, last)) {
              const auto& stage = policy.policy().stages(static_cast<int>(turn.stage));
              changes.push_back({turn.day, stage.level() >= level});
            }
            return backtest::flagged(changes, last);
          }};
}

struct Outcome {
  std::string name;
  std::optional<Day> (*of)(const Service&);
};

std::optional<Day> enforced(const Service& service) { return first_of(service, "Enforcement"); }
std::optional<Day> gone(const Service& service) { return first_of(service, "ClosureTransfer"); }

/// One line of the table.
class Line {
 public:
  explicit Line(const Way& way) : way_(way) {}

  void add(const Service& service, const std::vector<Outcome>& outcomes, Day last) {
    const Flagged flags = way_.flags(service, last);
    bool any = false;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      const auto day = outcomes[i].of(service);
      any = any || day.has_value();
      if (!day || *day < kFirstSnapshot + kYear) continue;
      Before& before = before_[i];
      ++before.services;
      const auto lead = backtest::lead(flags, *day, kYear);
      if (!lead) continue;
      ++before.seen;
      before.leads.push_back(*lead);
    }
    if (any || service.history.empty()) return;
    const Day from = std::max(kFirstSnapshot, service.history.front().day);
    if (from >= last) return;
    const Days watched = last - from;
    years_ += static_cast<double>(watched.count()) / kDaysOfYear;
    const Days time = backtest::time_within(flags, from, last);
    flagged_years_ += static_cast<double>(time.count()) / kDaysOfYear;
    if (time.count() > 0) ++flagged_;
    ++services_;
  }

  [[nodiscard]] std::string text(const std::vector<Outcome>& outcomes) {
    std::string line = fmt::format("| {} |", way_.name);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      Before& before = before_[i];
      const double share = before.services == 0 ? 0
                                                : 100.0 * static_cast<double>(before.seen) /
                                                      static_cast<double>(before.services);
      line += fmt::format(" {} of {} ({:.0f} %) | {} |", before.seen, before.services, share,
                          backtest::median(before.leads));
    }
    return line + fmt::format(" {} of {} | {:.1f} | {:.1f} % |\n", flagged_, services_,
                              100.0 * static_cast<double>(flagged_) / years_,
                              100.0 * flagged_years_ / years_);
  }

 private:
  struct Before {
    std::size_t services = 0;
    std::size_t seen = 0;
    std::vector<std::int64_t> leads;
  };

  const Way& way_;
  std::map<std::size_t, Before> before_;
  std::size_t services_ = 0;  // that had no outcome
  std::size_t flagged_ = 0;   // of them
  double years_ = 0;
  double flagged_years_ = 0;
};

escalation::CompiledPolicy read_policy(const std::string& text, const schema::Schema& schema) {
  auto policy = escalation::read_policy(text, schema, escalation::Calendar::england_and_wales());
  if (!policy) throw std::runtime_error(policy.error().front().what);
  return std::move(*policy);
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) throw std::runtime_error(file.string() + " cannot be read");
  return text.str();
}

int run(const std::filesystem::path& folder) {
  const schema::Schema schema;
  const auto services = read_services(folder, schema);
  const auto ladder = read_policy(std::string(escalation::default_policy_text()), schema);
  const auto two_tracks = read_policy(text_of(GWARCHOD_TWO_TRACKS), schema);
  Day last = kFirstSnapshot;
  for (const auto& [stream, service] : services) {
    for (const auto& learned : service.history) last = std::max(last, learned.day);
  }
  std::vector<Way> ways;
  ways.push_back(by_policy(ladder, "default ladder, stage 1 or above", 1));
  ways.push_back(by_policy(ladder, "default ladder, stage 2 or above", 2));
  ways.push_back(by_policy(ladder, "default ladder, stage 3 or above", 3));
  // Its heights are 10 and 20.
  ways.push_back(by_policy(two_tracks, "two tracks, quality support or above", 2));
  ways.push_back(by_policy(two_tracks, "two tracks, whole service", 3));
  ways.push_back({"baseline: any latest grade 1 or 2", [](const Service& service, Day until) {
                    return backtest::flagged(backtest::poor_grades(service.history), until);
                  }});
  ways.push_back({"baseline: 2 upheld complaints in a year", [](const Service& service, Day until) {
                    return backtest::flagged(backtest::two_complaints(service.history), until);
                  }});
  const std::vector<Outcome> outcomes{{"enforcement", enforced}, {"left the register", gone}};
  fmt::print("{} services, {} to {}; outcomes from {}\n\n", services.size(),
             schema::to_string(kFirstSnapshot), schema::to_string(last),
             schema::to_string(kFirstSnapshot + kYear));
  fmt::print("| flagged by |");
  for (const Outcome& outcome : outcomes) {
    fmt::print(" before {} | median lead, days |", outcome.name);
  }
  fmt::print(" flagged without either | per 100 service-years | of their time |\n|---|");
  for (std::size_t i = 0; i < outcomes.size(); ++i) fmt::print("---|---|");
  fmt::print("---|---|---|\n");
  for (const Way& way : ways) {
    Line line(way);
    for (const auto& [stream, service] : services) line.add(service, outcomes, last);
    fmt::print("{}", line.text(outcomes));
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path folder = argc > 1 ? argv[1] : "../shared/data/scotland";
  if (!std::filesystem::exists(folder / "events.csv.gz")) {
    fmt::print("skipped: there is no history of real services at {}\n", folder.string());
    return 0;
  }
  try {
    return run(folder);
  } catch (const std::exception& fault) {
    fmt::print(stderr, "{}\n", fault.what());
    return 1;
  }
}
