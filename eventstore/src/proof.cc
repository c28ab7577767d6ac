#include "eventstore/proof.h"

#include <algorithm>
#include <bit>
#include <map>
#include <stdexcept>
#include <string>

#include "eventstore/merkle.h"
#include "tree.h"

namespace eventstore {
namespace {

/// Leaves from `begin` on, up to and without `end`.
struct Range {
  std::uint64_t begin;
  std::uint64_t end;

  [[nodiscard]] std::uint64_t size() const { return end - begin; }
  /// Where the RFC cuts a tree in two: the left part is perfect, and as large as it can be.
  [[nodiscard]] std::uint64_t middle() const { return begin + std::bit_floor(size() - 1); }
};

/// Roots of ranges of leaves. Each tile is read once.
class Roots {
 public:
  explicit Roots(const Tiles& tiles) : source_(tiles) {}

  Hash of(const Range& range) {
    if (range.size() == 0) {
      return hasher_.plain({});
    }
    if (std::has_single_bit(range.size())) {
      return perfect(range);
    }
    const std::uint64_t middle = range.middle();
    const Hash left = of({range.begin, middle});
    return hasher_.node(left, of({middle, range.end}));
  }

 private:
  /// Of a perfect subtree: of the hashes in a tile that it is made of.
  Hash perfect(const Range& range) {
    const auto height = static_cast<unsigned>(std::countr_zero(range.size()));
    const unsigned level = height / kTileHeight;
    const std::uint64_t first = range.begin >> (level * kTileHeight);
    const std::size_t count = std::size_t{1} << (height % kTileHeight);
    const std::vector<Hash>& hashes = tile(level, first / kTileHashes);
    const std::size_t offset = first % kTileHashes;
    if (hashes.size() < offset + count) {
      throw std::runtime_error("the tree lacks a tile over the events from position " +
                               std::to_string(range.begin + 1) + " on");
    }
    Frontier subtree;
    for (std::size_t at = offset; at < offset + count; ++at) {
      subtree.add(hasher_, hashes[at]);
    }
    return subtree.root(hasher_);
  }

  const std::vector<Hash>& tile(unsigned level, std::uint64_t index) {
    const auto [found, made] = tiles_.try_emplace({level, index});
    if (made) {
      found->second = source_.read(level, index);
    }
    return found->second;
  }

  const Tiles& source_;
  Hasher hasher_;
  std::map<std::pair<unsigned, std::uint64_t>, std::vector<Hash>> tiles_;
};

void must_have(const Tiles& tiles, std::uint64_t size) {
  if (size > tiles.size) {
    throw std::out_of_range("the log has no " + std::to_string(size) + " events");
  }
}

bool is_left(std::uint64_t number) { return (number & 1U) == 0; }

/// A place in a tree on the way up from a leaf: its number in its row, and that of the row's last.
struct Climb {
  std::uint64_t number;
  std::uint64_t last;

  /// The next hash of a proof stands to the left: else to the right.
  [[nodiscard]] bool sibling_is_left() const { return !is_left(number) || number == last; }
  void up() {
    number >>= 1U;
    last >>= 1U;
  }
  /// After a left sibling, over the rows where the last has none.
  void up_to_sibling() {
    while (is_left(number) && number != 0) {
      up();
    }
  }
};

}  // namespace

Tiles tiles_of(const EventStore& store) {
  return {store.last_position().value(),
          [&store](unsigned level, std::uint64_t index) { return store.tile(level, index); }};
}

Hash root_at(const Tiles& tiles, std::uint64_t size) {
  must_have(tiles, size);
  return Roots{tiles}.of({0, size});
}

std::vector<Hash> inclusion_proof(const Tiles& tiles, Position position, std::uint64_t size) {
  must_have(tiles, size);
  if (position.value() == 0 || position.value() > size) {
    throw std::out_of_range("position " + std::to_string(position.value()) +
                            " is not among the first " + std::to_string(size) + " events");
  }
  const std::uint64_t leaf = position.value() - 1;
  Roots roots(tiles);
  std::vector<Hash> proof;
  // From the root down; the proof is told from the leaf up.
  for (Range range{0, size}; range.size() > 1;) {
    const std::uint64_t middle = range.middle();
    const Range left{range.begin, middle};
    const Range right{middle, range.end};
    proof.push_back(roots.of(leaf < middle ? right : left));
    range = leaf < middle ? left : right;
  }
  std::ranges::reverse(proof);
  return proof;
}

std::vector<Hash> consistency_proof(const Tiles& tiles, std::uint64_t old_size,
                                    std::uint64_t size) {
  must_have(tiles, size);
  if (old_size > size) {
    throw std::out_of_range("a log of " + std::to_string(size) + " events has no earlier " +
                            std::to_string(old_size));
  }
  std::vector<Hash> proof;
  if (old_size == 0 || old_size == size) {
    return proof;
  }
  Roots roots(tiles);
  Range range{0, size};
  // Down to the last subtree of the old tree, which is whole in the new one too.
  while (range.end != old_size) {
    const std::uint64_t middle = range.middle();
    const Range left{range.begin, middle};
    const Range right{middle, range.end};
    proof.push_back(roots.of(old_size <= middle ? right : left));
    range = old_size <= middle ? left : right;
  }
  if (range.begin != 0) {  // else it is the old root itself, which the reader has
    proof.push_back(roots.of(range));
  }
  std::ranges::reverse(proof);
  return proof;
}

bool verify_inclusion(const Hash& leaf, Position position, const EventStore::TreeHead& head,
                      std::span<const Hash> proof) {
  if (position.value() == 0 || position.value() > head.size) {
    return false;
  }
  Hasher hasher;
  Hash hash = leaf;
  Climb at{position.value() - 1, head.size - 1};
  for (const Hash& sibling : proof) {
    if (at.last == 0) {
      return false;
    }
    if (at.sibling_is_left()) {
      hash = hasher.node(sibling, hash);
      at.up_to_sibling();
    } else {
      hash = hasher.node(hash, sibling);
    }
    at.up();
  }
  return at.last == 0 && hash == head.root;
}

bool verify_consistency(const EventStore::TreeHead& old, const EventStore::TreeHead& head,
                        std::span<const Hash> proof) {
  Hasher hasher;
  if (old.size == 0 || old.size >= head.size) {
    const bool same = old.size == head.size && old.root == head.root;
    return proof.empty() && (same || (old.size == 0 && old.root == hasher.plain({})));
  }
  Climb at{old.size - 1, head.size - 1};
  while (!is_left(at.number)) {
    at.up();
  }
  // Where the old tree is perfect its root begins the proof, unsaid.
  const bool perfect = std::has_single_bit(old.size);
  if (!perfect && proof.empty()) {
    return false;
  }
  Hash old_hash = perfect ? old.root : proof.front();
  Hash hash = old_hash;
  for (const Hash& sibling : proof.subspan(perfect ? 0 : 1)) {
    if (at.last == 0) {
      return false;
    }
    if (at.sibling_is_left()) {
      old_hash = hasher.node(sibling, old_hash);
      hash = hasher.node(sibling, hash);
      at.up_to_sibling();
    } else {
      hash = hasher.node(hash, sibling);
    }
    at.up();
  }
  return at.last == 0 && old_hash == old.root && hash == head.root;
}

}  // namespace eventstore
