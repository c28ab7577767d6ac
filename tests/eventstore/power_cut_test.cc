#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "eventstore/support/forgetful_disk.h"
#include "eventstore/support/seed.h"
#include "eventstore/support/stores.h"

/// The power goes at a random moment; what was not synced is lost, in part or whole.
namespace eventstore::test {
namespace {

constexpr int kRounds = 120;
constexpr int kWriters = 3;
/// Where the power goes, counted in calls of the file system: while opening, or later.
constexpr std::uint64_t kCallsMax = 150;

/// What was acknowledged in all rounds: an event's id, and where it is.
class Acknowledged {
 public:
  void add(const std::string& id, Position at) {
    const std::lock_guard lock(mutex_);
    events_[id] = at;
  }
  void expect_in(const EventStore& store) const {
    for (const auto& [id, at] : events_) {
      const auto found = store.find(id);
      ASSERT_TRUE(found) << id << " was acknowledged at " << at.value();
      ASSERT_EQ(found->position, at);
    }
  }
  [[nodiscard]] std::size_t count() const { return events_.size(); }

 private:
  std::mutex mutex_;
  std::map<std::string, Position> events_;
};

/// Pairs of events, half of them with keys; side values that are not synced between them.
void write_until_refused(EventStore& store, const std::string& name, Acknowledged& acknowledged) {
  for (int number = 0;; ++number) {
    const std::string id = name + "/" + std::to_string(number);
    Commit pair = commit(name, id + "a");
    pair.writes.push_back({stream("shared"), ExpectedVersion::any(), {event(id + "b")}});
    pair.idempotency_key = number % 2 == 0 ? id : "";
    const auto appended = store.append_and_wait(pair);
    if (!appended) {
      return;
    }
    acknowledged.add(id + "a", appended->first);
    acknowledged.add(id + "b", appended->last);
    try {
      store.put_side({{name, id}}, false);
    } catch (const std::runtime_error&) {
      return;
    }
  }
}

void run_until_the_power_goes(const std::filesystem::path& folder, const schema::Clock& clock,
                              int round, std::mt19937& random, Acknowledged& acknowledged) {
  ForgetfulDisk disk;
  disk.cut_after(std::uniform_int_distribution<std::uint64_t>{0, kCallsMax}(random));
  {
    auto store = open_rocks_store(folder, OpenMode::kCreate, clock, disk.env());
    std::vector<std::thread> writers;
    for (int writer = 0; store && writer < kWriters; ++writer) {
      writers.emplace_back([&, writer] {
        const std::string name = std::to_string(round) + "/" + std::to_string(writer);
        write_until_refused(**store, name, acknowledged);
      });
    }
    for (std::thread& writer : writers) {
      writer.join();
    }
  }
  disk.lose(random);
}

TEST(APowerCut, LosesNothingThatWasAcknowledgedAndLeavesNothingHalf) {
  const FakeClock clock;
  const TemporaryFolder folder;
  const auto seed = seed_of("GWARCHOD_POWER_SEED");
  std::mt19937 random(seed);
  Acknowledged acknowledged;
  for (int round = 0; round < kRounds; ++round) {
    run_until_the_power_goes(folder.path(), clock, round, random, acknowledged);
    auto store = open_rocks_store(folder.path(), OpenMode::kCreate, clock);
    ASSERT_TRUE(store) << store.error().line << ", round " << round << ", seed " << seed;
    ASSERT_EQ((*store)->last_position().value() % 2, 0U) << "half a commit, seed " << seed;
    acknowledged.expect_in(**store);
    const Verification verification = verify(**store);
    ASSERT_TRUE(verification.whole) << verification.what << ", seed " << seed;
    ASSERT_FALSE(HasFailure()) << "round " << round << ", seed " << seed;
  }
  EXPECT_GT(acknowledged.count(), static_cast<std::size_t>(kRounds));
}

}  // namespace
}  // namespace eventstore::test
