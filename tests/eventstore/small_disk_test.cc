#include <gtest/gtest.h>
#include <sys/mount.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <thread>

#include "eventstore/support/failing_disk.h"
#include "eventstore/support/stores.h"

/// A real file system, so small that it fills up.
namespace eventstore::test {
namespace {

constexpr const char* kSize = "size=160m";
constexpr std::size_t kFillerBytes = 110U << 20U;
constexpr std::size_t kEventBytes = 64U << 10U;
constexpr int kEventsMax = 4096;

class ASmallDisk : public testing::Test {
 protected:
  void SetUp() override {
    if (mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, kSize) != 0) {
      GTEST_SKIP() << "skipped: no small file system can be mounted here: " << std::strerror(errno);
    }
    mounted_ = true;
    std::ofstream(filler(), std::ios::binary) << std::string(kFillerBytes, 'x');
    // Else writes are refused before the disk is full; here the disk itself is to refuse.
    disk_.set_room(2 * kDiskReserveBytes);
  }
  void TearDown() override {
    if (mounted_) {
      umount2(folder_.path().c_str(), MNT_DETACH);
    }
  }
  [[nodiscard]] std::filesystem::path filler() const { return folder_.path() / "filler"; }
  std::unique_ptr<EventStore> open() {
    auto store = open_rocks_store(folder_.path() / "data", OpenMode::kCreate, clock_, disk_.env());
    if (!store) {
      throw std::runtime_error(store.error().line);
    }
    return std::move(*store);
  }
  /// Appends until the disk is full. Returns the ids acknowledged, and the refusal.
  static std::pair<std::vector<std::string>, AppendError> fill(EventStore& store) {
    std::vector<std::string> acknowledged;
    for (int number = 0; number < kEventsMax; ++number) {
      const auto appended = store.append_and_wait(large(std::to_string(number)));
      if (!appended) {
        return {std::move(acknowledged), appended.error()};
      }
      acknowledged.push_back(std::to_string(number));
    }
    throw std::runtime_error("the disk did not fill up");
  }
  static Commit large(const std::string& id) {
    Commit large = commit("a", id);
    std::string payload(kEventBytes, '\0');
    std::uint64_t noise = std::hash<std::string>{}(id);
    for (char& byte : payload) {  // does not compress
      noise = noise * 6364136223846793005U + 1442695040888963407U;
      byte = static_cast<char>(noise >> 56U);
    }
    large.writes[0].events[0].payload = std::move(payload);
    large.idempotency_key = id;
    return large;
  }

 private:
  FakeClock clock_;
  TemporaryFolder folder_;
  FailingDisk disk_;
  bool mounted_ = false;
};

TEST_F(ASmallDisk, ThatIsFullIsReadAndWrittenToAgainWhenRoomReturns) {
  auto store = open();
  const auto [acknowledged, refused] = fill(*store);
  EXPECT_EQ(refused.kind, AppendError::Kind::kDiskFull) << refused.what;
  EXPECT_EQ(store->refuses_writes()->kind, AppendError::Kind::kDiskFull);
  EXPECT_EQ(ids(store->read_log(position(1), kEventsMax, EventStore::Direction::kForward)),
            acknowledged);

  std::filesystem::remove(filler());
  const std::string next = std::to_string(acknowledged.size());  // that which was refused
  auto again = store->append_and_wait(large(next));
  for (; !again; again = store->append_and_wait(large(next))) {
    ASSERT_EQ(again.error().kind, AppendError::Kind::kDiskFull) << again.error().what;
    std::this_thread::yield();
  }
  EXPECT_EQ(store->last_position(), position(acknowledged.size() + 1));
  EXPECT_FALSE(store->refuses_writes());
  store.reset();
  store = open();
  EXPECT_EQ(store->last_position(), position(acknowledged.size() + 1));
  const Verification verification = verify(*store);
  EXPECT_TRUE(verification.whole) << verification.what;
}

}  // namespace
}  // namespace eventstore::test
