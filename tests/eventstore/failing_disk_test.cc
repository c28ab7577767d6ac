#include "eventstore/support/failing_disk.h"

#include <gmock/gmock.h>

#include <future>

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
  EXPECT_EQ(refusal(store->append_and_wait(commit("a", "2"))), Kind::kStorageFailed);
  disk().fail_after(1'000'000);
  EXPECT_EQ(refusal(store->append_and_wait(commit("a", "3"))), Kind::kStorageFailed);
  EXPECT_EQ(store->last_position(), position(1));
  EXPECT_EQ(store->next_position(), position(2));
  EXPECT_EQ(store->ordered_version(stream("a")), version(1));
  EXPECT_THAT(ids(store->read_log(position(1), 9, EventStore::Direction::kForward)),
              testing::ElementsAre("1"));
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
