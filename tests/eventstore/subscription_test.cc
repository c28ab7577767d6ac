#include <gmock/gmock.h>

#include <thread>

#include "eventstore/support/stores.h"

namespace eventstore::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Subscribing : public StoreTest {};
GWARCHOD_OVER_ALL_STORES(Subscribing);

TEST_P(Subscribing, GivesWhatIsStoredThenWhatComes) {
  must(store(), commit("a", "1"));
  must(store(), commit("a", "2"));
  must(store(), commit("a", "3"));
  Subscription subscription(store(), position(1), 1);
  EXPECT_THAT(ids(subscription.next(1h)), ElementsAre("2"));
  EXPECT_THAT(ids(subscription.next(1h)), ElementsAre("3"));
  EXPECT_THAT(subscription.next(1ms), IsEmpty());
  must(store(), commit("a", "4"));
  EXPECT_THAT(ids(subscription.next(1h)), ElementsAre("4"));
  EXPECT_EQ(subscription.position(), position(4));
}

TEST_P(Subscribing, EndsEmptyWhenInterrupted) {
  store().interrupt();
  Subscription subscription(store(), position(0));
  EXPECT_THAT(subscription.next(1h), IsEmpty());
}

TEST_P(Subscribing, SeesEachEventOnceAndInOrderWhileManyWrite) {
  constexpr int kWriters = 4;
  constexpr int kEach = 200;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] {
      for (int number = 0; number < kEach; ++number) {
        must(store(), commit("s" + std::to_string(number % 7),
                             std::to_string(writer) + "/" + std::to_string(number)));
      }
    });
  }
  const auto follow = [&] {
    Subscription subscription(store(), position(0), 10);
    std::vector<std::string> seen;
    while (seen.size() < kWriters * kEach) {
      for (const StoredEvent& event : subscription.next(1min)) {
        EXPECT_EQ(event.position.value(), seen.size() + 1);
        seen.push_back(event.id);
      }
    }
    return seen;
  };
  std::vector<std::string> other;
  std::thread follower([&] { other = follow(); });
  const std::vector<std::string> seen = follow();
  follower.join();
  for (std::thread& writer : writers) {
    writer.join();
  }
  EXPECT_EQ(seen, other);
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), seen.size());
}

}  // namespace
}  // namespace eventstore::test
