#include "eventstore/subscription.h"

#include <gmock/gmock.h>

#include <set>
#include <stdexcept>
#include <thread>

#include "eventstore/support/store_before.h"
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
  Subscription subscription(store(), position(1), {}, {.events = 1});
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
    Subscription subscription(store(), position(0), {}, {.events = 10});
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

TEST_P(Subscribing, PassesOverWhatIsNotWantedAndStillMovesOn) {
  for (int number = 1; number <= 10; ++number) {
    must(store(), commit(number % 5 == 0 ? "provider/a" : "account/b", std::to_string(number)));
  }
  Subscription subscription(store(), position(0), {.stream_prefix = "provider/"}, {.looked_at = 3});
  EXPECT_THAT(ids(subscription.next(1h)), ElementsAre("5"));
  EXPECT_THAT(ids(subscription.next(1h)), ElementsAre("10"));
  Subscription other(store(), position(0), {.stream = "account/"});
  EXPECT_THAT(other.next(1ms), IsEmpty());
  EXPECT_EQ(other.position(), position(10));
}

TEST_P(Subscribing, HoldsNoMoreBytesThanItsLimitButAlwaysOneEvent) {
  constexpr std::size_t kLimit = 1000;
  for (const std::size_t bytes : {400U, 400U, 400U, 5000U, 10U}) {
    Commit large = commit("a", std::to_string(store().next_position().value()));
    large.writes.front().events.front().payload.assign(bytes, 'x');
    must(store(), std::move(large));
  }
  Subscription subscription(store(), position(0), {}, {.bytes = kLimit});
  EXPECT_THAT(ids(subscription.next(1h)), ElementsAre("1", "2"));
  EXPECT_THAT(ids(subscription.next(1h)), ElementsAre("3"));
  EXPECT_THAT(ids(subscription.next(1h)), ElementsAre("4"));
  EXPECT_THAT(ids(subscription.next(1h)), ElementsAre("5"));
}

/// A store that loses an event on the way to its reader.
class Losing final : public StoreBefore {
 public:
  Losing(EventStore& store, std::uint64_t lost) : StoreBefore(store), lost_(lost) {}
  [[nodiscard]] Batch read_batch(Position after, const EventFilter& filter,
                                 const BatchLimits& limits) const override {
    Batch batch = StoreBefore::read_batch(after, filter, limits);
    std::erase_if(batch.events, [&](const auto& event) { return event.position.value() == lost_; });
    if (filter.wants_all()) return batch;
    --batch.looked_at;
    return batch;
  }

 private:
  std::uint64_t lost_;
};

TEST_P(Subscribing, StopsLoudlyAtAGap) {
  for (const char* id : {"1", "2", "3"}) must(store(), commit("a", id));
  const Losing losing(store(), 2);
  Subscription subscription(losing, position(0));
  EXPECT_THAT([&] { static_cast<void>(subscription.next(1h)); },
              testing::ThrowsMessage<std::logic_error>("the log has a gap after position 1"));
  Subscription filtered(losing, position(0), {.types = {"Complaint"}});
  EXPECT_THROW(static_cast<void>(filtered.next(1h)), std::logic_error);
}

}  // namespace
}  // namespace eventstore::test
