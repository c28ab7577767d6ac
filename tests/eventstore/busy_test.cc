#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <optional>

#include "eventstore/memory_store.h"
#include "eventstore/support/stores.h"

namespace eventstore::test {
namespace {

TEST(TooMuchWaitingForTheDisk, IsRefusedAsBusyUntilSomeOfItIsWritten) {
  const FakeClock clock;
  auto store = make_memory_store(clock);
  std::promise<void> first_is_written;
  std::promise<void> go_on;
  store->append(commit("a", "first"), [&](const auto& result) {
    EXPECT_TRUE(result);
    first_is_written.set_value();
    go_on.get_future().wait();  // the writer can take no more meanwhile
  });
  first_is_written.get_future().wait();

  int waiting = 0;
  std::atomic<int> written = 0;
  std::optional<AppendError> refused;
  while (!refused && waiting < 1000) {
    Commit large = commit("a", std::to_string(waiting));
    large.writes[0].events[0].payload.assign(kPayloadBytesMax, 'x');
    store->append(std::move(large), [&](const auto& result) {
      if (result) {
        ++written;
      } else {
        refused = result.error();
      }
    });
    waiting += refused ? 0 : 1;
  }
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->kind, AppendError::Kind::kBusy);
  EXPECT_FALSE(refused->may_be_written);
  EXPECT_EQ(static_cast<std::size_t>(waiting), kWaitingBytesMax / (kPayloadBytesMax + 512));
  EXPECT_FALSE(store->refuses_writes());
  go_on.set_value();
  const Position last = position(static_cast<std::uint64_t>(waiting) + 1);
  while (store->last_position() < last) {
    static_cast<void>(store->wait_beyond(store->last_position(), 1min));
  }
  must(*store, commit("a", "after"));
  EXPECT_EQ(written, waiting);
}

}  // namespace
}  // namespace eventstore::test
