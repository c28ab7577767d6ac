#include <gmock/gmock.h>

#include "eventstore/support/raw_database.h"
#include "eventstore/support/stores.h"

/// An event is taken out of the database behind the store's back. Whoever reads over the hole stops
/// and names it: nobody goes on as if nothing had been there.
namespace eventstore::test {
namespace {

using Direction = EventStore::Direction;
using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr std::uint64_t kEvents = 9;
constexpr const char* kNamed = "the event at position 5 is missing";

class AHoleInTheLog : public testing::Test {
 protected:
  AHoleInTheLog() {
    auto store = must_open(folder_.path(), clock_);
    for (std::uint64_t number = 1; number <= kEvents; ++number) {
      must(*store, commit("a", std::to_string(number)));
    }
    store.reset();
    RawDatabase{folder_.path()}.remove("log", big_endian(5));
    store_ = must_open(folder_.path(), clock_, OpenMode::kReadOnly);
  }
  EventStore& store() { return *store_; }

 private:
  FakeClock clock_;
  TemporaryFolder folder_;
  std::unique_ptr<EventStore> store_;
};

TEST_F(AHoleInTheLog, StopsAScanBeforeTheEventAfterIt) {
  std::uint64_t seen = 0;
  const auto count = [&](const StoredEvent& event) {
    EXPECT_EQ(event.position, position(++seen));
    return true;
  };
  EXPECT_THAT([&] { store().scan(position(1), count); },
              ThrowsMessage<std::runtime_error>(HasSubstr(kNamed)));
  EXPECT_EQ(seen, 4U);
}

TEST_F(AHoleInTheLog, StopsReadingForwardsAndBackwards) {
  EXPECT_THAT([&] { static_cast<void>(store().read_log(position(3), 9, Direction::kForward)); },
              ThrowsMessage<std::runtime_error>(HasSubstr(kNamed)));
  EXPECT_THAT([&] { static_cast<void>(store().read_log(position(9), 9, Direction::kBackward)); },
              ThrowsMessage<std::runtime_error>(HasSubstr(kNamed)));
  EXPECT_EQ(store().read_log(position(6), 9, Direction::kForward).size(), 4U);
}

TEST_F(AHoleInTheLog, StopsReadingOfItsStream) {
  EXPECT_THAT(
      [&] {
        static_cast<void>(store().read_stream(stream("a"), version(1), 9, Direction::kForward));
      },
      ThrowsMessage<std::runtime_error>(HasSubstr(kNamed)));
}

}  // namespace
}  // namespace eventstore::test
