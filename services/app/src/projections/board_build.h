#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "eventstore/event_store.h"
#include "projections/board.h"

namespace app {

/// Folds the log from its first event into a board of its own, a piece at a time, while another
/// serves. A log too long for all sheets to be in memory is gone through several times, each time
/// for some of the providers: each sheet is then made whole in memory and written down once.
/// Threads: one at a time.
class BoardBuild {
 public:
  /// At the end of a pass: what was worked out in it. The board's sheets of it are in memory.
  using PassDone = std::function<void(Board& board, const std::vector<SharedEntry>& entries)>;
  /// Before all is folded again, and no further than an event that cannot be taken in: what was
  /// kept of passes that are done is too far, and has to go.
  using Again = std::function<void()>;
  using Also = std::function<void(const eventstore::StoredEvent&)>;
  using Time = std::chrono::steady_clock::time_point;

  /// Of about 200 bytes in memory each.
  static constexpr std::uint64_t kEventsInPass = 2'000'000;

  /// Up to the position `target`.
  BoardBuild(const eventstore::EventStore& store, std::unique_ptr<Board> board,
             std::uint64_t target, PassDone done, Again again = {},
             std::uint64_t events_in_pass = kEventsInPass);

  /// Goes on until `until`; true when it is whole. Without an end to the time, `also` is given each
  /// event that is of no provider once.
  /// An event that cannot be taken in ends it before that event: see stopped().
  [[nodiscard]] bool step(Time until, const Also& also = {});

  using Stop = Board::Stop;
  [[nodiscard]] const std::optional<Stop>& stopped() const { return stopped_; }
  /// What is taken in once whole.
  [[nodiscard]] std::uint64_t target() const { return target_; }
  [[nodiscard]] Board& board() { return *board_; }
  [[nodiscard]] std::unique_ptr<Board> take_board() { return std::move(board_); }
  /// How many events it has gone through, and of how many.
  [[nodiscard]] std::uint64_t done() const { return pass_ * target_ + next_ - 1; }
  [[nodiscard]] std::uint64_t of() const { return passes_ * target_; }

 private:
  [[nodiscard]] bool is_of_pass(std::string_view provider) const;
  [[nodiscard]] bool scan_whole(const Also& also);
  void begin_again();
  [[nodiscard]] bool scan_until(Time until);
  void take_in(const std::function<void()>& take, std::uint64_t position);

  const eventstore::EventStore& store_;
  std::unique_ptr<Board> board_;
  std::uint64_t target_;  // before the event at which it stopped
  std::uint64_t last_;    // up to here others are given events
  PassDone pass_done_;
  Again again_;
  std::uint64_t passes_;
  std::uint64_t pass_ = 0;
  std::uint64_t next_ = 1;
  bool others_see_ = false;  // were given all there is
  std::optional<Stop> stopped_;
};

}  // namespace app
