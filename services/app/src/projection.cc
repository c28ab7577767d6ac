#include "projection.h"

#include <fmt/format.h>

#include <mutex>
#include <stdexcept>
#include <utility>

#include "events.h"

namespace app {
namespace {

using eventstore::StoredEvent;

constexpr std::chrono::milliseconds kNoWait{0};

}  // namespace

Projection::Projection(eventstore::EventStore& store, const schema::Schema& schema,
                       const schema::Clock& clock, IdSource& ids, Views& views,
                       Listeners& listeners)
    : store_(store),
      schema_(schema),
      clock_(clock),
      ids_(ids),
      views_(views),
      listeners_(listeners),
      subscription_(store, eventstore::Position{0}) {}

void Projection::take_in() {
  const schema::Day today = schema::uk_day(clock_.now());
  if (first_) {
    as_of_ = today;
    take_in_first();
    return;
  }
  if (today != as_of_) take_in_day(today);
  const eventstore::Position target = store_.last_position();
  while (subscription_.position() < target) {
    std::vector<StoredEvent> events = subscription_.next(kNoWait);
    if (events.empty()) return;  // the store is closing
    Change change;
    Touched touched;
    take_in_batch(std::move(events), change, touched);
    if (change_policy()) {
      change.board_replaced = true;
      touched = everyone();
    }
    refresh(touched, change);
    tell(std::move(change));
  }
}

// The policies are read first, so that the history is folded once, by the policy in force today,
// and not anew at each adoption that it holds.
void Projection::take_in_first() {
  for (const StoredEvent& stored : store_.read_stream(
           policy_stream(), eventstore::StreamVersion{1}, eventstore::kCommitEventsMax,
           eventstore::EventStore::Direction::kForward)) {
    take_in_policy(stored);
  }
  policy_ = views_.policies.in_force(as_of_);
  const eventstore::Position target = store_.last_position();
  Change change;
  Touched touched;
  while (subscription_.position() < target) {
    std::vector<StoredEvent> events = subscription_.next(kNoWait);
    if (events.empty()) return;
    take_in_batch(std::move(events), change, touched);
    change.events.clear();
  }
  refresh(touched, change);
  first_ = false;
}

void Projection::take_in_batch(std::vector<StoredEvent> events, Change& change, Touched& touched) {
  change.position = events.back().position.value();
  for (StoredEvent& stored : events) {
    if (const auto provider = name_in(stored.stream, kProviderStreams); !provider.empty()) {
      take_in_provider(stored, std::string(provider));
      touched.emplace(provider);
      change.events.push_back(std::move(stored));
    } else if (!name_in(stored.stream, kAccountStreams).empty()) {
      take_in_account(stored);
    } else if (stored.stream == policy_stream()) {
      take_in_policy(stored);
      change.board_replaced = true;
    }
  }
}

void Projection::take_in_provider(const StoredEvent& stored, const std::string& provider) {
  if (!event_.ParseFromString(stored.payload)) {
    throw std::runtime_error(fmt::format("position {} is no event", stored.position.value()));
  }
  Entry& entry = entries_.try_emplace(provider, Entry{Sheet{provider}, {}}).first->second;
  entry.sheet.take_in(stored, event_, schema_, *policy_);
}

void Projection::take_in_account(const StoredEvent& stored) {
  const gwarchod::v1::Event event = from_store(stored);
  const auto parsed = accounts::parse(stored.type, event.body());
  if (!parsed) return;
  const std::unique_lock lock(views_.mutex);
  accounts::evolve(views_.directory, std::string(name_in(stored.stream, kAccountStreams)), *parsed);
}

void Projection::take_in_policy(const StoredEvent& stored) {
  Policies policies = views_.policies;
  policies.take_in(stored, schema_);
  const std::unique_lock lock(views_.mutex);
  views_.policies = std::move(policies);
}

bool Projection::change_policy() {
  PolicyInForce in_force = views_.policies.in_force(as_of_);
  if (in_force == policy_) return false;
  policy_ = std::move(in_force);
  for (auto& [provider, entry] : entries_) entry.sheet.forget_facts();
  const eventstore::Position last = subscription_.position();
  store_.scan(eventstore::Position{1}, [&](const StoredEvent& stored) {
    if (stored.position > last) return false;
    const auto provider = name_in(stored.stream, kProviderStreams);
    const auto entry = entries_.find(std::string(provider));
    if (entry == entries_.end() || !event_.ParseFromString(stored.payload)) return true;
    entry->second.sheet.take_in_facts(stored, event_, *policy_);
    return true;
  });
  return true;
}

// Time alone changes the status of those due only; but the counts of every row roll with the day.
void Projection::take_in_day(schema::Day today) {
  const bool backwards = today < as_of_;
  as_of_ = today;
  const bool all = change_policy() || backwards;
  Change change;
  change.position = subscription_.position().value();
  change.board_replaced = true;
  Touched due;
  std::map<std::string, SharedRow> rows;
  for (auto& [provider, entry] : entries_) {
    const auto next = schema::parse_day(entry.row->next_change());
    if (all || (next && *next <= today)) {
      due.insert(provider);
      continue;
    }
    gwarchod::v1::BoardRow row = *entry.row;
    entry.sheet.count(row, *policy_, today);
    entry.row = std::make_shared<const gwarchod::v1::BoardRow>(std::move(row));
    rows[provider] = entry.row;
  }
  {
    const std::unique_lock lock(views_.mutex);
    for (auto& [provider, row] : rows) views_.rows[provider] = row;
    accounts::forget_expired(views_.directory, clock_.now());
  }
  for (auto& [provider, row] : rows) change.rows.push_back(std::move(row));
  refresh(due, change);
  tell(std::move(change));
}

SharedRow Projection::work_out(const Sheet& sheet) const {
  return std::make_shared<const gwarchod::v1::BoardRow>(
      sheet.row(sheet.status(*policy_, as_of_), *policy_, as_of_));
}

void Projection::refresh(const Touched& touched, Change& change) {
  std::vector<SharedRow> rows;
  rows.reserve(touched.size());
  for (const std::string& provider : touched) {
    Entry& entry = entries_.at(provider);
    entry.row = work_out(entry.sheet);
    rows.push_back(entry.row);
    unsaid_.insert(provider);
  }
  const std::unique_lock lock(views_.mutex);
  for (const SharedRow& row : rows) {
    views_.rows[row->provider()] = row;
    const timeline::Links& links = entries_.at(row->provider()).sheet.links();
    if (links.updated_by.empty() && links.corrections.empty()) continue;
    views_.links[row->provider()] = std::make_shared<const timeline::Links>(links);
  }
  views_.as_of = as_of_;
  views_.position = subscription_.position().value();
  std::move(rows.begin(), rows.end(), std::back_inserter(change.rows));
}

Projection::Touched Projection::everyone() const {
  Touched everyone;
  for (const auto& [provider, entry] : entries_) everyone.insert(provider);
  return everyone;
}

void Projection::tell(Change change) {
  listeners_.tell(std::make_shared<const Change>(std::move(change)));
}

bool Projection::propose_news() {
  bool any = false;
  const auto& stages = policy_->policy().stages();
  const std::string first_stage = stages.empty() ? std::string{} : stages.begin()->id();
  const WorkedOut worked_out{.first_stage = first_stage,
                             .policy_version = policy_->policy().version(),
                             .as_of = as_of_,
                             .position = subscription_.position().value()};
  for (const std::string& provider : unsaid_) {
    Entry& entry = entries_.at(provider);
    if (!is_news(entry.sheet.said, *entry.row, first_stage)) continue;
    proposals_.append(store_, propose(entry.sheet, *entry.row, worked_out, ids_, clock_.now()));
    any = true;
  }
  unsaid_.clear();
  return any;
}

}  // namespace app
