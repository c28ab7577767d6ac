#include <gmock/gmock.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "support/authority.h"

namespace {

using namespace authority;
using namespace gwarchod::v1;
using app::Change;

constexpr std::chrono::seconds kPatience{20};

// A listener that keeps what it was told, and can be waited for.
class Ear {
 public:
  void hear(const std::shared_ptr<const Change>& change) {
    const std::lock_guard lock(mutex_);
    changes_.push_back(change);
    heard_.notify_all();
  }
  [[nodiscard]] bool wait_for(std::uint64_t position) {
    std::unique_lock lock(mutex_);
    return heard_.wait_for(lock, kPatience, [&] {
      return !changes_.empty() && changes_.back()->position >= position;
    });
  }
  [[nodiscard]] std::vector<std::shared_ptr<const Change>> changes() {
    const std::lock_guard lock(mutex_);
    return changes_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable heard_;
  std::vector<std::shared_ptr<const Change>> changes_;
};

class AListener : public Authority {
 protected:
  void follow() {
    tracker->start();
    id = tracker->listen([this](const auto& change) { ear.hear(change); });
  }
  ~AListener() override { tracker.reset(); }
  Ear ear;
  app::Tracker::ListenerId id = 0;
};

TEST_F(AListener, IsToldOfEveryPositionInOrderWithoutAGap) {
  enrol("rose-court");
  enrol("lily-lodge");
  follow();
  const std::uint64_t before = tracker->position();
  std::vector<std::thread> writers;
  for (const char* provider : {"rose-court", "lily-lodge"}) {
    writers.emplace_back([this, provider] {
      for (int i = 0; i < 100; ++i) {
        tracker->record(officer(), provider, complaint("2025-01-01"), {},
                        [](const Answered& recorded) { EXPECT_TRUE(recorded.has_value()); });
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  while (count_of("Complaint") < 200) std::this_thread::yield();
  ASSERT_TRUE(ear.wait_for(store->last_position().value()));

  std::uint64_t expected = before;
  std::uint64_t changed_to = before;
  for (const auto& change : ear.changes()) {
    EXPECT_GT(change->position, changed_to);
    changed_to = change->position;
    for (const auto& stored : change->events) EXPECT_EQ(stored.position.value(), ++expected);
    EXPECT_EQ(expected, changed_to) << "all events here are of providers";
  }
}

TEST_F(AListener, IsToldTheRowsThatChanged) {
  enrol("rose-court");
  enrol("lily-lodge");
  follow();
  const std::uint64_t before = tracker->position();
  tracker->record(officer(), "rose-court", complaint("2026-04-01"), {}, [](const Answered&) {});
  ASSERT_TRUE(ear.wait_for(before + 1));
  const auto change = ear.changes().front();
  ASSERT_EQ(change->rows.size(), 1U);
  EXPECT_EQ(change->rows.front()->provider(), "rose-court");
  EXPECT_EQ(change->rows.front()->records_count(), 2U);
  EXPECT_EQ(change->rows.front()->changed_at(), change->position);
  EXPECT_FALSE(change->board_replaced);
}

TEST_F(AListener, HearsOfASuggestionThatFollowsFromARecord) {
  enrol("rose-court");
  follow();
  tracker->record(officer(), "rose-court", complaint("2026-03-12"), {}, [](const Answered&) {});
  tracker->record(officer(), "rose-court", complaint("2026-04-30"), {}, [](const Answered&) {});
  const auto deadline = std::chrono::steady_clock::now() + kPatience;
  while (count_of("SuggestedStageChanged") == 0 && std::chrono::steady_clock::now() < deadline) {
    std::this_thread::yield();
  }
  ASSERT_TRUE(ear.wait_for(store->last_position().value()));
  EXPECT_EQ(ear.changes().back()->rows.back()->suggested().number(), "1");
  EXPECT_EQ(count_of("SuggestedStageChanged"), 1U);
}

TEST_F(AListener, IsToldToReadTheBoardAnewOnANewDay) {
  enrol("rose-court");
  follow();
  clock.set(day("2026-05-02"));
  tracker->catch_up();
  ASSERT_FALSE(ear.changes().empty());
  EXPECT_TRUE(ear.changes().front()->board_replaced);
  EXPECT_EQ(tracker->board(reader()).as_of(), "2026-05-02");
}

TEST_F(AListener, IsNotCalledAfterItLeft) {
  enrol("rose-court");
  follow();
  tracker->unlisten(id);
  record("rose-court", complaint("2026-04-01"));
  EXPECT_TRUE(ear.changes().empty());
}

TEST_F(AListener, MayReadTheBoardWhileItIsTold) {
  enrol("rose-court");
  tracker->start();
  std::atomic<std::uint32_t> seen = 0;
  id = tracker->listen(
      [&](const auto&) { seen = tracker->board(reader()).rows(0).records_count(); });
  record("rose-court", complaint("2026-04-01"));
  tracker->unlisten(id);
  EXPECT_EQ(seen, 2U);
}

}  // namespace
