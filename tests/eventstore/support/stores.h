#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "eventstore/event_store.h"
#include "eventstore/rocks_store.h"

/// What the event store's tests share: a clock that stands still, folders that go away, short ways
/// to say a commit, and the stores that keep the contract.
namespace eventstore::test {

using namespace std::chrono_literals;

/// Stands at 1,000 seconds after 1970 until set. Threads: any.
class FakeClock final : public schema::Clock {
 public:
  [[nodiscard]] Instant now() const override { return Instant{std::chrono::microseconds{now_}}; }
  void set(Instant instant) { now_ = instant.time_since_epoch().count(); }

 private:
  std::atomic<std::int64_t> now_{1'000'000'000};
};

/// A folder of its own, removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

[[nodiscard]] StreamId stream(std::string name);
[[nodiscard]] StreamVersion version(std::uint64_t number);
[[nodiscard]] Position position(std::uint64_t number);
[[nodiscard]] NewEvent event(std::string id);
/// One event, into one stream.
[[nodiscard]] Commit commit(std::string stream_name, std::string id,
                            ExpectedVersion expected = ExpectedVersion::any());
[[nodiscard]] Hash hash_of(std::uint8_t seed);
[[nodiscard]] std::vector<std::string> ids(const std::vector<StoredEvent>& events);
/// The kind of the refusal; fails the test when there was none.
[[nodiscard]] AppendError::Kind refusal(const Result<Appended, AppendError>& result);
/// Appends, and fails the test when it is refused.
Appended must(EventStore& store, Commit commit);

/// Opens the store in a folder, and fails the test when it does not open.
[[nodiscard]] std::unique_ptr<EventStore> must_open(const std::filesystem::path& folder,
                                                    const schema::Clock& clock,
                                                    OpenMode mode = OpenMode::kCreate);

/// A test of the contract: run once over each kind of store.
class StoreTest : public testing::TestWithParam<std::string> {
 protected:
  StoreTest();
  EventStore& store() { return *store_; }
  FakeClock& clock() { return clock_; }

 private:
  FakeClock clock_;
  TemporaryFolder folder_;
  std::unique_ptr<EventStore> store_;
};

}  // namespace eventstore::test

/// Runs a suite over each kind of store.
#define GWARCHOD_OVER_ALL_STORES(suite)                                                  \
  INSTANTIATE_TEST_SUITE_P(Over, suite,                                                  \
                           testing::Values(std::string{"memory"}, std::string{"rocks"}), \
                           [](const auto& info) { return info.param; })
