#include "eventstore/support/failing_disk.h"

#include <gmock/gmock.h>

#include <atomic>
#include <future>
#include <thread>

#include "eventstore/support/stores.h"

namespace eventstore::test {
namespace {

using Kind = AppendError::Kind;

class AFailingDisk : public testing::Test {
 protected:
  std::unique_ptr<EventStore> open() {
    auto store = open_rocks_store(folder_.path(), OpenMode::kCreate, clock_, disk_.env());
    if (!store) {
      throw std::runtime_error(store.error().line);
    }
    return std::move(*store);
  }
  /// Appends again and again until the disk takes it.
  static Appended when_written_again(EventStore& store, const Commit& commit) {
    for (;;) {
      auto result = store.append_and_wait(commit);
      if (result) {
        return *result;
      }
      if (result.error().kind != Kind::kStorageFailed && result.error().kind != Kind::kDiskFull) {
        throw std::runtime_error("was refused: " + result.error().what);
      }
      std::this_thread::yield();
    }
  }
  static void expect_whole(const EventStore& store) {
    const Verification verification = verify(store);
    EXPECT_TRUE(verification.whole) << verification.what;
    EXPECT_EQ(verification.root, store.tree_head().root);
  }
  FailingDisk& disk() { return disk_; }
  const std::filesystem::path& path() { return folder_.path(); }
  FakeClock& clock() { return clock_; }

 private:
  FakeClock clock_;
  TemporaryFolder folder_;
  FailingDisk disk_;
};

TEST_F(AFailingDisk, RefusesThatGroupAndEverythingAfterButStillReads) {
  auto store = open();
  must(*store, commit("a", "1"));
  disk().fail_after(0);
  const auto refused = store->append_and_wait(commit("a", "2"));
  EXPECT_EQ(refusal(refused), Kind::kStorageFailed);
  EXPECT_TRUE(refused.error().may_be_written);  // it could not be looked at again
  const auto after = store->append_and_wait(commit("a", "3"));
  EXPECT_EQ(refusal(after), Kind::kStorageFailed);
  EXPECT_FALSE(after.error().may_be_written);
  EXPECT_EQ(store->refuses_writes()->kind, Kind::kStorageFailed);
  EXPECT_EQ(store->last_position(), position(1));
  EXPECT_EQ(store->next_position(), position(2));
  EXPECT_EQ(store->ordered_version(stream("a")), version(1));
  EXPECT_THAT(ids(store->read_log(position(1), 9, EventStore::Direction::kForward)),
              testing::ElementsAre("1"));
}

TEST_F(AFailingDisk, ThatWorksAgainIsWrittenToAgainWithoutOpeningTheStore) {
  auto store = open();
  must(*store, commit("a", "1"));
  disk().fail_after(0);
  EXPECT_FALSE(store->append_and_wait(commit("a", "2")));
  disk().fail_after(1'000'000);
  EXPECT_EQ(when_written_again(*store, commit("a", "3")).last, position(2));
  must(*store, commit("a", "4", ExpectedVersion::exactly(version(2))));
  EXPECT_FALSE(store->refuses_writes());
  EXPECT_THAT(ids(store->read_log(position(1), 9, EventStore::Direction::kForward)),
              testing::ElementsAre("1", "3", "4"));
  expect_whole(*store);
}

TEST_F(AFailingDisk, WhoseSyncFailsOnceHasAllOfTheGroupOrNoneAndARetryGivesExactlyOne) {
  for (int syncs = 0; syncs < 4; ++syncs) {
    auto store = open();
    const std::uint64_t before = store->last_position().value();
    const std::string id = std::to_string(syncs) + "/";
    disk().fail_one_sync_after(syncs);
    for (int number = 0; number < 6; ++number) {
      Commit pair = commit("a", id + std::to_string(number) + "a");
      pair.writes[0].events.push_back(event(id + std::to_string(number) + "b"));
      pair.idempotency_key = id + std::to_string(number);
      when_written_again(*store, pair);
    }
    EXPECT_EQ(store->last_position(), position(before + 12)) << syncs;
    expect_whole(*store);
    store.reset();
    EXPECT_EQ(open()->last_position(), position(before + 12)) << syncs;
  }
}

TEST_F(AFailingDisk, LeavesReadersUndisturbedWhileItIsOpenedAgain) {
  auto store = open();
  for (int number = 0; number < 200; ++number) {
    must(*store, commit("a", std::to_string(number)));
  }
  std::atomic<bool> enough = false;
  std::thread reader([&] {
    while (!enough) {
      std::uint64_t seen = 0;
      store->scan(position(1), [&](const StoredEvent& event) {
        EXPECT_EQ(event.position, position(++seen));
        EXPECT_TRUE(store->find(event.id));  // a read within a read
        return true;
      });
      EXPECT_GE(seen, 200U);
    }
  });
  for (int round = 0; round < 5; ++round) {
    disk().fail_one_sync_after(0);
    Commit keyed = commit("b", "round" + std::to_string(round));
    keyed.idempotency_key = std::to_string(round);
    when_written_again(*store, keyed);
  }
  enough = true;
  reader.join();
  EXPECT_EQ(store->last_position(), position(205));
}

TEST_F(AFailingDisk, ThatRefusesASideValueTakesItAgainOnceItWorks) {
  auto store = open();
  disk().fail_one_sync_after(0);
  EXPECT_THROW(store->put_side({{"key", "1"}}, true), std::runtime_error);
  EXPECT_EQ(when_written_again(*store, commit("a", "1")).last, position(1));
  store->put_side({{"key", "2"}}, true);
  EXPECT_EQ(store->get_side("key"), "2");
}

TEST_F(AFailingDisk, FailsEveryCommitOrderedAfterTheFailedGroup) {
  auto store = open();
  disk().fail_after(0);
  std::vector<std::promise<Kind>> answers(50);
  for (std::size_t number = 0; number < answers.size(); ++number) {
    store->append(commit("a", std::to_string(number)),
                  [&, number](const auto& result) { answers[number].set_value(refusal(result)); });
  }
  for (auto& answer : answers) {
    EXPECT_EQ(answer.get_future().get(), Kind::kStorageFailed);
  }
}

class AFullDisk : public AFailingDisk {};

TEST_F(AFullDisk, RefusesWithAClearWordBeforeAnythingIsWrittenAndTakesWritesWhenRoomReturns) {
  auto store = open();
  must(*store, commit("a", "1"));
  disk().set_room(kDiskReserveBytes - 1);
  const auto refused = store->append_and_wait(commit("a", "2"));
  EXPECT_EQ(refusal(refused), Kind::kDiskFull);
  EXPECT_FALSE(refused.error().may_be_written);
  EXPECT_EQ(refused.error().what,
            "the disk is full: 127 MiB are left of the 128 MiB that are kept free");
  EXPECT_EQ(store->refuses_writes()->kind, Kind::kDiskFull);
  EXPECT_THAT(ids(store->read_log(position(1), 9, EventStore::Direction::kForward)),
              testing::ElementsAre("1"));
  store->put_side({{"key", "value"}}, true);  // what is read from the log can still be kept
  disk().set_room(2 * kDiskReserveBytes);
  EXPECT_EQ(when_written_again(*store, commit("a", "2")).last, position(2));
  expect_whole(*store);
}

TEST_F(AFullDisk, StillAnswersARepeatOfWhatIsOnRecord) {
  auto store = open();
  Commit keyed = commit("a", "1");
  keyed.idempotency_key = "key";
  must(*store, keyed);
  disk().set_room(0);
  EXPECT_EQ(refusal(store->append_and_wait(commit("a", "2"))), Kind::kDiskFull);
  EXPECT_TRUE(must(*store, keyed).repeated);
  keyed.content_hash = hash_of(9);
  EXPECT_EQ(refusal(store->append_and_wait(keyed)), Kind::kIdempotencyMismatch);
}

TEST_F(AFullDisk, FoundOnlyInTheMiddleOfAWriteIsReadAndWrittenToAgainLater) {
  auto store = open();
  must(*store, commit("a", "1"));
  disk().fill(true);
  Commit keyed = commit("a", "2");
  keyed.idempotency_key = "key";
  const auto refused = store->append_and_wait(keyed);
  EXPECT_EQ(refusal(refused), Kind::kDiskFull);
  EXPECT_TRUE(refused.error().may_be_written);
  EXPECT_EQ(refusal(store->append_and_wait(commit("a", "3"))), Kind::kDiskFull);
  EXPECT_EQ(store->find("1")->position, position(1));
  EXPECT_EQ(store->last_position(), position(1));
  disk().fill(false);
  EXPECT_EQ(when_written_again(*store, keyed).last, position(2));
  EXPECT_TRUE(must(*store, keyed).repeated);
  EXPECT_EQ(store->last_position(), position(2));
  expect_whole(*store);
}

TEST_F(AFailingDisk, AtAnyCallLosesNothingThatWasAcknowledged) {
  for (int calls = 0; calls < 24; ++calls) {
    std::vector<std::string> acknowledged;
    const std::string round = std::to_string(calls) + "/";
    {
      auto store = open();
      disk().fail_after(calls);
      for (int number = 0;; ++number) {
        Commit pair = commit("a", round + std::to_string(number) + "a");
        pair.writes[0].events.push_back(event(round + std::to_string(number) + "b"));
        if (!store->append_and_wait(pair)) {
          break;
        }
        acknowledged.push_back(pair.writes[0].events[0].id);
      }
      disk().fail_after(1'000'000);
    }
    auto store = must_open(path(), clock());
    for (const std::string& id : acknowledged) {
      ASSERT_TRUE(store->find(id)) << calls;
    }
    ASSERT_EQ(store->last_position().value() % 2, 0U) << calls;
    const Verification verification = verify(*store);
    ASSERT_TRUE(verification.whole) << verification.what << " after " << calls << " calls";
  }
}

}  // namespace
}  // namespace eventstore::test
