#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "eventstore/event_store.h"

namespace app {

/// Calls `visit` with the events from `from` to `to` that are `wanted`, in order, many at a time,
/// on this thread. A thread of its own reads the log ahead, and asks there what is wanted, so that
/// going through a long log takes as long as reading it or as folding it, and not as both.
/// Throws what reading the store throws.
void read_ahead(const eventstore::EventStore& store, std::uint64_t from, std::uint64_t to,
                const std::function<bool(const eventstore::StoredEvent&)>& wanted,
                const std::function<void(std::span<const eventstore::StoredEvent>)>& visit);

}  // namespace app
