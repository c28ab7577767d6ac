#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/event_store.h"

namespace eventstore {

/// Why a token does not lead on.
struct TokenRefusal {
  enum class Kind {
    kNoToken,      // not one of ours, or not whole
    kOtherFilter,  // given to who asked for other events: some would be missed, or come twice
    kOtherLog,     // given by another log
    kLogShorter,   // the log ends before it: it was restored from an earlier copy
    kLogParted,    // the log is long enough, but was restored and went on otherwise
  };
  Kind kind;
  std::string line;  // plain, for a person; names no event
};

/// Follows a store from a position: each event that the filter wants once, in order, first those
/// stored, then the new ones as they reach the disk. A reader may be as slow as it likes: it holds
/// one batch at a time, and the log waits.
/// The next event looked at is always the last plus one: a gap throws std::logic_error.
/// Errors:  those of the store's reads.
/// Threads: one. The store outlives it.
class Subscription {
 public:
  /// Events after `after`.
  Subscription(const EventStore& store, Position after, EventFilter filter = {},
               BatchLimits limits = {});
  /// Events after those that the giver of the token had seen. It was given for the same filter, by
  /// the same log.
  [[nodiscard]] static Result<Subscription, TokenRefusal> resume(const EventStore& store,
                                                                 std::string_view token,
                                                                 EventFilter filter = {},
                                                                 BatchLimits limits = {});

  /// The next events, at least one; none at the timeout or after the store's interrupt().
  [[nodiscard]] std::vector<StoredEvent> next(std::chrono::milliseconds timeout);
  /// Everything up to here was looked at, wanted or not.
  [[nodiscard]] Position position() const { return position_; }

  /// What resume() takes to go on after position(): 48 characters of base64url. It moves on with
  /// the position even when nothing was wanted.
  [[nodiscard]] std::string token() const;
  /// The same, to go on after an event of this log.
  [[nodiscard]] std::string token_after(const StoredEvent& event) const;

 private:
  void check(const Batch& batch) const;

  const EventStore* store_;
  Position position_;
  EventFilter filter_;
  BatchLimits limits_;
};

}  // namespace eventstore
