#include "eventstore/keyring.h"

#include <gmock/gmock.h>

#include <atomic>
#include <future>
#include <latch>
#include <set>
#include <thread>

#include "ring.h"
#include "support/rings.h"
#include "support/stores.h"

namespace eventstore {
namespace {

using test::all_bytes;
using test::master;
using test::must_open_ring;
using test::TemporaryFolder;
using testing::Eq;
using testing::HasSubstr;
using testing::Ne;
using testing::Optional;

KeyringError refusal_of(const std::filesystem::path& folder, const MasterKey& key,
                        KeyringMode mode = KeyringMode::kExisting) {
  auto ring = open_keyring(folder, mode, key);
  EXPECT_FALSE(ring);
  return ring ? KeyringError{} : ring.error();
}

/// Over both kinds of ring.
class AKeyring : public testing::TestWithParam<std::string> {
 protected:
  AKeyring() {
    ring_ = GetParam() == "memory" ? make_memory_keyring() : must_open_ring(folder_.path());
  }
  Keyring& ring() { return *ring_; }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<Keyring> ring_;
};
INSTANTIATE_TEST_SUITE_P(Over, AKeyring, testing::Values("memory", "rocks"),
                         [](const auto& info) { return info.param; });

TEST_P(AKeyring, GivesOnePersonOneToken) {
  const Token token = ring().token_of("P-1024");
  EXPECT_THAT(token, testing::MatchesRegex("~[A-Za-z0-9_-]{22}"));
  EXPECT_EQ(ring().token_of("P-1024"), token);
  EXPECT_THAT(ring().find("P-1024"), Optional(token));
  EXPECT_THAT(ring().reference_of(token), Optional(std::string("P-1024")));
  EXPECT_NE(ring().token_of("P-1025"), token);
}

TEST_P(AKeyring, MakesNothingWhenAskedToFind) {
  EXPECT_EQ(ring().find("P-1024"), std::nullopt);
  EXPECT_EQ(ring().find("P-1024"), std::nullopt);
  EXPECT_EQ(ring().reference_of("~0123456789012345678901"), std::nullopt);
}

TEST_P(AKeyring, GivesFreshTokensThatNameNobody) {
  std::set<Token> tokens;
  for (int i = 0; i < 300; ++i) tokens.insert(ring().fresh_token());
  EXPECT_EQ(tokens.size(), 300U);
  EXPECT_THAT(ring().reference_of(*tokens.begin()), Optional(std::string()));
}

TEST_P(AKeyring, OpensWhatItSealed) {
  const std::vector<Token> people = {ring().token_of("P-1"), ring().token_of("P-2")};
  const std::string sealed = ring().seal(people, "what was said", "event 1");
  EXPECT_EQ(sealed.size(), std::string("what was said").size() + 40);
  EXPECT_THAT(ring().open(people, sealed, "event 1"), Optional(std::string("what was said")));
  EXPECT_THAT(ring().open(std::vector<Token>{people[1], people[0], people[1]}, sealed, "event 1"),
              Optional(std::string("what was said")));
}

TEST_P(AKeyring, OpensNothingElse) {
  const std::vector<Token> people = {ring().token_of("P-1"), ring().token_of("P-2")};
  std::string sealed = ring().seal(people, "what was said", "event 1");
  EXPECT_EQ(ring().open(people, sealed, "event 2"), std::nullopt);
  EXPECT_EQ(ring().open(std::span(people).first(1), sealed, "event 1"), std::nullopt);
  EXPECT_EQ(ring().open({}, sealed, "event 1"), std::nullopt);
  EXPECT_EQ(ring().open(people, "short", "event 1"), std::nullopt);
  sealed.back() = static_cast<char>(sealed.back() ^ 1);
  EXPECT_EQ(ring().open(people, sealed, "event 1"), std::nullopt);
  EXPECT_THROW((void)ring().seal(std::vector<Token>{"~0123456789012345678901"}, "", ""),
               std::invalid_argument);
}

TEST_P(AKeyring, DerivesTheSameKeyForAPurpose) {
  const Token token = ring().fresh_token();
  EXPECT_EQ(ring().derived_key(token, "file"), ring().derived_key(token, "file"));
  EXPECT_NE(ring().derived_key(token, "file"), ring().derived_key(token, "other"));
  EXPECT_NE(ring().derived_key(token, "file"), ring().derived_key(ring().fresh_token(), "file"));
}

TEST_P(AKeyring, ForgetsWhoIsErasedAndNobodyElse) {
  const std::vector<Token> both = {ring().token_of("P-1"), ring().token_of("P-2")};
  const std::string of_both = ring().seal(both, "about two", "1");
  const std::string of_other = ring().seal(std::span(both).last(1), "about P-2", "2");
  EXPECT_TRUE(ring().erase(both[0]));
  EXPECT_EQ(ring().open(both, of_both, "1"), std::nullopt);
  EXPECT_EQ(ring().reference_of(both[0]), std::nullopt);
  EXPECT_EQ(ring().find("P-1"), std::nullopt);
  EXPECT_EQ(ring().derived_key(both[0], "file"), std::nullopt);
  EXPECT_FALSE(ring().erase(both[0]));
  EXPECT_THAT(ring().open(std::span(both).last(1), of_other, "2"),
              Optional(std::string("about P-2")));
  EXPECT_NE(ring().token_of("P-1"), both[0]);
}

TEST_P(AKeyring, KeepsEverythingWhenRewrapped) {
  const std::vector<Token> tokens = {ring().token_of("P-1"), ring().fresh_token()};
  const std::string sealed = ring().seal(tokens, "said", "1");
  ring().rewrap(master(9));
  EXPECT_THAT(ring().open(tokens, sealed, "1"), Optional(std::string("said")));
  EXPECT_EQ(ring().token_of("P-1"), tokens[0]);
  ring().rewrap(master(10));
  EXPECT_THAT(ring().open(tokens, sealed, "1"), Optional(std::string("said")));
}

/// A storage whose next write, once it is stopped, waits to be let go.
class SlowStorage final : public KeyStorage {
 public:
  [[nodiscard]] std::optional<std::string> get(std::string_view key) const override {
    return entries_->get(key);
  }
  void write(const std::vector<Change>& changes) override {
    if (stopped) {
      reached.count_down();
      let_go.wait();
    }
    entries_->write(changes);
  }
  void for_each(
      std::string_view prefix,
      const std::function<bool(std::string_view, std::string_view)>& visit) const override {
    entries_->for_each(prefix, visit);
  }
  void scour(const std::vector<std::string>& keys) override { entries_->scour(keys); }
  [[nodiscard]] bool writes() const override { return true; }

  std::atomic<bool> stopped = false;
  std::latch reached{1};
  std::latch let_go{1};

 private:
  std::unique_ptr<KeyStorage> entries_ = make_memory_key_storage();
};

TEST(FreshTokens, AreHandedOutWhileTheNextBlockIsWritten) {
  auto storage = std::make_unique<SlowStorage>();
  SlowStorage& disk = *storage;
  auto opened = Ring::open(std::move(storage), master(1));
  const auto ring = std::move(*opened);
  (void)ring->fresh_token();
  disk.stopped = true;
  std::thread waiting([&] {
    while (!disk.reached.try_wait()) (void)ring->fresh_token();
  });
  disk.reached.wait();
  auto others = std::async(std::launch::async, [&] { return ring->fresh_token(); });
  EXPECT_EQ(others.wait_for(std::chrono::seconds{30}), std::future_status::ready);
  disk.stopped = false;
  disk.let_go.count_down();
  waiting.join();
}

TEST(FreshTokens, AreNeverTheSameForManyThreads) {
  constexpr int kThreads = 8;
  constexpr int kEach = 3'000;  // some blocks
  const auto ring = make_memory_keyring();
  std::vector<std::vector<Token>> taken(kThreads);
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (std::vector<Token>& mine : taken) {
    threads.emplace_back([&] {
      for (int i = 0; i < kEach; ++i) {
        const std::vector<Token> token = {ring->fresh_token()};
        const std::string sealed = ring->seal(token, "said", "1");
        if (i % 500 == 0 && !ring->erase(token.front())) ++wrong;
        if (ring->open(token, sealed, "1").has_value() != (i % 500 != 0)) ++wrong;
        mine.push_back(token.front());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<Token> all;
  for (const std::vector<Token>& mine : taken) all.insert(mine.begin(), mine.end());
  EXPECT_EQ(all.size(), std::size_t{kThreads} * kEach);
  EXPECT_EQ(wrong, 0);
}

TEST(AKeyringOnDisk, HoldsWhatItHeldWhenItIsOpenedAgain) {
  const TemporaryFolder folder;
  std::vector<Token> tokens;
  std::string sealed;
  {
    const auto ring = must_open_ring(folder.path());
    tokens = {ring->token_of("P-1"), ring->fresh_token()};
    sealed = ring->seal(tokens, "said", "1");
  }
  const auto ring = must_open_ring(folder.path());
  EXPECT_THAT(ring->open(tokens, sealed, "1"), Optional(std::string("said")));
  EXPECT_EQ(ring->token_of("P-1"), tokens[0]);
  EXPECT_NE(ring->fresh_token(), tokens[1]);
}

TEST(AKeyringOnDisk, IsHeldByOneWriterAndReadByOthers) {
  const TemporaryFolder folder;
  const auto ring = must_open_ring(folder.path());
  const Token token = ring->token_of("P-1");
  EXPECT_EQ(refusal_of(folder.path(), master(1)).kind, KeyringError::Kind::kInUse);
  const auto reader = must_open_ring(folder.path(), master(1), KeyringMode::kReadOnly);
  EXPECT_THAT(reader->reference_of(token), Optional(std::string("P-1")));
  EXPECT_EQ(reader->token_of("P-1"), token);
  EXPECT_THROW((void)reader->token_of("P-2"), std::runtime_error);
  EXPECT_THROW((void)reader->fresh_token(), std::runtime_error);
  EXPECT_THROW((void)reader->erase(token), std::runtime_error);
}

TEST(AKeyringOnDisk, SaysThatTheMasterKeyIsAnother) {
  const TemporaryFolder folder;
  {
    const auto ring = must_open_ring(folder.path());
  }
  const KeyringError refused = refusal_of(folder.path(), master(2));
  EXPECT_EQ(refused.kind, KeyringError::Kind::kWrongMasterKey);
  EXPECT_THAT(refused.line, HasSubstr("another master key"));
}

TEST(AKeyringOnDisk, IsNotMadeUnlessAsked) {
  const TemporaryFolder folder;
  EXPECT_EQ(refusal_of(folder.path() / "none", master(1)).kind, KeyringError::Kind::kUnreadable);
  EXPECT_EQ(refusal_of(folder.path() / "none", master(1), KeyringMode::kReadOnly).kind,
            KeyringError::Kind::kUnreadable);
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "none"));
}

TEST(AKeyringOnDisk, OpensWithTheNewMasterKeyAloneAfterRewrapping) {
  const TemporaryFolder folder;
  Token token;
  {
    const auto ring = must_open_ring(folder.path());
    token = ring->token_of("P-1");
    ring->rewrap(master(2));
  }
  EXPECT_EQ(refusal_of(folder.path(), master(1)).kind, KeyringError::Kind::kWrongMasterKey);
  EXPECT_THAT(must_open_ring(folder.path(), master(2))->find("P-1"), Optional(token));
}

TEST(AKeyringOnDisk, NamesNobodyInItsFiles) {
  const TemporaryFolder folder;
  const auto ring = must_open_ring(folder.path());
  (void)ring->token_of("Reference-In-Clear-4711");
  EXPECT_THAT(all_bytes(folder.path()), testing::Not(HasSubstr("4711")));
}

}  // namespace
}  // namespace eventstore
