#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <stdexcept>

#include "app/ids.h"
#include "app/system_clock.h"
#include "app/tracker.h"
#include "eventstore/keyring.h"
#include "figure.h"
#include "gwarchod/v1/envelope.pb.h"

/// A log that stands, gone through from its first event.
namespace bench {

/// Seconds of the quickest round.
template <class Work>
double quickest(int rounds, const Work& work) {
  double best = std::numeric_limits<double>::max();
  for (int round = 0; round < rounds; ++round) {
    const auto begun = std::chrono::steady_clock::now();
    work();
    const auto took = std::chrono::steady_clock::now() - begun;
    best = std::min(best, std::chrono::duration<double>(took).count());
  }
  return best;
}

/// Each event parsed, and nothing folded.
inline double seconds_to_parse(const eventstore::EventStore& store, int rounds) {
  return quickest(rounds, [&] {
    gwarchod::v1::Event event;
    store.scan(eventstore::Position{1}, [&](const eventstore::StoredEvent& stored) {
      if (!event.ParseFromString(stored.payload)) throw std::runtime_error("not an event");
      return true;
    });
  });
}

/// Into all projections, with nothing to go on from, and kept.
inline double seconds_to_replay(eventstore::EventStore& store, const schema::Schema& schema,
                                int rounds) {
  const app::SystemClock clock;
  const auto ids = app::make_random_ids(clock);
  const auto keys = eventstore::make_no_keyring();  // a fold opens nothing
  return quickest(rounds, [&] {
    store.clear_side("projection/");
    app::Tracker tracker(store, *keys, schema, clock, *ids, {});
    tracker.catch_up();
    if (tracker.position() != store.last_position().value()) throw std::runtime_error("not all");
  });
}

/// The line of the table: the second as a share of the first.
inline void replay(eventstore::EventStore& store, const schema::Schema& schema, int rounds) {
  constexpr double kHold = 0.60;
  const auto events = static_cast<double>(store.last_position().value());
  const double limit = events / seconds_to_parse(store, rounds);
  const double ours = events / seconds_to_replay(store, schema, rounds);
  share(fmt::format("replay of {:.0f} events into all projections", events), limit, ours, "/s",
        kHold);
}

}  // namespace bench
