#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/merkle.h"

namespace eventstore {

/// The tree as it is kept: a frontier, and tiles of 256 hashes in the shape of C2SP tlog-tiles.
/// Tile (level, index) holds the roots of the subtrees of height 8 * level, from number 256 * index
/// on. Those of level 0 are written once, when full (the leaf hashes of the last, growing one stand
/// beside their records); those above are written anew as they grow, once in 256 events.
inline constexpr std::size_t kTileHashes = 256;
inline constexpr unsigned kTileHeight = 8;

/// Grows the tree in memory and says what to write.
/// Threads: one at a time.
class Tree {
 public:
  using WriteTile =
      std::function<void(unsigned level, std::uint64_t index, std::string_view hashes)>;

  /// Adds a leaf; `write` is called for each tile that is now to be written.
  void add(const Hash& leaf, const WriteTile& write);

  [[nodiscard]] const Frontier& frontier() const { return frontier_; }

  /// Takes up a stored tree. `read_tile` gives the stored hashes of a tile above level 0, `leaves`
  /// the leaf hashes of the growing tile of level 0.
  /// Returns false when they do not make the frontier; then only frontier() is of use.
  [[nodiscard]] bool restore(
      Frontier frontier, std::vector<Hash> leaves,
      const std::function<std::optional<std::string>(unsigned, std::uint64_t)>& read_tile);

 private:
  Hasher hasher_;
  Frontier frontier_;
  std::vector<std::string> growing_;  // by level: the hashes of the tile that is not full
};

[[nodiscard]] std::string frontier_value(const Frontier& frontier);
[[nodiscard]] std::optional<Frontier> frontier_of_value(std::string_view value);

}  // namespace eventstore
