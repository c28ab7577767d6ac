#include "tree.h"

#include <bit>

#include "bytes.h"
#include "layout.h"

namespace eventstore {
namespace {

constexpr std::size_t kHashBytes = std::tuple_size_v<Hash>;
constexpr std::size_t kTileBytes = kTileHashes * kHashBytes;

}  // namespace

void Tree::add(const Hash& leaf, const WriteTile& write) {
  const std::uint64_t number = frontier_.size;
  frontier_.add(hasher_, leaf, [&](unsigned height, const Hash& root) {
    if (height % kTileHeight != 0) {
      return;
    }
    const unsigned level = height / kTileHeight;
    if (growing_.size() <= level) {
      growing_.resize(level + 1);
    }
    std::string& tile = growing_[level];
    tile.append(view_of(root));
    if (level > 0 || tile.size() == kTileBytes) {
      write(level, number >> (height + kTileHeight), tile);
    }
    if (tile.size() == kTileBytes) {
      tile.clear();
    }
  });
}

bool Tree::restore(
    Frontier frontier, std::vector<Hash> leaves,
    const std::function<std::optional<std::string>(unsigned, std::uint64_t)>& read_tile) {
  frontier_ = std::move(frontier);
  growing_.clear();
  std::string& first = growing_.emplace_back();
  for (const Hash& leaf : leaves) {
    first.append(view_of(leaf));
  }
  for (unsigned level = 1; frontier_.size >> (kTileHeight * level) != 0; ++level) {
    const std::uint64_t complete = frontier_.size >> (kTileHeight * level);
    std::string& tile = growing_.emplace_back();
    if (complete % kTileHashes != 0) {
      std::optional<std::string> stored = read_tile(level, complete / kTileHashes);
      if (!stored || stored->size() != complete % kTileHashes * kHashBytes) {
        return false;
      }
      tile = std::move(*stored);
    }
  }
  // The last roots of the frontier, those below a tile's height, must be made of the leaves given.
  Frontier tail;
  for (const Hash& leaf : leaves) {
    tail.add(hasher_, leaf);
  }
  return leaves.size() == frontier_.size % kTileHashes &&
         std::equal(tail.roots.rbegin(), tail.roots.rend(), frontier_.roots.rbegin());
}

std::string frontier_value(const Frontier& frontier) {
  std::string value;
  value.reserve(sizeof(frontier.size) + frontier.roots.size() * kHashBytes);
  put_big(value, frontier.size);
  for (const Hash& root : frontier.roots) {
    value.append(view_of(root));
  }
  return value;
}

std::optional<Frontier> frontier_of_value(std::string_view value) {
  if (value.size() < sizeof(Frontier::size)) {
    return std::nullopt;
  }
  Frontier frontier;
  frontier.size = get_big(value.data());
  value.remove_prefix(sizeof(frontier.size));
  if (value.size() != static_cast<std::size_t>(std::popcount(frontier.size)) * kHashBytes) {
    return std::nullopt;
  }
  for (; !value.empty(); value.remove_prefix(kHashBytes)) {
    frontier.roots.push_back(hash_at(value));
  }
  return frontier;
}

}  // namespace eventstore
