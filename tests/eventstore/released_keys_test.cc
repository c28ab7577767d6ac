#include <gmock/gmock.h>
#include <sodium.h>

#include <fstream>
#include <sstream>

#include "eventstore/support/rings.h"

/// Rings as they lay in earlier releases: tests/released-keys holds one of each form, wrapped by
/// master(1). They are never changed.
namespace eventstore::test {
namespace {

using testing::Optional;

std::string of_hex(const std::string& hex) {
  std::string bytes(hex.size() / 2, '\0');
  sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), hex.data(),
                 hex.size(), nullptr, nullptr, nullptr);
  return bytes;
}

struct ReleasedRing {
  std::unique_ptr<KeyStorage> storage = make_memory_key_storage();
  std::vector<Token> tokens;
  std::vector<std::string> sealed;
};

ReleasedRing released(const std::string& name) {
  ReleasedRing ring;
  std::ifstream file(GWARCHOD_SOURCE "/tests/released-keys/" + name);
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string kind;
    std::string first;
    std::string second;
    words >> kind >> first >> second;
    if (kind == "entry") ring.storage->write({{of_hex(first), of_hex(second)}});
    if (kind == "sealed") {
      ring.tokens.push_back(first);
      ring.sealed.push_back(of_hex(second));
    }
  }
  return ring;
}

TEST(ARingFromBeforeThereWereBlocks, OpensAndErasesWhatItHeld) {
  const ReleasedRing old = released("single.txt");
  ASSERT_EQ(old.tokens.size(), 2U);
  auto ring = ring_over(*old.storage, 1);
  ring->rewrap(master(2));
  EXPECT_THAT(ring->find("P-1024"), Optional(old.tokens[0]));
  EXPECT_THAT(ring->reference_of(old.tokens[1]), Optional(std::string()));
  const std::span tokens(old.tokens);
  EXPECT_THAT(ring->open(tokens.first(1), old.sealed[0], "event 1"),
              Optional(std::string("what was said of P-1024")));
  EXPECT_THAT(ring->open(tokens.last(1), old.sealed[1], "event 2"),
              Optional(std::string("what was said of nobody")));
  const std::vector<Token> fresh = {ring->fresh_token()};
  const std::string sealed = ring->seal(fresh, "new", "event 3");
  for (const Token& token : old.tokens) EXPECT_TRUE(ring->erase(token));
  ring = ring_over(*old.storage, 2);
  EXPECT_EQ(ring->open(tokens.first(1), old.sealed[0], "event 1"), std::nullopt);
  EXPECT_EQ(ring->open(tokens.last(1), old.sealed[1], "event 2"), std::nullopt);
  EXPECT_THAT(ring->open(fresh, sealed, "event 3"), Optional(std::string("new")));
}

}  // namespace
}  // namespace eventstore::test
