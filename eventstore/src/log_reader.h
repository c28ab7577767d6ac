#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "database.h"
#include "eventstore/event_store.h"

namespace eventstore {

/// Reads stored events, never beyond `last`: what is being written is not yet to be seen.
/// Every member throws StorageError when the disk does not read, or an event is missing or damaged.
/// Threads: any.
class LogReader {
 public:
  explicit LogReader(const Database& database) : database_(database) {}

  using Direction = EventStore::Direction;

  [[nodiscard]] std::vector<StoredEvent> log(Position from, Position last, std::size_t limit,
                                             Direction direction) const;
  [[nodiscard]] std::vector<StoredEvent> stream(const StreamId& stream, StreamVersion from,
                                                Position last, std::size_t limit,
                                                Direction direction) const;
  void scan(Position from, Position last,
            const std::function<bool(const StoredEvent&)>& visit) const;
  [[nodiscard]] Batch batch(Position after, Position last, const EventFilter& filter,
                            const BatchLimits& limits) const;
  /// As EventStore::tile. What is damaged is left for verify to find: only sizes are checked.
  [[nodiscard]] std::vector<Hash> tile(unsigned level, std::uint64_t index, Position last) const;
  [[nodiscard]] std::optional<StoredEvent> find(const std::string& event_id, Position last) const;

 private:
  /// The leaf hashes of the growing tile, which stand beside their records.
  [[nodiscard]] std::vector<Hash> leaves(std::uint64_t first, std::size_t count) const;
  /// Appends the events at these positions, in this order, to `events`.
  void fetch(const std::vector<std::string>& positions, std::vector<StoredEvent>& events) const;

  const Database& database_;
};

}  // namespace eventstore
