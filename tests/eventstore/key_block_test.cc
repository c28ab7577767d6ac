#include "key_block.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <set>

#include "fresh_tokens.h"

namespace eventstore {
namespace {

using testing::Optional;

std::vector<Secret> keys_of(const KeyBlock& block) {
  std::vector<Secret> keys;
  for (std::uint16_t number = 0; number < KeyBlock::kKeys; ++number) {
    const auto seed = block.seed_over(number);
    keys.push_back(seed ? seed->key(number) : Secret());
  }
  return keys;
}

std::string text(const Secret& key) { return std::string(view_of(key)); }

TEST(ABlockOfKeys, HasAnotherKeyForEachNumber) {
  const KeyBlock block(Secret::random());
  std::set<std::string> keys;
  for (const Secret& key : keys_of(block)) keys.insert(text(key));
  EXPECT_EQ(keys.size(), KeyBlock::kKeys);
  EXPECT_EQ(block.seed_over(KeyBlock::kKeys), std::nullopt);
  EXPECT_EQ(KeyBlock(Secret::random()).bytes().size(), 36U);
}

// Whatever is left is asked for every key that follows from it.
TEST(ABlockOfKeys, LosesWhatIsDestroyedAndNothingElse) {
  const bool holds = rc::check("any keys destroyed, in any order", [] {
    const Secret seed = Secret::random();
    const std::vector<Secret> all = keys_of(KeyBlock(seed));
    KeyBlock block(seed);
    const auto which = *rc::gen::container<std::vector<std::uint16_t>>(
        rc::gen::inRange<std::uint16_t>(0, KeyBlock::kKeys));
    std::set<std::uint16_t> destroyed;
    for (const std::uint16_t number : which) {
      RC_ASSERT(block.destroy(number) == destroyed.insert(number).second);
    }
    const std::string bytes = block.bytes();
    const auto again = KeyBlock::of_bytes(bytes);
    RC_ASSERT(again.has_value());
    for (std::uint16_t number = 0; number < KeyBlock::kKeys; ++number) {
      const auto left = again->seed_over(number);
      RC_ASSERT(left.has_value() == !destroyed.contains(number));
      if (left) RC_ASSERT(text(left->key(number)) == text(all[number]));
      if (!left) RC_ASSERT(bytes.find(text(all[number])) == std::string::npos);
    }
    if (!destroyed.empty()) RC_ASSERT(bytes.find(text(seed)) == std::string::npos);
    RC_ASSERT(bytes.size() <= 36 * (1 + 126 * destroyed.size()));
  });
  EXPECT_TRUE(holds);
}

// Else the row's seed, left behind, would lead to the key whose own seed is gone.
TEST(ABlockOfKeys, KeepsNoSeedAboveADestroyedKey) {
  const Secret seed = Secret::random();
  KeyBlock block(seed);
  const KeySeed row = block.seed_over(100)->part_over(100);
  ASSERT_EQ(text(row.key(100)), text(block.seed_over(100)->key(100)));
  ASSERT_TRUE(block.destroy(100));
  EXPECT_EQ(block.bytes().find(text(row.secret)), std::string::npos);
  EXPECT_EQ(block.bytes().size(), 36U * 126);
}

TEST(ABlockOfKeys, IsEmptyWhenAllAreDestroyed) {
  KeyBlock block(Secret::random());
  for (std::uint16_t number = 0; number < KeyBlock::kKeys; ++number) {
    ASSERT_FALSE(block.is_empty());
    ASSERT_TRUE(block.destroy(number));
  }
  EXPECT_TRUE(block.is_empty());
}

TEST(ABlockOfKeys, IsReadFromNothingElse) {
  const std::string whole = KeyBlock(Secret::random()).bytes();
  EXPECT_TRUE(KeyBlock::of_bytes(whole));
  EXPECT_FALSE(KeyBlock::of_bytes(whole.substr(1)));
  EXPECT_FALSE(KeyBlock::of_bytes(whole + whole));
  std::string moved = whole;
  moved[0] = 1;
  EXPECT_FALSE(KeyBlock::of_bytes(moved));
}

TEST(AFreshToken, SaysWhereItsKeyIsFoundToItsOwnRingAlone) {
  const FreshTokens ours(Secret::random());
  const FreshTokens others(Secret::random());
  const Token token = ours.write({"8 random", 4'095});
  EXPECT_THAT(token, testing::MatchesRegex("~[A-Za-z0-9_-]{22}"));
  const auto read = ours.read(token);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->block, "8 random");
  EXPECT_EQ(read->number, 4'095);
  EXPECT_FALSE(others.read(token));
}

TEST(AFreshToken, IsNotMadeFromAnother) {
  const FreshTokens tokens(Secret::random());
  const Token token = tokens.write({"8 random", 7});
  std::string bytes = *bytes_of_token(token);
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string other = bytes;
    other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << bit % 8));
    EXPECT_FALSE(tokens.read(token_of_bytes(other)));
  }
  for (const char* none :
       {"", "~", "P-1024", "~0123456789012345678901", "~012345678901234567890A0"}) {
    EXPECT_FALSE(tokens.read(none)) << none;
  }
  EXPECT_FALSE(tokens.read(random_token()));
}

}  // namespace
}  // namespace eventstore
