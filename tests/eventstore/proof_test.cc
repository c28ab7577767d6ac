#include "eventstore/proof.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "eventstore/merkle.h"
#include "eventstore/support/merkle_reference.h"
#include "eventstore/support/stores.h"

namespace eventstore::test {
namespace {

using reference::from_hex;
using reference::Leaves;
using Head = EventStore::TreeHead;

constexpr std::size_t kTile = 256;

/// The tiles of a tree of these leaves, as a store would have them.
Tiles tiles_over(const Leaves& leaves) {
  std::vector<Leaves> levels(1);
  Hasher hasher;
  Frontier tree;
  for (const Hash& leaf : leaves) {
    tree.add(hasher, leaf, [&](unsigned height, const Hash& root) {
      if (height % 8 == 0) {
        levels.resize(std::max<std::size_t>(levels.size(), height / 8 + 1));
        levels[height / 8].push_back(root);
      }
    });
  }
  return {leaves.size(), [levels](unsigned level, std::uint64_t index) {
            Leaves tile;
            for (std::size_t at = index * kTile;
                 level < levels.size() && at < std::min((index + 1) * kTile, levels[level].size());
                 ++at) {
              tile.push_back(levels[level][at]);
            }
            return tile;
          }};
}

Leaves published() {
  Leaves leaves;
  for (const std::string& leaf : reference::published_leaves()) {
    leaves.push_back(Hasher{}.leaf(leaf));
  }
  return leaves;
}

Leaves some_leaves(std::size_t count) {
  Leaves leaves;
  for (std::size_t number = 0; number < count; ++number) {
    leaves.push_back(Hasher{}.leaf(std::to_string(number)));
  }
  return leaves;
}

Leaves first(const Leaves& leaves, std::size_t size) {
  return {leaves.begin(), leaves.begin() + static_cast<std::ptrdiff_t>(size)};
}

Head head_of(const Leaves& leaves, std::size_t size) {
  return {size, reference::root(first(leaves, size))};
}

struct Published {
  std::uint64_t number;
  std::uint64_t size;
  std::vector<std::string> proof;
};

constexpr const char* kA = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
constexpr const char* kB = "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d";
constexpr const char* kC = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125";
constexpr const char* kD = "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e";
constexpr const char* kE = "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b";
constexpr const char* kF = "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4";
constexpr const char* kG = "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0";
constexpr const char* kH = "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7";
constexpr const char* kI = "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a";

Leaves hashes_of(const std::vector<std::string>& hex) {
  Leaves hashes;
  std::ranges::transform(hex, std::back_inserter(hashes), from_hex);
  return hashes;
}

// Of transparency-dev/merkle, testonly/reference_test.go; the leaves are those of the Certificate
// Transparency projects.
TEST(AnInclusionProof, IsThatOfThePublishedVectors) {
  const std::vector<Published> vectors{
      {0, 1, {}},           {0, 2, {kA}},         {1, 2, {kB}},        {2, 3, {kC}},
      {1, 5, {kB, kD, kE}}, {0, 8, {kA, kD, kF}}, {5, 8, {kE, kG, kH}}};
  const Leaves leaves = published();
  const Tiles tiles = tiles_over(leaves);
  for (const Published& vector : vectors) {
    const Leaves expected = hashes_of(vector.proof);
    EXPECT_EQ(inclusion_proof(tiles, position(vector.number + 1), vector.size), expected);
    EXPECT_TRUE(verify_inclusion(leaves[vector.number], position(vector.number + 1),
                                 head_of(leaves, vector.size), expected));
  }
}

TEST(AConsistencyProof, IsThatOfThePublishedVectors) {
  const std::vector<Published> vectors{
      {1, 1, {}}, {1, 8, {kA, kD, kF}}, {2, 5, {kD, kE}}, {6, 8, {kI, kG, kH}}};
  const Leaves leaves = published();
  const Tiles tiles = tiles_over(leaves);
  for (const Published& vector : vectors) {
    const Leaves expected = hashes_of(vector.proof);
    EXPECT_EQ(consistency_proof(tiles, vector.number, vector.size), expected);
    EXPECT_TRUE(
        verify_consistency(head_of(leaves, vector.number), head_of(leaves, vector.size), expected));
  }
}

TEST(AnInclusionProof, OfEveryLeafInEverySizeIsThatOfTheDefinition) {
  constexpr std::size_t kLeaves = 70;
  const Leaves leaves = some_leaves(kLeaves);
  const Tiles tiles = tiles_over(leaves);
  for (std::size_t size = 1; size <= kLeaves; ++size) {
    const Head head = head_of(leaves, size);
    EXPECT_EQ(root_at(tiles, size), head.root);
    for (std::size_t number = 0; number < size; ++number) {
      const Leaves proof = inclusion_proof(tiles, position(number + 1), size);
      EXPECT_EQ(proof, reference::path(number, first(leaves, size)));
      EXPECT_TRUE(verify_inclusion(leaves[number], position(number + 1), head, proof));
    }
  }
}

TEST(AConsistencyProof, OfEveryPairOfSizesIsThatOfTheDefinition) {
  constexpr std::size_t kLeaves = 70;
  const Leaves leaves = some_leaves(kLeaves);
  const Tiles tiles = tiles_over(leaves);
  for (std::size_t size = 0; size <= kLeaves; ++size) {
    for (std::size_t old = 0; old <= size; ++old) {
      const Leaves proof = consistency_proof(tiles, old, size);
      EXPECT_EQ(proof, reference::consistency(old, first(leaves, size)));
      EXPECT_TRUE(verify_consistency(head_of(leaves, old), head_of(leaves, size), proof))
          << old << " in " << size;
    }
  }
}

/// Two or three tiles of leaves; made once, for it is the reference that is slow.
const Leaves& many_leaves() {
  static const Leaves leaves = some_leaves(700);
  return leaves;
}

/// Flips one bit of one hash.
Leaves altered(Leaves proof, std::size_t bit) {
  bit %= proof.size() * 256;
  proof[bit / 256][bit % 256 / 8] ^= static_cast<std::uint8_t>(1U << bit % 8);
  return proof;
}

TEST(AnInclusionProof, StandsForItsLeafPlaceAndRootAndNoOther) {
  const Tiles tiles = tiles_over(many_leaves());
  EXPECT_TRUE(rc::check([&] {
    const auto size = *rc::gen::inRange<std::size_t>(1, many_leaves().size() + 1);
    const auto number = *rc::gen::inRange<std::size_t>(0, size);
    const Head head{size, root_at(tiles, size)};
    const Hash& leaf = many_leaves()[number];
    const Leaves proof = inclusion_proof(tiles, position(number + 1), size);
    RC_ASSERT(head.root == reference::root(first(many_leaves(), size)));
    RC_ASSERT(verify_inclusion(leaf, position(number + 1), head, proof));

    const auto other = *rc::gen::inRange<std::size_t>(0, many_leaves().size());
    RC_ASSERT(other == number ||
              !verify_inclusion(many_leaves()[other], position(number + 1), head, proof));
    RC_ASSERT(other == number || !verify_inclusion(leaf, position(other + 1), head, proof));
    RC_ASSERT(!verify_inclusion(leaf, position(0), head, proof));
    const auto bit = *rc::gen::inRange<std::size_t>(0, 1'000'000);
    // In their own brackets: RapidCheck takes an expression apart, and works out both sides.
    RC_ASSERT((proof.empty() ||
               !verify_inclusion(leaf, position(number + 1), head, altered(proof, bit))));
    const Head other_root{size, altered({head.root}, bit).front()};
    RC_ASSERT(!verify_inclusion(leaf, position(number + 1), other_root, proof));
    Leaves longer = proof;
    longer.push_back(leaf);
    RC_ASSERT(!verify_inclusion(leaf, position(number + 1), head, longer));
    Leaves shorter = proof;
    if (!shorter.empty()) {
      shorter.pop_back();
      RC_ASSERT(!verify_inclusion(leaf, position(number + 1), head, shorter));
    }
  }));
}

TEST(AConsistencyProof, StandsForItsTwoRootsAndNoOther) {
  const Tiles tiles = tiles_over(many_leaves());
  EXPECT_TRUE(rc::check([&] {
    const auto size = *rc::gen::inRange<std::size_t>(1, many_leaves().size() + 1);
    const auto old_size = *rc::gen::inRange<std::size_t>(1, size + 1);
    const Head head{size, root_at(tiles, size)};
    const Head old{old_size, root_at(tiles, old_size)};
    const Leaves proof = consistency_proof(tiles, old_size, size);
    RC_ASSERT(verify_consistency(old, head, proof));
    const auto bit = *rc::gen::inRange<std::size_t>(0, 1'000'000);
    RC_ASSERT(!verify_consistency({old_size, altered({old.root}, bit).front()}, head, proof));
    RC_ASSERT(!verify_consistency(old, {size, altered({head.root}, bit).front()}, proof));
    RC_ASSERT((proof.empty() || !verify_consistency(old, head, altered(proof, bit))));
    RC_ASSERT(old_size == size || !verify_consistency(head, old, proof));
  }));
}

TEST(AProof, ReadsAtMostTwoTilesALevel) {
  const Leaves& leaves = many_leaves();
  const Tiles tiles = tiles_over(leaves);
  for (std::size_t number = 0; number < leaves.size(); number += 7) {
    std::size_t reads = 0;
    const Tiles counted{tiles.size, [&](unsigned level, std::uint64_t index) {
                          ++reads;
                          return tiles.read(level, index);
                        }};
    const auto proof = inclusion_proof(counted, position(number + 1), leaves.size());
    EXPECT_FALSE(proof.empty());
    EXPECT_LE(reads, 3U);  // the leaf's own tile, the growing one, and the one above
  }
}

TEST(AProof, OfWhatTheLogDoesNotHoldIsRefused) {
  const Tiles tiles = tiles_over(some_leaves(5));
  EXPECT_THROW(static_cast<void>(root_at(tiles, 6)), std::out_of_range);
  EXPECT_THROW(static_cast<void>(inclusion_proof(tiles, position(6), 5)), std::out_of_range);
  EXPECT_THROW(static_cast<void>(inclusion_proof(tiles, position(0), 5)), std::out_of_range);
  EXPECT_THROW(static_cast<void>(consistency_proof(tiles, 5, 4)), std::out_of_range);
}

class ProvingFromAStore : public StoreTest {};
GWARCHOD_OVER_ALL_STORES(ProvingFromAStore);

TEST_P(ProvingFromAStore, EveryEventOfTwoTilesAndAGrowingOneIsInItsTree) {
  constexpr std::size_t kEvents = 600;
  for (std::size_t number = 1; number <= kEvents; number += 100) {
    Commit hundred;
    for (std::size_t at = number; at < number + 100; ++at) {
      hundred.writes.push_back(
          {stream("s"), ExpectedVersion::any(), {event("id " + std::to_string(at))}});
    }
    must(store(), hundred);
  }
  const Head head = store().tree_head();
  const Tiles tiles = tiles_of(store());
  EXPECT_EQ(root_at(tiles, head.size), head.root);
  const Leaves first_tile = store().tile(0, 0);
  ASSERT_EQ(first_tile.size(), kTile);
  Leaves leaves = first_tile;
  for (const std::uint64_t index : {1U, 2U}) {
    std::ranges::copy(store().tile(0, index), std::back_inserter(leaves));
  }
  ASSERT_EQ(leaves.size(), kEvents);
  EXPECT_TRUE(store().tile(0, 3).empty());
  EXPECT_EQ(store().tile(1, 0).size(), 2U);
  for (std::size_t number = 1; number <= kEvents; ++number) {
    EXPECT_TRUE(verify_inclusion(leaves[number - 1], position(number), head,
                                 inclusion_proof(tiles, position(number), head.size)));
    EXPECT_TRUE(verify_consistency({number, root_at(tiles, number)}, head,
                                   consistency_proof(tiles, number, head.size)));
  }
}

}  // namespace
}  // namespace eventstore::test
