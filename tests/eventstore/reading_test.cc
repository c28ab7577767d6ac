#include <gmock/gmock.h>

#include <thread>

#include "eventstore/support/stores.h"

namespace eventstore::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Direction = EventStore::Direction;

class Reading : public StoreTest {
 protected:
  Reading() {
    for (const auto& [name, id] : std::vector<std::pair<std::string, std::string>>{
             {"a", "1"}, {"ab", "2"}, {"a", "3"}, {"b", "4"}, {"a", "5"}}) {
      must(store(), commit(name, id));
    }
  }
  std::vector<std::string> log(std::uint64_t from, std::size_t limit, Direction direction) {
    return ids(store().read_log(position(from), limit, direction));
  }
  std::vector<std::string> of(const std::string& name, std::uint64_t from, std::size_t limit,
                              Direction direction) {
    return ids(store().read_stream(stream(name), version(from), limit, direction));
  }
};
GWARCHOD_OVER_ALL_STORES(Reading);

TEST_P(Reading, TheLogForwardStartsAtThePositionGiven) {
  EXPECT_THAT(log(0, 9, Direction::kForward), ElementsAre("1", "2", "3", "4", "5"));
  EXPECT_THAT(log(2, 2, Direction::kForward), ElementsAre("2", "3"));
  EXPECT_THAT(log(6, 9, Direction::kForward), IsEmpty());
  EXPECT_THAT(log(1, 0, Direction::kForward), IsEmpty());
}

TEST_P(Reading, TheLogBackwardStartsAtThePositionGiven) {
  EXPECT_THAT(log(99, 2, Direction::kBackward), ElementsAre("5", "4"));
  EXPECT_THAT(log(3, 9, Direction::kBackward), ElementsAre("3", "2", "1"));
  EXPECT_THAT(log(0, 9, Direction::kBackward), IsEmpty());
}

TEST_P(Reading, AStreamForwardHoldsOnlyItsOwnEvents) {
  EXPECT_THAT(of("a", 0, 9, Direction::kForward), ElementsAre("1", "3", "5"));
  EXPECT_THAT(of("a", 2, 1, Direction::kForward), ElementsAre("3"));
  EXPECT_THAT(of("ab", 1, 9, Direction::kForward), ElementsAre("2"));
  EXPECT_THAT(of("a", 4, 9, Direction::kForward), IsEmpty());
  EXPECT_THAT(of("nobody", 1, 9, Direction::kForward), IsEmpty());
}

TEST_P(Reading, AStreamBackwardHoldsOnlyItsOwnEvents) {
  EXPECT_THAT(of("a", 99, 2, Direction::kBackward), ElementsAre("5", "3"));
  EXPECT_THAT(of("a", ~std::uint64_t{0}, 9, Direction::kBackward), ElementsAre("5", "3", "1"));
  EXPECT_THAT(of("b", 1, 9, Direction::kBackward), ElementsAre("4"));
  EXPECT_THAT(of("a", 0, 9, Direction::kBackward), IsEmpty());
  EXPECT_THAT(of("nobody", 9, 9, Direction::kBackward), IsEmpty());
}

TEST_P(Reading, AScanStopsWhenTold) {
  std::vector<std::string> seen;
  store().scan(position(2), [&](const StoredEvent& event) {
    seen.push_back(event.id);
    return seen.size() < 3;
  });
  EXPECT_THAT(seen, ElementsAre("2", "3", "4"));
}

TEST_P(Reading, AScanMayReadAndAppend) {
  std::size_t seen = 0;
  store().scan(position(1), [&](const StoredEvent& event) {
    ++seen;
    must(store(), commit("c", "again " + event.id));
    return store().find(event.id).has_value();
  });
  EXPECT_EQ(seen, 5U);  // what came after the scan began is not in it
}

TEST_P(Reading, FindsAnEventByItsId) {
  EXPECT_EQ(store().find("4")->position, position(4));
  EXPECT_FALSE(store().find("6"));
  EXPECT_FALSE(store().find(""));
}

TEST_P(Reading, SideValuesAreKeptReplacedAndRemoved) {
  store().put_side({{"k/1", "one"}, {"k/2", "two"}, {"l", "other"}}, true);
  store().put_side({{"k/1", std::nullopt}, {"k/3", std::string("\0", 1)}}, false);
  EXPECT_FALSE(store().get_side("k/1"));
  EXPECT_EQ(store().get_side("k/2"), "two");
  std::vector<std::string> seen;
  store().scan_side("k/", [&](std::string_view key, std::string_view) { seen.emplace_back(key); });
  EXPECT_THAT(seen, ElementsAre("k/2", "k/3"));
}

class Waiting : public StoreTest {};
GWARCHOD_OVER_ALL_STORES(Waiting);

TEST_P(Waiting, ReturnsAtOnceWhenThereIsMore) {
  must(store(), commit("a", "1"));
  EXPECT_EQ(store().wait_beyond(position(0), 1h), position(1));
}

TEST_P(Waiting, EndsWhenAnEventReachesTheDisk) {
  std::thread writer([&] { must(store(), commit("a", "1")); });
  EXPECT_EQ(store().wait_beyond(position(0), 1h), position(1));
  writer.join();
}

TEST_P(Waiting, EndsAtTheTimeout) { EXPECT_EQ(store().wait_beyond(position(0), 1ms), position(0)); }

TEST_P(Waiting, EndsWhenInterruptedAndStaysSo) {
  std::thread closer([&] { store().interrupt(); });
  EXPECT_EQ(store().wait_beyond(position(0), 1h), position(0));
  closer.join();
  EXPECT_EQ(store().wait_beyond(position(0), std::chrono::milliseconds::max()), position(0));
}

}  // namespace
}  // namespace eventstore::test
