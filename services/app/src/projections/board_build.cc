#include "projections/board_build.h"

#include <functional>
#include <utility>

#include "events.h"
#include "projections/read_ahead.h"

namespace app {

using eventstore::StoredEvent;

BoardBuild::BoardBuild(const eventstore::EventStore& store, std::unique_ptr<Board> board,
                       std::uint64_t target, PassDone done, Again again,
                       std::uint64_t events_in_pass)
    : store_(store),
      board_(std::move(board)),
      target_(target),
      last_(target),
      pass_done_(std::move(done)),
      again_(std::move(again)),
      passes_(target / events_in_pass + 1) {
  board_->sheets()->bound(Sheets::kNoBound);
}

bool BoardBuild::step(Time until, const Also& also) {
  while (pass_ < passes_) {
    if (until == Time::max()) {
      const bool again = !scan_whole(others_see_ ? Also{} : also);
      others_see_ = true;
      if (again) {
        begin_again();
        continue;
      }
    } else if (!scan_until(until)) {
      return false;
    }
    const auto entries = board_->refresh_all(target_);
    if (pass_done_) pass_done_(*board_, entries);
    if (passes_ > 1) board_->sheets()->forget_all();
    ++pass_;
    next_ = 1;
  }
  board_->sheets()->bound(Sheets::kBytesMax);
  board_->sheets()->shrink();
  return true;
}

bool BoardBuild::is_of_pass(std::string_view provider) const {
  return passes_ == 1 || std::hash<std::string_view>{}(provider) % passes_ == pass_;
}

// One that cannot be taken in ends the board there, but not the others that are given events too.
// The providers are not all as far as it then: they are folded again, up to the event before it.
bool BoardBuild::scan_whole(const Also& also) {
  const auto wanted = [this](std::string_view provider) { return is_of_pass(provider); };
  bool whole = true;
  read_ahead(store_, next_, last_, wanted, [&](const LogBatch& batch) {
    next_ = batch.last + 1;
    if (also) {
      for (const StoredEvent* stored : batch.others) also(*stored);
    }
    if (!whole) return;
    const auto stopped = board_->take_in_all(batch, target_);
    if (!stopped) return;
    whole = false;
    stopped_ = stopped;
  });
  return whole;
}

void BoardBuild::begin_again() {
  target_ = stopped_->position - 1;
  board_->forget();
  if (again_) again_();
  pass_ = 0;
  next_ = 1;
}

/// True at the end of a pass.
bool BoardBuild::scan_until(Time until) {
  constexpr std::uint64_t kLookAtClock = 512;
  store_.scan(eventstore::Position{next_}, [&](const StoredEvent& stored) {
    const std::uint64_t position = stored.position.value();
    if (position > target_) return false;
    next_ = position + 1;
    const std::string_view provider = name_in(stored.stream, kProviderStreams);
    if (!provider.empty() && is_of_pass(provider)) {
      take_in([&] { board_->take_in(stored); }, position);
    }
    return position % kLookAtClock != 0 || std::chrono::steady_clock::now() < until;
  });
  return next_ > target_;
}

void BoardBuild::take_in(const std::function<void()>& take, std::uint64_t position) {
  try {
    take();
  } catch (const std::exception& fault) {
    stopped_ = {position, fault.what()};
    target_ = position - 1;
  }
}

}  // namespace app
