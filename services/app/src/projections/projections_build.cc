// Another board, by another policy or of another form, built beside the one that serves and put in
// its place when it has caught up.
#include <fmt/format.h>

#include <charconv>
#include <stdexcept>
#include <utility>

#include "projections/projections.h"

namespace app {
namespace {

using eventstore::StoredEvent;

constexpr std::size_t kValuesInBatch = 2'048;

}  // namespace

std::unique_ptr<Board> Projections::new_board(PolicyInForce policy, std::uint64_t generation) {
  return std::make_unique<Board>(store_, reader_, schema_, std::move(policy),
                                 read_only_ ? std::string{} : board_prefix(generation), as_of_);
}

/// What was left of another generation that was being built, or let go of, when the process died.
void Projections::drop_unfinished() {
  const auto unfinished = store_.get_side(kUnfinishedKey);
  if (!unfinished) return;
  std::uint64_t generation = 0;
  std::from_chars(unfinished->data(), unfinished->data() + unfinished->size(), generation);
  const auto kept = read_checkpoint(store_, Board::kName);
  if (!kept || kept->generation != generation) store_.clear_side(board_prefix(generation));
  store_.put_side({{kUnfinishedKey, std::nullopt}}, false);
}

void Projections::begin_generation(std::uint64_t generation) {
  if (read_only_) return;
  store_.put_side({{kUnfinishedKey, std::to_string(generation)}}, false);
  store_.clear_side(board_prefix(generation));
}

// Not yet named by a checkpoint: in batches of a bounded size.
void Projections::keep_pass(Board& board, const std::vector<SharedEntry>& entries) {
  if (board.prefix().empty()) return;
  for (std::size_t from = 0; from < entries.size(); from += kValuesInBatch) {
    const std::size_t to = std::min(entries.size(), from + kValuesInBatch);
    Projection::SideValues values;
    board.save_all({entries.begin() + static_cast<std::ptrdiff_t>(from),
                    entries.begin() + static_cast<std::ptrdiff_t>(to)},
                   values);
    store_.put_side(values, false);
  }
}

void Projections::build_if_policy_changed() {
  PolicyInForce policy = views_.policies.in_force(as_of_);
  if (policy == std::exchange(compared_, policy)) return;
  const std::string made_by = board_made_by(*policy, schema_, reader_.upcasters());
  if (made_by == running_[kBoard].made_by) {
    if (build_) {
      build_.reset();
      if (!read_only_) drop_unfinished();
    }
    return;
  }
  if (made_by == build_failed_ || (build_ && made_by == build_made_by_)) return;
  begin_build(std::move(policy));
}

void Projections::begin_build(PolicyInForce policy) {
  build_.reset();
  try {
    if (!read_only_) drop_unfinished();
    begin_generation(generation_ + 1);
  } catch (const std::runtime_error&) {
    compared_.reset();  // the disk refuses: try again when more has come
    return;
  }
  build_made_by_ = board_made_by(*policy, schema_, reader_.upcasters());
  build_ = std::make_unique<BoardBuild>(
      store_, new_board(std::move(policy), generation_ + 1), seen_,
      [this](Board& board, const auto& entries) { keep_pass(board, entries); });
  show_states();
}

void Projections::build_on(std::chrono::milliseconds time) {
  if (!build_) return;
  try {
    const bool whole = build_->step(std::chrono::steady_clock::now() + time);
    if (build_->stopped()) return fail_build(*build_->stopped());
    if (whole) finish_build();
  } catch (const std::runtime_error& fault) {  // the disk
    return fail_build({build_ ? build_->target() : seen_, fault.what()});
  }
  show_states();
}

/// The one that serves goes on; unless it was only waiting to be relieved.
void Projections::fail_build(const BoardBuild::Stop& stop) {
  build_.reset();
  build_failed_ = build_made_by_;
  Running& running = running_[kBoard];
  if (running.waits) running.stopped = stop;
  if (!read_only_) drop_unfinished();
  show_states();
}

void Projections::finish_build() {
  if (!shows_) show();
  std::unique_ptr<Board> board = build_->take_board();
  const std::uint64_t from = build_->target() + 1;
  std::optional<BoardBuild::Stop> stopped;
  store_.scan(eventstore::Position{from}, [&](const StoredEvent& stored) {
    if (stored.position.value() > seen_) return false;
    try {
      board->take_in(stored);
    } catch (const std::exception& fault) {
      stopped = {stored.position.value(), fault.what()};
    }
    return !stopped;
  });
  if (stopped) return fail_build(*stopped);
  build_.reset();
  if (board->as_of() != as_of_) board->roll_to(as_of_);
  (void)board->refresh(seen_);
  running_[kBoard].made_by = build_made_by_;
  running_[kBoard].position = seen_;
  put_in_place(std::move(board), generation_ + 1);
  Change change;
  change.position = seen_;
  change.board_replaced = true;
  for (const auto& [provider, held] : board_->held()) change.rows.push_back(row_of(held.entry));
  tell(std::move(change));
}

void Projections::put_in_place(std::unique_ptr<Board> board, std::uint64_t generation) {
  const std::uint64_t old = std::exchange(generation_, generation);
  board_ = std::move(board);
  Running& running = running_[kBoard];
  running.projection = board_.get();
  running.stopped.reset();
  running.waits = false;
  running.kept = {};
  if (!read_only_) {
    Projection::SideValues values;
    board_->save(values);
    values.push_back(value_of(running.name, checkpoint_of(running)));
    values.push_back({kUnfinishedKey, std::to_string(old)});
    try {
      store_.put_side(values, false);
      board_->saved();
      running.kept = checkpoint_of(running);
      drop_unfinished();
    } catch (const std::runtime_error&) {
      // The disk refuses: keep() writes it down the next time.
    }
  }
  unsaid_.clear();
  show_all();
}

}  // namespace app
