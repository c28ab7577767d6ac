// How the projections start: from what was kept beside the log, and from the log where that is
// missing, too old, or of another program.
#include <algorithm>
#include <limits>
#include <utility>

#include "events.h"
#include "projections/projections.h"

namespace app {
namespace {

using eventstore::StoredEvent;

// Between two refreshes, so that not all sheets are in memory at once.
constexpr std::uint64_t kRefreshEvery = 4096;

}  // namespace

void Projections::open() {
  as_of_ = schema::uk_day(clock_.now());
  kept_at_ = clock_.now();
  seen_ = store_.last_position().value();
  if (!read_only_) drop_unfinished();
  for (Running* running : {&running_[kPolicies], &running_[kAccounts]}) {
    const auto kept = read_checkpoint(store_, running->name);
    if (!kept || kept->made_by != running->made_by) continue;
    const bool loaded = running->projection == &policies_ ? policies_.load(store_)
                                                          : accounts_.load(store_, clock_.now());
    if (!loaded) continue;
    running->position = kept->position;
    running->kept = *kept;
  }
  read_policies();
  open_board();
  bring_up();
  subscription_.emplace(store_, eventstore::Position{seen_});
  accounts_.forget_expired(clock_.now());
  if (board_->as_of() != as_of_ && !running_[kBoard].waits) board_->roll_to(as_of_);
  (void)board_->refresh(running_[kBoard].position);
  show_all();
  build_if_policy_changed();
}

// Before the board, so that it is folded once, by the policy in force today.
void Projections::read_policies() {
  Running& running = running_[kPolicies];
  for (const StoredEvent& stored : store_.read_stream(
           policy_stream(), eventstore::StreamVersion{1}, eventstore::kCommitEventsMax,
           eventstore::EventStore::Direction::kForward)) {
    if (stored.position.value() <= seen_) give(running, stored);
  }
  if (!running.stopped) running.position = seen_;
}

void Projections::open_board() {
  const PolicyInForce policy = views_.policies.in_force(as_of_);
  const auto kept = read_checkpoint(store_, Board::kName);
  if (kept) {
    generation_ = kept->generation;
    if (const auto made_by = policy_that_made(kept->made_by)) {
      if (load_board(*kept, made_by, false)) return;
    } else if (load_board(*kept, policy, true)) {
      return;
    }
  }
  ++generation_;
  build_first();
}

/// Null when it was made by another program, other kinds of record, or a policy not adopted.
PolicyInForce Projections::policy_that_made(const std::string& made_by) const {
  const auto made = [&](const PolicyInForce& policy) {
    return board_made_by(*policy, schema_, reader_.upcasters()) == made_by;
  };
  PolicyInForce now = views_.policies.in_force(as_of_);
  if (made(now)) return now;
  for (const Policies::Adopted& adopted : views_.policies.adopted()) {
    if (made(adopted.policy)) return adopted.policy;
  }
  return nullptr;
}

bool Projections::load_board(const Checkpoint& kept, PolicyInForce policy, bool as_it_was) {
  auto board = std::make_unique<Board>(store_, reader_, schema_, std::move(policy),
                                       board_prefix(kept.generation), kept.as_of, !as_it_was);
  if (!board->load()) return false;
  board_ = std::move(board);
  Running& running = running_[kBoard];
  running.projection = board_.get();
  running.made_by = kept.made_by;
  running.position = kept.position;
  running.kept = kept;
  running.waits = as_it_was;
  return true;
}

void Projections::build_first() {
  const PolicyInForce policy = views_.policies.in_force(as_of_);
  begin_generation(generation_);
  BoardBuild build(
      store_, new_board(policy, generation_), seen_,
      [this](Board& board, const auto& entries) { keep_pass(board, entries); },
      [this] { begin_generation(generation_); });
  (void)build.step(BoardBuild::Time::max(), [this](const StoredEvent& stored) {
    give(running_[kPolicies], stored);
    give(running_[kAccounts], stored);
  });
  for (Running* running : {&running_[kPolicies], &running_[kAccounts]}) {
    if (!running->stopped) running->position = seen_;
  }
  board_ = build.take_board();
  Running& running = running_[kBoard];
  running.projection = board_.get();
  running.made_by = board_made_by(*policy, schema_, reader_.upcasters());
  running.position = build.target();
  running.stopped = build.stopped();
  if (read_only_) return;
  store_.put_side({value_of(running.name, checkpoint_of(running)), {kUnfinishedKey, std::nullopt}},
                  false);
  running.kept = checkpoint_of(running);
}

// Those behind are brought to where the next one stands; from there they go on together. So one
// that was stopped long ago does not make the others wait for long.
void Projections::bring_up() {
  while (true) {
    std::uint64_t lowest = seen_;
    for (const Running& running : running_) {
      if (running.goes_on()) lowest = std::min(lowest, running.position);
    }
    if (lowest == seen_) return;
    std::uint64_t next = seen_;
    for (const Running& running : running_) {
      if (running.position > lowest) next = std::min(next, running.position);
    }
    std::uint64_t reached = lowest;
    store_.scan(eventstore::Position{lowest + 1}, [&](const StoredEvent& stored) {
      reached = stored.position.value();
      if (reached > next) return false;
      for (Running& running : running_) give(running, stored);
      if (reached % kRefreshEvery == 0) (void)board_->refresh(running_[kBoard].position);
      return std::ranges::any_of(running_, [&](const Running& running) {
        return running.goes_on() && running.position == reached;
      });
    });
    if (reached == lowest) return;  // the store is closing
  }
}

}  // namespace app
