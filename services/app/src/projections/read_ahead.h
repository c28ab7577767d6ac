#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "eventstore/event_store.h"

namespace app {

/// Some thousand events that follow one another in the log, sorted by whom they are about.
struct LogBatch {
  struct OfProvider {
    std::string_view provider;
    std::vector<const eventstore::StoredEvent*> events;  // in their order
  };
  std::vector<OfProvider> providers;
  std::vector<const eventstore::StoredEvent*> others;  // of no provider, in their order
  std::uint64_t last = 0;                              // position of the last of them
};

/// Calls `visit` with the events from `from` to `to`, some thousand at a time, on this thread; of
/// providers, with those that are `wanted`. A thread of its own reads the log ahead and sorts it,
/// and asks there who is wanted, so that going through a long log takes as long as reading it or as
/// folding it, and not as both.
/// Throws what reading the store throws.
void read_ahead(const eventstore::EventStore& store, std::uint64_t from, std::uint64_t to,
                const std::function<bool(std::string_view provider)>& wanted,
                const std::function<void(const LogBatch&)>& visit);

}  // namespace app
