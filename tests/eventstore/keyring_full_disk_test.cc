#include <gmock/gmock.h>
#include <sys/mount.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "eventstore/support/failing_disk.h"
#include "eventstore/support/rings.h"
#include "eventstore/support/stores.h"
#include "ring.h"
#include "rocks_key_storage.h"

/// A ring whose disk refuses, and takes writes again: it is not opened again by who uses it.
namespace eventstore::test {
namespace {

using testing::HasSubstr;
using testing::Optional;

class AKeyringsDisk : public testing::Test {
 protected:
  std::unique_ptr<Keyring> open() {
    auto storage = open_key_storage(folder_.path(), KeyringMode::kCreate, disk_.env());
    if (!storage) throw std::runtime_error(storage.error().line);
    return *Ring::open(std::move(*storage), master(1));
  }
  FailingDisk& disk() { return disk_; }
  const std::filesystem::path& path() { return folder_.path(); }

 private:
  TemporaryFolder folder_;
  FailingDisk disk_;
};

std::string refusal(const std::function<void()>& work) {
  try {
    work();
  } catch (const KeysDiskFull& full) {
    return full.what();
  }
  return "";
}

TEST_F(AKeyringsDisk, ThatIsFullIsSaidSoReadAndWrittenToAgain) {
  auto ring = open();
  const std::vector<Token> person = {ring->token_of("P-1")};
  const std::string sealed = ring->seal(person, "said", "1");

  disk().fill(true);
  for (int tries = 0; tries < 3; ++tries) {
    EXPECT_THAT(refusal([&] { (void)ring->token_of("P-2"); }), HasSubstr("is full: make room"));
    EXPECT_THAT(refusal([&] { (void)ring->fresh_token(); }), HasSubstr("is full: make room"));
  }
  EXPECT_EQ(ring->find("P-2"), std::nullopt);
  EXPECT_THAT(ring->open(person, sealed, "1"), Optional(std::string("said")));
  EXPECT_THAT(ring->find("P-1"), Optional(person.front()));

  disk().fill(false);
  const Token second = ring->token_of("P-2");
  const Token fresh = ring->fresh_token();
  ring.reset();
  ring = open();
  EXPECT_THAT(ring->find("P-1"), Optional(person.front()));
  EXPECT_THAT(ring->find("P-2"), Optional(second));
  EXPECT_THAT(ring->reference_of(fresh), Optional(std::string()));
}

// Wherever the disk fails for good, and then works again; less often where it is written to for
// long, as RocksDB waits a second after each failure of its own threads.
TEST_F(AKeyringsDisk, LeavesNothingHalfDoneAtAnyCall) {
  auto ring = open();
  bool failed = true;
  for (int calls = 0; failed; calls += calls < 8 ? 1 : calls / 4) {
    ASSERT_LT(calls, 200);
    const std::string reference = "P-" + std::to_string(calls);
    const Token fresh = ring->fresh_token();
    const Token person = ring->token_of(reference);
    failed = false;
    disk().fail_after(calls);
    try {
      EXPECT_TRUE(ring->erase(fresh));
      EXPECT_TRUE(ring->erase(person));
      EXPECT_NE(ring->token_of(reference), person);
    } catch (const std::runtime_error&) {
      failed = true;
    }
    disk().fail_after(std::numeric_limits<int>::max());
    (void)ring->erase(fresh);
    (void)ring->erase(person);
    EXPECT_EQ(ring->reference_of(fresh), std::nullopt);
    EXPECT_EQ(ring->reference_of(person), std::nullopt);
    const Token again = ring->token_of(reference);
    EXPECT_NE(again, person);
    EXPECT_THAT(ring->reference_of(again), Optional(reference));
  }
}

TEST_F(AKeyringsDisk, TakesNoChangesAfterARewrappingItRefusedUntilOpenedAgain) {
  auto ring = open();
  const Token person = ring->token_of("P-1");
  disk().fail_after(0);
  EXPECT_THROW(ring->rewrap(master(2)), std::runtime_error);
  disk().fail_after(std::numeric_limits<int>::max());
  EXPECT_THROW((void)ring->token_of("P-2"), std::runtime_error);
  EXPECT_THROW((void)ring->fresh_token(), std::runtime_error);
  EXPECT_THROW((void)ring->erase(person), std::runtime_error);
  ring.reset();
  ring = open();
  EXPECT_TRUE(ring->erase(person));
}

/// A real file system, so small that it fills up.
TEST(AKeyringOnASmallDisk, GoesOnWhenRoomReturns) {
  constexpr const char* kSize = "size=32m";
  constexpr int kPeopleMax = 100'000;
  const TemporaryFolder folder;
  if (mount("tmpfs", folder.path().c_str(), "tmpfs", 0, kSize) != 0) {
    GTEST_SKIP() << "skipped: no small file system can be mounted here: " << std::strerror(errno);
  }
  {
    const auto filler = folder.path() / "filler";
    auto ring = must_open_ring(folder.path() / "keys");
    const std::vector<Token> first = {ring->token_of("P-0")};
    const std::string sealed = ring->seal(first, "said", "1");
    std::ofstream(filler, std::ios::binary)
        << std::string(64U << 20U, 'x');  // what there is room for
    std::string refused;
    std::vector<Token> tokens;
    while (refused.empty()) {
      ASSERT_LT(tokens.size(), kPeopleMax);
      const std::string reference = "P-" + std::to_string(tokens.size() + 1);
      refused = refusal([&] { tokens.push_back(ring->token_of(reference)); });
    }
    EXPECT_THAT(refused, HasSubstr("is full: make room"));
    EXPECT_THAT(ring->open(first, sealed, "1"), Optional(std::string("said")));
    EXPECT_THAT(refusal([&] { (void)ring->fresh_token(); }), HasSubstr("is full"));

    std::filesystem::remove(filler);
    EXPECT_TRUE(ring->erase(ring->fresh_token()));
    const Token next = ring->token_of("P-" + std::to_string(tokens.size() + 1));
    ring.reset();
    ring = must_open_ring(folder.path() / "keys");
    for (std::size_t number = 0; number < tokens.size(); ++number) {
      EXPECT_THAT(ring->find("P-" + std::to_string(number + 1)), Optional(tokens[number]));
    }
    EXPECT_THAT(ring->find("P-" + std::to_string(tokens.size() + 1)), Optional(next));
  }
  umount2(folder.path().c_str(), MNT_DETACH);
}

}  // namespace
}  // namespace eventstore::test
