#include <gmock/gmock.h>

#include <thread>

#include "eventstore/subscription.h"
#include "eventstore/support/stores.h"

namespace eventstore::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(FollowingAStoreOfAnotherProcess, SeesWhatItWritesAfterwards) {
  const FakeClock clock;
  const TemporaryFolder folder;
  const auto written = must_open(folder.path(), clock);
  must(*written, commit("a", "1"));
  const auto followed = must_open(folder.path(), clock, OpenMode::kFollow);
  Subscription subscription(*followed, position(0));
  EXPECT_THAT(ids(subscription.next(1min)), ElementsAre("1"));
  EXPECT_THAT(subscription.next(0ms), IsEmpty());
  must(*written, commit("a", "2"));
  must(*written, commit("b", "3"));
  EXPECT_THAT(ids(subscription.next(1min)), ElementsAre("2", "3"));
  EXPECT_EQ(
      followed->read_stream(stream("a"), version(1), 9, EventStore::Direction::kForward).size(),
      2U);
}

TEST(FollowingAStoreOfAnotherProcess, GoesOnPastFlushesAndCompactions) {
  constexpr int kEvents = 300;
  constexpr std::size_t kPayload = 500'000;  // enough for some flushes
  const FakeClock clock;
  const TemporaryFolder folder;
  const auto written = must_open(folder.path(), clock);
  const auto followed = must_open(folder.path(), clock, OpenMode::kFollow);
  std::jthread writer([&] {
    for (int number = 1; number <= kEvents; ++number) {
      Commit large = commit("s" + std::to_string(number % 7), std::to_string(number));
      large.writes.front().events.front().payload.assign(kPayload, static_cast<char>(number));
      must(*written, std::move(large));
    }
  });
  Subscription subscription(*followed, position(0), {}, {.bytes = 3 * kPayload});
  std::uint64_t seen = 0;
  while (seen < kEvents) {
    const auto events = subscription.next(1min);
    ASSERT_THAT(events, testing::Not(IsEmpty()));
    for (const StoredEvent& event : events) ASSERT_EQ(event.id, std::to_string(++seen));
  }
}

TEST(FollowingAStoreOfAnotherProcess, EndsWhenInterruptedAndWritesNothing) {
  const FakeClock clock;
  const TemporaryFolder folder;
  must(*must_open(folder.path(), clock), commit("a", "1"));
  const auto followed = must_open(folder.path(), clock, OpenMode::kFollow);
  EXPECT_THROW(followed->append(commit("a", "2"), [](const auto&) {}), std::logic_error);
  std::thread interrupter([&] { followed->interrupt(); });
  EXPECT_EQ(followed->wait_beyond(position(1), 1h), position(1));
  interrupter.join();
}

}  // namespace
}  // namespace eventstore::test
