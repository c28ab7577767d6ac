#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "eventstore/event_store.h"

/// Proofs over the RFC 6962 tree of a log: that an event stands in it, and that a later log begins
/// with all of an earlier one. Whoever checks one needs the proof and two heads, not the log.
/// A leaf's number is its event's position less one, as the RFC counts from nought.
/// Source: RFC 6962 section 2.1; RFC 9162 section 2.1.3 and 2.1.4 for the checking.
namespace eventstore {

/// Where the hashes of a tree of `size` leaves are read, tile by tile: see EventStore::tile.
struct Tiles {
  std::uint64_t size;
  std::function<std::vector<Hash>(unsigned level, std::uint64_t index)> read;
};
/// Those of a store, at its last position now. The store outlives them.
[[nodiscard]] Tiles tiles_of(const EventStore& store);

/// The root of the tree of the first `size` events. Reads at most one tile a level.
/// Each of these three throws std::out_of_range when the log has fewer events, and
/// std::runtime_error when the disk does not read, or the tree is damaged.
[[nodiscard]] Hash root_at(const Tiles& tiles, std::uint64_t size);

/// The audit path of an event in the tree of the first `size` events: the sibling of its leaf
/// first, the child of the root last. Reads at most two tiles a level.
[[nodiscard]] std::vector<Hash> inclusion_proof(const Tiles& tiles, Position position,
                                                std::uint64_t size);

/// That the tree of the first `size` events begins with that of the first `old_size`. Empty for
/// equal sizes, and for an old size of nought, with which everything begins.
[[nodiscard]] std::vector<Hash> consistency_proof(const Tiles& tiles, std::uint64_t old_size,
                                                  std::uint64_t size);

/// Whether the proof leads from the leaf at `position` to the root.
[[nodiscard]] bool verify_inclusion(const Hash& leaf, Position position,
                                    const EventStore::TreeHead& head, std::span<const Hash> proof);

/// Whether the proof shows that `head` is `old` with events added.
[[nodiscard]] bool verify_consistency(const EventStore::TreeHead& old,
                                      const EventStore::TreeHead& head,
                                      std::span<const Hash> proof);

}  // namespace eventstore
