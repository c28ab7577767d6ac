#include "eventstore/backup.h"

#include <gmock/gmock.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "eventstore/memory_store.h"
#include "eventstore/proof.h"
#include "eventstore/support/raw_database.h"
#include "eventstore/support/stores.h"

namespace eventstore::test {
namespace {

using testing::HasSubstr;

/// A store, and a folder for backups of it.
class ABackup : public testing::Test {
 protected:
  ABackup() : store_(must_open(folder_.path() / "data", clock_)) {}

  void append(std::uint64_t events, std::size_t payload_bytes = 10) {
    Commit all;
    for (std::uint64_t number = 0; number < events; ++number) {
      NewEvent added = event("id " + std::to_string(++appended_));
      added.payload.assign(payload_bytes, static_cast<char>('a' + appended_ % 26));
      all.writes.push_back({stream("s"), ExpectedVersion::any(), {std::move(added)}});
    }
    must(*store_, all);
  }
  std::filesystem::path backups() const { return folder_.path() / "backups"; }
  std::filesystem::path restored() const { return folder_.path() / "restored"; }
  BackupMade must_back_up(std::uint32_t kept = kBackupsKept) {
    const auto made = back_up(*store_, backups(), kept);
    EXPECT_TRUE(made.has_value()) << made.error();
    return made ? *made : BackupMade{};
  }
  /// The store of a backup put back, to be read.
  std::unique_ptr<EventStore> must_restore(std::uint32_t number = 0) {
    std::filesystem::remove_all(restored());
    const auto done = restore_backup(backups(), number, restored());
    EXPECT_TRUE(done.has_value()) << done.error();
    return must_open(restored(), clock_, OpenMode::kReadOnly);
  }

  FakeClock clock_;
  TemporaryFolder folder_;
  std::unique_ptr<EventStore> store_;
  std::uint64_t appended_ = 0;
};

TEST_F(ABackup, HoldsWhatTheLogHeldAndTellsItsHead) {
  append(600);
  const BackupMade made = must_back_up();
  EXPECT_EQ(made.number, 1U);
  EXPECT_EQ(made.head.size, 600U);
  EXPECT_EQ(made.head.root, store_->tree_head().root);
  append(5);
  const auto copy = must_restore();
  EXPECT_EQ(copy->last_position(), position(600));
  const Verification verification = verify(*copy);
  EXPECT_TRUE(verification.whole) << verification.what;
  EXPECT_EQ(verification.root, made.head.root);
}

TEST_F(ABackup, OfAnEmptyLogIsEmpty) {
  EXPECT_EQ(must_back_up().head.size, 0U);
  EXPECT_EQ(must_restore()->last_position(), position(0));
}

TEST_F(ABackup, IsGoneOnFromWhenItIsPutBack) {
  append(10);
  must_back_up();
  must_restore().reset();
  const auto again = must_open(restored(), clock_);
  must(*again, commit("s", "id 11"));
  EXPECT_EQ(again->last_position(), position(11));
}

TEST_F(ABackup, CopiesOnlyWhatIsNew) {
  append(3'000, 1'000);
  const BackupMade first = must_back_up();
  append(10);
  const BackupMade second = must_back_up();
  EXPECT_EQ(second.number, 2U);
  EXPECT_GT(first.bytes_written, 100'000U);
  EXPECT_LT(second.bytes_written, first.bytes_written / 4);
  EXPECT_GE(second.bytes, second.bytes_written);
  EXPECT_EQ(must_restore(1)->last_position(), position(3'000));
  EXPECT_EQ(must_restore(2)->last_position(), position(3'010));
}

TEST_F(ABackup, IsMadeWhileOthersAppend) {
  std::atomic<bool> stop = false;
  std::atomic<std::uint64_t> acknowledged = 0;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < 4; ++writer) {
    writers.emplace_back([&, writer] {
      for (int number = 0; !stop; ++number) {
        const std::string name = std::to_string(writer) + " " + std::to_string(number);
        acknowledged =
            std::max(acknowledged.load(), must(*store_, commit(name, name)).last.value());
      }
    });
  }
  std::vector<BackupMade> made;
  std::vector<std::uint64_t> before;
  for (int round = 0; round < 5; ++round) {
    static_cast<void>(store_->wait_beyond(Position{acknowledged + 20}, 10s));
    before.push_back(acknowledged);
    made.push_back(must_back_up());
  }
  stop = true;
  for (std::thread& writer : writers) {
    writer.join();
  }
  for (std::size_t round = 0; round < made.size(); ++round) {
    EXPECT_GE(made[round].head.size, before[round]);
    EXPECT_EQ(root_at(tiles_of(*store_), made[round].head.size), made[round].head.root);
    const auto copy = must_restore(made[round].number);
    const Verification verification = verify(*copy);
    EXPECT_TRUE(verification.whole) << verification.what;
    EXPECT_EQ(verification.checked_to.value(), made[round].head.size);
    EXPECT_EQ(verification.root, made[round].head.root);
  }
}

TEST_F(ABackup, IsMadeUnderARelativePathToo) {
  append(3);
  const auto relative = std::filesystem::relative(backups());
  ASSERT_TRUE(relative.is_relative());
  const auto made = back_up(*store_, relative);
  ASSERT_TRUE(made.has_value()) << made.error();
  EXPECT_EQ(made->head.size, 3U);
  EXPECT_TRUE(restore_backup(relative, 0, std::filesystem::relative(restored())).has_value());
}

TEST_F(ABackup, GoesWhenItIsOlderThanThoseKept) {
  for (int round = 0; round < 4; ++round) {
    append(1);
    must_back_up(2);
  }
  const auto kept = list_backups(backups());
  ASSERT_TRUE(kept.has_value()) << kept.error();
  ASSERT_EQ(kept->size(), 2U);
  EXPECT_EQ(kept->front().number, 3U);
  EXPECT_EQ(must_restore(3)->last_position(), position(3));
  EXPECT_FALSE(restore_backup(backups(), 1, folder_.path() / "another").has_value());
}

TEST_F(ABackup, WithADamagedFileIsNotPutBack) {
  append(1'000, 100);
  must_back_up();
  std::filesystem::path largest;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(backups())) {
    if (entry.is_regular_file() &&
        (largest.empty() || entry.file_size() > std::filesystem::file_size(largest))) {
      largest = entry.path();
    }
  }
  std::fstream file(largest, std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(1'000);
  file.put('!');
  file.close();
  const auto done = restore_backup(backups(), 0, restored());
  ASSERT_FALSE(done.has_value());
  EXPECT_THAT(done.error(), HasSubstr("orruption"));
}

TEST_F(ABackup, OfAStoreInMemoryIsNotToBeHad) {
  EXPECT_THROW(static_cast<void>(back_up(*make_memory_store(clock_), backups())),
               std::invalid_argument);
}

TEST_F(ABackup, IsNotFoundWhereThereIsNone) {
  EXPECT_THAT(list_backups(folder_.path()).error(), HasSubstr("holds no backups"));
  EXPECT_THAT(restore_backup(folder_.path(), 0, restored()).error(), HasSubstr("holds no backups"));
  EXPECT_FALSE(std::filesystem::exists(restored()));
}

TEST_F(ABackup, IntoAFolderThatCannotBeMadeIsRefused) {
  std::ofstream(backups()) << "a file";
  EXPECT_THAT(back_up(*store_, backups()).error(), HasSubstr("cannot be made"));
}

TEST_F(ABackup, OfARingOfKeysForgetsWhatTheRingForgot) {
  append(3);
  const auto from = folder_.path() / "data" / "events";
  const auto to = folder_.path() / "copy" / "events";
  ASSERT_TRUE(copy_database(from, to).has_value());
  RawDatabase(folder_.path() / "copy").put("side", "left", "behind");
  append(1);
  const auto copied = copy_database(from, to);
  ASSERT_TRUE(copied.has_value()) << copied.error();
  EXPECT_FALSE(std::filesystem::exists(to.string() + ".new"));
  const auto copy = must_open(folder_.path() / "copy", clock_, OpenMode::kReadOnly);
  EXPECT_EQ(copy->last_position(), position(4));
  EXPECT_TRUE(verify(*copy).whole);
  EXPECT_FALSE(copy->get_side("left").has_value());
}

}  // namespace
}  // namespace eventstore::test
