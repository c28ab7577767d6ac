#include "stored_tail.h"

#include <algorithm>
#include <vector>

namespace eventstore {
namespace {

/// The greatest key of a family; empty when it has none.
std::string last_key(const Database& database, Family family) {
  const auto last = database.iterate(family, {});
  last->SeekToLast();
  check(last->status());
  return last->Valid() ? last->key().ToString() : std::string{};
}

Frontier stored_frontier(const Database& database) {
  const auto value = database.get(kTree, kFrontierKey);
  auto frontier = value ? frontier_of_value(*value) : Frontier{};
  if (!frontier) {
    throw StorageError("the head of the tree cannot be read", true);
  }
  return std::move(*frontier);
}

std::string missing(std::uint64_t from, std::uint64_t to) {
  return "events " + std::to_string(from) + " to " + std::to_string(to) +
         ", which were acknowledged, are missing from the log";
}

}  // namespace

StoredTail read_tail(const Database& database) {
  const Frontier frontier = stored_frontier(database);
  StoredTail tail{.last = {}, .tree = {}, .whole = true};
  Hasher hasher;
  std::vector<Hash> leaves;
  const std::uint64_t first = frontier.size - frontier.size % kTileHashes + 1;
  // One more, for its instant, when the growing tile is empty.
  for (std::uint64_t position = std::min(first, frontier.size); position <= frontier.size;
       ++position) {
    const auto value = position > 0 ? database.get(kLog, log_key(position)) : std::nullopt;
    const auto stored = value ? parse_log_value(*value) : std::nullopt;
    RecordView record;
    if (!stored || !decode_record(stored->record, record)) {
      tail.whole = tail.whole && position == 0;
      continue;
    }
    const Hash leaf = hasher.leaf(stored->record);
    tail.whole = tail.whole && view_of(leaf) == stored->leaf;
    tail.last.recorded = record.recorded;
    if (position >= first) {
      leaves.push_back(leaf);
    }
  }
  const auto read_tile = [&](unsigned level, std::uint64_t index) {
    return database.get(kTree, tile_key(level, index));
  };
  tail.whole = tail.tree.restore(frontier, std::move(leaves), read_tile) && tail.whole;
  tail.whole = tail.whole && position_of_key(last_key(database, kLog)).value_or(0) == frontier.size;
  tail.last.last = Position{frontier.size};
  tail.last.greatest_id = last_key(database, kIds);
  return tail;
}

std::optional<std::string> what_is_lost(const Database& database, const Frontier& acknowledged) {
  const Frontier stored = stored_frontier(database);
  if (stored.size < acknowledged.size) {
    return missing(stored.size + 1, acknowledged.size);
  }
  // What came after is added to what was acknowledged: then the two are the same tree.
  Frontier grown = acknowledged;
  Hasher hasher;
  const auto log = database.iterate(kLog, {});
  log->Seek(log_key(grown.size + 1));
  while (grown.size < stored.size) {
    const auto value = log->Valid() && position_of_key(view(log->key())) == grown.size + 1
                           ? parse_log_value(view(log->value()))
                           : std::nullopt;
    if (!value) {
      check(log->status());
      return missing(grown.size + 1, stored.size);
    }
    grown.add(hasher, hash_at(value->leaf));
    log->Next();
  }
  if (grown != stored) {
    return "the events up to position " + std::to_string(acknowledged.size) +
           " are not those that were acknowledged";
  }
  return std::nullopt;
}

}  // namespace eventstore
