#include <gmock/gmock.h>

#include "eventstore/keyring.h"
#include "ring.h"
#include "rocks_key_storage.h"
#include "support/rings.h"
#include "support/stores.h"

/// What an erasure or a rewrapping leaves behind, when it ends and when it is cut short.
namespace eventstore {
namespace {

using test::all_bytes;
using test::master;
using test::must_open_ring;
using test::TemporaryFolder;
using testing::HasSubstr;
using testing::Not;
using testing::Optional;

/// Every value of the ring in the folder that a second ring on a copy of it can be told apart by:
/// what the storage holds under each place.
std::map<std::string, std::string> entries_in(const std::filesystem::path& folder) {
  const TemporaryFolder copy;
  std::filesystem::copy(folder, copy.path() / "keys", std::filesystem::copy_options::recursive);
  auto storage = open_key_storage(copy.path() / "keys", KeyringMode::kReadOnly);
  std::map<std::string, std::string> entries;
  if (!storage) return entries;
  (*storage)->for_each("", [&](std::string_view place, std::string_view value) {
    entries.emplace(place, value);
    return true;
  });
  return entries;
}

/// The entries that are in the first and no more in the second.
std::map<std::string, std::string> gone(const std::map<std::string, std::string>& before,
                                        const std::map<std::string, std::string>& after) {
  std::map<std::string, std::string> entries;
  for (const auto& [place, value] : before) {
    const auto still = after.find(place);
    if (still == after.end() || still->second != value) entries.emplace(place, value);
  }
  return entries;
}

class AnErasedKey : public testing::TestWithParam<bool> {};
INSTANTIATE_TEST_SUITE_P(Over, AnErasedKey, testing::Bool(),
                         [](const auto& info) { return info.param ? "reopened" : "in_use"; });

TEST_P(AnErasedKey, IsInNoFileOfTheRing) {
  const TemporaryFolder folder;
  auto ring = must_open_ring(folder.path());
  std::vector<Token> tokens;
  for (int i = 0; i < 500; ++i) tokens.push_back(ring->token_of("P-" + std::to_string(i)));
  for (int i = 0; i < 10'000; ++i) tokens.push_back(ring->fresh_token());
  if (GetParam()) {  // from files of tables rather than from the log of writes
    ring.reset();
    ring = must_open_ring(folder.path());
  }
  for (const std::size_t which : {std::size_t{0}, std::size_t{250}, std::size_t{9'000}}) {
    const auto before = entries_in(folder.path());
    ASSERT_TRUE(ring->erase(tokens[which]));
    const auto erased = gone(before, entries_in(folder.path()));
    ASSERT_EQ(erased.size(), which < 500 ? 2U : 1U);
    const std::string files = all_bytes(folder.path());
    EXPECT_THAT(files, Not(HasSubstr(tokens[which])));
    for (const auto& [place, value] : erased) {
      EXPECT_EQ(files.find(value), std::string::npos);
      EXPECT_EQ(files.find(value.substr(0, std::min<std::size_t>(value.size(), 32))),
                std::string::npos);
    }
  }
  EXPECT_THAT(ring->reference_of(tokens[1]), Optional(std::string("P-1")));
}

TEST(RewrappingKeys, LeavesNoOldWrappingInAnyFile) {
  const TemporaryFolder folder;
  const auto ring = must_open_ring(folder.path());
  for (int i = 0; i < 50; ++i) (void)ring->token_of("P-" + std::to_string(i));
  const auto before = entries_in(folder.path());
  ring->rewrap(master(2));
  const std::string files = all_bytes(folder.path());
  int wrapped = 0;
  for (const auto& [place, value] : before) {
    if (!place.starts_with('k') && place != "m") continue;
    EXPECT_EQ(files.find(value.substr(0, 72)), std::string::npos);
    ++wrapped;
  }
  EXPECT_EQ(wrapped, 51);
}

/// A storage whose writing stops for good at the nth call, as a killed process's does; what was
/// written before stands in `beneath`.
class CutShort final : public KeyStorage {
 public:
  CutShort(KeyStorage& beneath, int calls) : beneath_(beneath), calls_(calls) {}
  [[nodiscard]] std::optional<std::string> get(std::string_view key) const override {
    return beneath_.get(key);
  }
  void write(const std::vector<Change>& changes) override {
    count();
    beneath_.write(changes);
  }
  void for_each(
      std::string_view prefix,
      const std::function<bool(std::string_view, std::string_view)>& visit) const override {
    beneath_.for_each(prefix, visit);
  }
  void scour(const std::vector<std::string>& keys) override {
    count();
    beneath_.scour(keys);
  }
  [[nodiscard]] bool writes() const override { return true; }

 private:
  void count() {
    if (calls_-- == 0) throw std::runtime_error("cut short");
  }

  KeyStorage& beneath_;
  int calls_;
};

/// The ring over a storage that outlives it, cut short after so many calls (-1: never).
std::unique_ptr<Keyring> ring_over(KeyStorage& storage, std::uint8_t seed, int calls = -1) {
  auto ring = Ring::open(std::make_unique<CutShort>(storage, calls), master(seed));
  return ring ? std::move(*ring) : nullptr;
}

TEST(RewrappingKeys, IsWholeOrNotAtAllWhereverItIsCutShort) {
  int calls = 0;
  for (bool cut = true; cut; ++calls) {
    ASSERT_LT(calls, 100);
    const auto storage = make_memory_key_storage();
    std::vector<Token> tokens;
    std::string sealed;
    {
      const auto ring = ring_over(*storage, 1);
      for (int i = 0; i < 5'000; ++i) tokens.push_back(ring->fresh_token());
      tokens.push_back(ring->token_of("P-1"));
      sealed = ring->seal(std::span(tokens).last(2), "said", "1");
    }
    {
      const auto ring = ring_over(*storage, 1, calls);
      try {
        ring->rewrap(master(2));
        cut = false;
      } catch (const std::runtime_error&) {
      }
    }
    const auto by_old = ring_over(*storage, 1);
    const auto by_new = ring_over(*storage, 2);
    ASSERT_NE(by_old == nullptr, by_new == nullptr) << "after " << calls << " calls";
    ASSERT_TRUE(cut || by_new != nullptr);
    const auto& ring = by_old ? *by_old : *by_new;
    for (const Token& token : tokens) ASSERT_TRUE(ring.reference_of(token));
    EXPECT_THAT(ring.open(std::span(tokens).last(2), sealed, "1"), Optional(std::string("said")));
    std::size_t entries = 0;
    storage->for_each("k", [&](std::string_view, std::string_view) { return ++entries, true; });
    EXPECT_EQ(entries, 64U + 128 + 256 + 512 + 1024 + 2048 + 4096 + 1) << "leftovers";
    EXPECT_EQ(storage->get("s"), std::nullopt);
  }
  EXPECT_GT(calls, 4);
}

TEST(ErasingAKey, IsFinishedAtTheNextOpeningWhereverItIsCutShort) {
  int calls = 0;
  for (bool cut = true; cut; ++calls) {
    ASSERT_LT(calls, 20);
    const auto storage = make_memory_key_storage();
    Token token;
    {
      const auto ring = ring_over(*storage, 1);
      token = ring->token_of("P-1");
    }
    {
      const auto ring = ring_over(*storage, 1, calls);
      try {
        (void)ring->erase(token);
        cut = false;
      } catch (const std::runtime_error&) {
      }
    }
    const auto ring = ring_over(*storage, 1);
    EXPECT_EQ(storage->get("s"), std::nullopt);
    EXPECT_EQ(ring->find("P-1").has_value(), ring->reference_of(token).has_value());
    if (calls > 0) EXPECT_EQ(ring->find("P-1"), std::nullopt);
  }
}

}  // namespace
}  // namespace eventstore
