#include "projections/projections.h"

#include <fmt/format.h>

#include <mutex>
#include <utility>

#include "events.h"

namespace app {
namespace {

using eventstore::StoredEvent;

constexpr std::chrono::milliseconds kNoWait{0};
// After showing, so many times as long as it took is left to taking in; unless so much waits.
constexpr int kShowShare = 9;
constexpr std::size_t kUnshownMax = 8'192;

// After a crash, at most so much is taken in again.
constexpr std::uint64_t kKeepEvents = 100'000;
constexpr std::chrono::seconds kKeepEvery{30};

}  // namespace

Projections::Projections(eventstore::EventStore& store, const EventReader& reader,
                         const schema::Schema& schema, const schema::Clock& clock, IdSource& ids,
                         Views& views, Listeners& listeners, bool read_only)
    : store_(store),
      reader_(reader),
      schema_(schema),
      clock_(clock),
      ids_(ids),
      views_(views),
      listeners_(listeners),
      read_only_(read_only),
      policies_(views, schema),
      accounts_(views),
      running_(3) {
  running_[kPolicies].name = PoliciesProjection::kName;
  running_[kPolicies].projection = &policies_;
  running_[kPolicies].made_by = fmt::format("form {}", PoliciesProjection::kForm);
  running_[kAccounts].name = AccountsProjection::kName;
  running_[kAccounts].projection = &accounts_;
  running_[kAccounts].made_by = fmt::format("form {}", AccountsProjection::kForm);
  running_[kBoard].name = Board::kName;
}

void Projections::take_in() {
  fold();
  if (!shows_) show();
}

std::optional<std::chrono::milliseconds> Projections::take_in_steadily() {
  fold();
  if (shows_) return std::nullopt;
  const auto left = until_due();
  if (left > left.zero() && unshown_.size() < kUnshownMax) {
    return std::chrono::ceil<std::chrono::milliseconds>(left);
  }
  show();
  return std::nullopt;
}

std::chrono::steady_clock::duration Projections::until_due() const {
  return shown_at_ + kShowShare * showing_took_ - std::chrono::steady_clock::now();
}

void Projections::fold() {
  if (!subscription_) {
    open();
    return;
  }
  const schema::Day today = schema::uk_day(clock_.now());
  if (today != as_of_) take_in_day(today);
  const eventstore::Position target = store_.last_position();
  while (subscription_->position() < target) {
    std::vector<StoredEvent> events = subscription_->next(kNoWait);
    if (events.empty()) return;  // the store is closing
    fold_batch(std::move(events));
  }
}

// A projection that cannot take an event in stops alone.
void Projections::give(Running& running, const StoredEvent& stored) {
  if (!running.goes_on() || stored.position.value() <= running.position) return;
  try {
    running.projection->take_in(stored);
    running.position = stored.position.value();
  } catch (const std::exception& fault) {
    running.stopped = {stored.position.value(), fault.what()};
  }
}

void Projections::fold_batch(std::vector<StoredEvent> events) {
  went_on_ = went_on_ || running_[kBoard].goes_on();
  for (Running& running : running_) {
    for (const StoredEvent& stored : events) give(running, stored);
  }
  seen_ = events.back().position.value();
  shows_ = false;
  for (StoredEvent& stored : events) {
    const bool of_provider = !name_in(stored.stream, kProviderStreams).empty();
    if (of_provider && stored.position.value() <= running_[kBoard].position) {
      unshown_.push_back(std::move(stored));
    }
  }
}

void Projections::show() {
  const auto begun = std::chrono::steady_clock::now();
  shows_ = true;
  const Running& board = running_[kBoard];
  const auto changed = with_watches(board_->refresh(board.position));
  show_board(changed);
  if (std::exchange(went_on_, false)) {
    Change change;
    change.position = board.position;
    change.board_replaced = !board.goes_on();  // so that the board is read anew, and says so
    for (const SharedEntry& entry : changed) change.rows.push_back(row_of(entry));
    change.events = std::exchange(unshown_, {});
    tell(std::move(change));
  }
  shown_at_ = std::chrono::steady_clock::now();
  showing_took_ = shown_at_ - begun;
  build_if_policy_changed();
}

void Projections::take_in_day(schema::Day today) {
  if (!shows_) show();
  as_of_ = today;
  accounts_.forget_expired(clock_.now());
  const Running& board = running_[kBoard];
  if (board.waits) return build_if_policy_changed();
  board_->roll_to(today);
  const auto changed = with_watches(board_->refresh(board.position));
  show_board(changed);
  Change change;
  change.position = board.position;
  change.board_replaced = true;
  for (const SharedEntry& entry : changed) change.rows.push_back(row_of(entry));
  tell(std::move(change));
  build_if_policy_changed();
}

std::vector<SharedEntry> Projections::with_watches(const std::vector<SharedEntry>& changed) {
  return owners_->show(changed, running_[kBoard].position, [this](const std::string& provider) {
    return board_->held_of(provider).entry;
  });
}

void Projections::show_board(const std::vector<SharedEntry>& changed) {
  for (const SharedEntry& entry : changed) unsaid_.insert(entry->row.provider());
  {
    const std::unique_lock lock(views_.mutex);
    for (const SharedEntry& entry : changed) views_.entries[entry->row.provider()] = entry;
    views_.as_of = board_->as_of();
    views_.position = running_[kBoard].position;
    views_.stale = !running_[kBoard].goes_on();
    views_.directory_position = running_[kAccounts].position;
    views_.directory_stale = !running_[kAccounts].goes_on();
  }
  show_states();
}

void Projections::show_all() {
  owners_.emplace(board_->policy());
  std::vector<SharedEntry> held_entries;
  for (const auto& [provider, held] : board_->held()) {
    if (held.entry) held_entries.push_back(held.entry);
  }
  std::map<std::string, SharedEntry> entries;
  for (SharedEntry& entry : with_watches(held_entries)) {
    unsaid_.insert(entry->row.provider());
    entries.emplace(entry->row.provider(), std::move(entry));
  }
  {
    const std::unique_lock lock(views_.mutex);
    views_.entries.swap(entries);
    views_.sheets = board_->sheets();
    views_.policy = board_->policy();
  }
  show_board({});
}

void Projections::show_states() {
  std::vector<ProjectionState> states;
  for (const Running& running : running_) {
    ProjectionState state;
    state.name = running.name;
    state.position = running.position;
    if (running.stopped) {
      state.stopped_at = running.stopped->position;
      state.why = running.stopped->why;
    }
    states.push_back(std::move(state));
  }
  if (build_) {
    states[kBoard].building = ProjectionState::Building{build_->done(), build_->of()};
  }
  const std::unique_lock lock(views_.mutex);
  views_.states = std::move(states);
}

void Projections::tell(Change change) {
  listeners_.tell(std::make_shared<const Change>(std::move(change)));
}

bool Projections::propose_news(bool unhurried) {
  // What is refused would count as proposed: it waits until the disk takes writes again. A board
  // that stopped does not learn of what it proposed, and would again.
  if (!running_[kBoard].goes_on() || store_.refuses_writes()) return false;
  bool any = false;
  const auto& policy = board_->policy()->policy();
  const std::string first_stage =
      policy.stages().empty() ? std::string{} : policy.stages().begin()->id();
  const WorkedOut worked_out{.first_stage = first_stage,
                             .policy_version = policy.version(),
                             .as_of = board_->as_of(),
                             .position = running_[kBoard].position};
  for (const std::string& provider : unsaid_) {
    Board::Held& held = board_->held_of(provider);
    if (!is_news(held.said, held.entry->row, first_stage)) continue;
    auto commit = propose(held.said, held.entry->row, worked_out, ids_, clock_.now());
    commit.unhurried = unhurried;
    proposals_.append(store_, std::move(commit));
    any = true;
  }
  unsaid_.clear();
  return any;
}

Checkpoint Projections::checkpoint_of(const Running& running) const {
  const bool is_board = &running == &running_[kBoard];
  return {.made_by = running.made_by,
          .generation = is_board ? generation_ : 0,
          .position = running.position,
          .as_of = is_board ? board_->as_of() : schema::Day{}};
}

void Projections::keep_sometimes() {
  std::uint64_t since = 0;
  for (const Running& running : running_) since += running.position - running.kept.position;
  if (since >= kKeepEvents || clock_.now() - kept_at_ >= kKeepEvery) keep();
}

// All of it in one batch; not synced, since after a power cut an older one is as good: the log is
// the truth. So is a disk that refuses: the next time keeps it.
void Projections::keep() {
  if (read_only_ || !subscription_) return;
  if (!shows_) show();  // what is kept is of one position
  kept_at_ = clock_.now();
  Projection::SideValues values;
  for (Running& running : running_) {
    if (running.waits || running.kept == checkpoint_of(running)) continue;
    running.projection->save(values);
    values.push_back(value_of(running.name, checkpoint_of(running)));
  }
  if (values.empty()) return;
  try {
    store_.put_side(values, false);
  } catch (const std::runtime_error&) {
    return;
  }
  for (Running& running : running_) {
    if (running.waits) continue;
    running.projection->saved();
    running.kept = checkpoint_of(running);
  }
}

}  // namespace app
