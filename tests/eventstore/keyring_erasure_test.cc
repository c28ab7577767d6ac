#include <gmock/gmock.h>

#include <chrono>
#include <set>
#include <thread>

#include "eventstore/keyring.h"
#include "key_block.h"
#include "key_crypto.h"
#include "rocks_key_storage.h"
#include "support/rings.h"
#include "support/stores.h"

/// What an erasure or a rewrapping leaves behind, when it ends and when it is cut short.
namespace eventstore {
namespace {

using test::all_bytes;
using test::master;
using test::must_open_ring;
using test::ring_over;
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

/// The keys that the master key unwraps anywhere in the bytes, for one place: a key that was
/// wrapped there, now or before, wherever a file still holds it.
std::set<std::string> keys_wrapped_in(std::string_view bytes, std::string_view place) {
  constexpr std::size_t kWrapped = Secret::kBytes + kSealBytes;
  std::set<std::string> keys;
  for (; bytes.size() >= kWrapped; bytes.remove_prefix(1)) {
    const auto key = unwrap(Secret(master(1)), bytes.substr(0, kWrapped), place);
    if (key) keys.emplace(view_of(*key));
  }
  return keys;
}

// A block stands for thousands of keys: its seed, left anywhere, would lead to what was erased.
TEST_P(AnErasedKey, LeavesNoSeedOfItsBlockInAnyFile) {
  const TemporaryFolder folder;
  auto ring = must_open_ring(folder.path());
  std::vector<Token> tokens;
  for (int i = 0; i < 100; ++i) tokens.push_back(ring->fresh_token());
  if (GetParam()) {
    ring.reset();
    ring = must_open_ring(folder.path());
  }
  for (const std::size_t which : {std::size_t{70}, std::size_t{3}, std::size_t{71}}) {
    const auto before = entries_in(folder.path());
    ASSERT_EQ(keys_wrapped_in(all_bytes(folder.path()), before.begin()->first).size(), 1U);
    ASSERT_TRUE(ring->erase(tokens[which]));
    const auto after = entries_in(folder.path());
    ASSERT_EQ(gone(before, after).size(), 1U);
    const std::string place = gone(before, after).begin()->first;
    const auto wrapped = keys_wrapped_in(all_bytes(folder.path()), place);
    const auto current = unwrap(Secret(master(1)), after.at(place).substr(0, 72), place);
    EXPECT_EQ(wrapped, std::set<std::string>{std::string(view_of(*current))});
    EXPECT_FALSE(wrapped.contains(
        std::string(view_of(*unwrap(Secret(master(1)), before.at(place).substr(0, 72), place)))));
  }
}

TEST_P(AnErasedKey, IsGoneForWhoReadsBesideAndTheOthersOfItsBlockAreNot) {
  const TemporaryFolder folder;
  auto ring = must_open_ring(folder.path());
  const std::vector<Token> erased = {ring->fresh_token()};
  const std::vector<Token> kept = {ring->fresh_token()};
  const std::string of_erased = ring->seal(erased, "of the erased", "1");
  const std::string of_kept = ring->seal(kept, "of the kept", "2");
  if (GetParam()) {
    ring.reset();
    ring = must_open_ring(folder.path());
  }
  ASSERT_TRUE(ring->erase(erased.front()));
  const std::vector<Token> later = {ring->fresh_token()};
  const std::string of_later = ring->seal(later, "of the later", "3");
  for (const KeyringMode mode : {KeyringMode::kReadOnly, KeyringMode::kFollow}) {
    const auto reader = must_open_ring(folder.path(), master(1), mode);
    EXPECT_EQ(reader->open(erased, of_erased, "1"), std::nullopt);
    EXPECT_THAT(reader->open(kept, of_kept, "2"), Optional(std::string("of the kept")));
    EXPECT_THAT(reader->open(later, of_later, "3"), Optional(std::string("of the later")));
  }
}

TEST(WhoFollowsARing, OpensNoMoreWhatIsErasedMeanwhile) {
  const TemporaryFolder folder;
  const auto ring = must_open_ring(folder.path());
  const std::vector<Token> fresh = {ring->fresh_token()};
  const std::vector<Token> person = {ring->token_of("P-1")};
  const std::string of_fresh = ring->seal(fresh, "of nobody", "1");
  const std::string of_person = ring->seal(person, "of P-1", "2");
  const auto reader = must_open_ring(folder.path(), master(1), KeyringMode::kFollow);
  EXPECT_THAT(reader->open(fresh, of_fresh, "1"), Optional(std::string("of nobody")));
  EXPECT_THAT(reader->open(person, of_person, "2"), Optional(std::string("of P-1")));
  ASSERT_TRUE(ring->erase(fresh.front()));
  ASSERT_TRUE(ring->erase(person.front()));
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{30};
  const auto opens = [&] {
    return reader->open(fresh, of_fresh, "1") || reader->open(person, of_person, "2");
  };
  while (opens()) {
    ASSERT_LT(std::chrono::steady_clock::now(), until);
    std::this_thread::yield();
  }
  EXPECT_EQ(reader->find("P-1"), std::nullopt);
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

TEST(RewrappingKeys, IsWholeOrNotAtAllWhereverItIsCutShort) {
  constexpr std::size_t kKeys = 5'000;
  int calls = 0;
  for (bool cut = true; cut; ++calls) {
    ASSERT_LT(calls, 100);
    const auto storage = make_memory_key_storage();
    std::vector<Token> tokens;
    std::string sealed;
    {
      const auto ring = ring_over(*storage, 1);
      for (std::size_t i = 0; i < kKeys; ++i) tokens.push_back(ring->fresh_token());
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
    EXPECT_EQ(entries, (kKeys + KeyBlock::kKeys - 1) / KeyBlock::kKeys + 1) << "leftovers";
    EXPECT_EQ(storage->get("s"), std::nullopt);
  }
  EXPECT_GT(calls, 4);
}

TEST(ErasingAFreshKey, IsWholeOrNotAtAllWhereverItIsCutShort) {
  for (int calls = 0; calls < 3; ++calls) {
    const auto storage = make_memory_key_storage();
    std::vector<Token> tokens;
    std::string sealed;
    {
      const auto ring = ring_over(*storage, 1);
      tokens = {ring->fresh_token(), ring->fresh_token()};
      sealed = ring->seal(std::span(tokens).last(1), "said", "1");
    }
    EXPECT_THROW((void)ring_over(*storage, 1, calls)->erase(tokens[0]), std::runtime_error);
    const auto ring = ring_over(*storage, 1);
    EXPECT_EQ(storage->get("s"), std::nullopt);
    EXPECT_EQ(ring->reference_of(tokens[0]).has_value(), calls == 0);
    EXPECT_THAT(ring->open(std::span(tokens).last(1), sealed, "1"), Optional(std::string("said")));
  }
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
