#pragma once

#include <cstdint>
#include <functional>

#include "event_reader.h"
#include "eventstore/event_store.h"
#include "gwarchod/v1/envelope.pb.h"

namespace app {

/// An event of the log, and read as one; null when it is none.
struct ReadEvent {
  const eventstore::StoredEvent* stored = nullptr;
  const gwarchod::v1::Event* event = nullptr;
};

/// Calls `visit` with each event from `from` to `to`, in order, on this thread, until it returns
/// false. A thread of its own reads the log and parses some thousand events ahead, so that going
/// through a long log takes as long as reading it or as folding it, and not as both. Events that
/// `wanted` (called there) does not want are not parsed, nor visited.
/// Throws what reading the store throws.
void read_ahead(const eventstore::EventStore& store, const EventReader& reader, std::uint64_t from,
                std::uint64_t to, const std::function<bool(const eventstore::StoredEvent&)>& wanted,
                const std::function<bool(const ReadEvent&)>& visit);

}  // namespace app
