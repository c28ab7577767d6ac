#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <random>
#include <thread>

#include "eventstore/support/stores.h"

extern char** environ;

/// A child process appends and tells what was acknowledged; it is killed at a random moment.
namespace eventstore::test {
namespace {

constexpr const char* kFolderVariable = "GWARCHOD_CRASH_FOLDER";
constexpr int kWriters = 4;

/// The child: run by the drill below, never by itself.
TEST(CrashDrillChild, DISABLED_AppendsUntilKilled) {
  const char* folder = std::getenv(kFolderVariable);
  ASSERT_NE(folder, nullptr);
  const FakeClock clock;
  auto store = must_open(folder, clock);
  const std::uint64_t start = store->last_position().value();
  std::vector<std::thread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] {
      for (std::uint64_t number = 0;; ++number) {
        // Two events in two streams: both must be there, or neither.
        const std::string id =
            std::to_string(start) + "/" + std::to_string(writer) + "/" + std::to_string(number);
        Commit pair = commit("s" + std::to_string(writer), id + "a");
        pair.writes.push_back({stream("t"), ExpectedVersion::any(), {event(id + "b")}});
        pair.idempotency_key = id;
        const std::uint64_t last = must(*store, pair).last.value();
        if (write(STDOUT_FILENO, &last, sizeof(last)) != sizeof(last)) {
          _exit(1);
        }
      }
    });
  }
  writers.front().join();
}

/// Runs the child until it has acknowledged `acknowledgements` commits, and kills it.
/// Returns the highest position it acknowledged.
std::uint64_t run_and_kill(const std::filesystem::path& folder, std::uint64_t acknowledgements) {
  std::array<int, 2> pipe_ends{};
  EXPECT_EQ(pipe2(pipe_ends.data(), O_CLOEXEC), 0);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], STDOUT_FILENO);

  std::string variable = std::string{kFolderVariable} + "=" + folder.string();
  std::vector<char*> environment{variable.data()};
  for (char** one = environ; *one != nullptr; ++one) {
    environment.push_back(*one);
  }
  environment.push_back(nullptr);
  const std::string program = std::filesystem::read_symlink("/proc/self/exe");
  std::string name = program;
  std::string filter = "--gtest_filter=CrashDrillChild.*";
  std::string disabled = "--gtest_also_run_disabled_tests";
  std::string brief = "--gtest_brief=1";
  std::vector<char*> arguments{name.data(), filter.data(), disabled.data(), brief.data(), nullptr};
  pid_t child = 0;
  EXPECT_EQ(
      posix_spawn(&child, program.c_str(), &actions, nullptr, arguments.data(), environment.data()),
      0);
  posix_spawn_file_actions_destroy(&actions);
  close(pipe_ends[1]);

  std::uint64_t highest = 0;
  std::uint64_t seen = 0;
  std::uint64_t last = 0;
  while (read(pipe_ends[0], &last, sizeof(last)) == sizeof(last)) {
    highest = std::max(highest, last);
    if (++seen == acknowledgements) {
      kill(child, SIGKILL);  // and read on: what it told before it died counts
    }
  }
  close(pipe_ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  return highest;
}

TEST(AStoreKilledAnywhere, KeepsWhatItAcknowledgedWhole) {
  constexpr int kRounds = 20;
  const FakeClock clock;
  const TemporaryFolder folder;
  const auto seed = std::random_device{}();
  RecordProperty("seed", std::to_string(seed));
  std::mt19937 random(seed);
  for (int round = 0; round < kRounds; ++round) {
    const std::uint64_t acknowledgements =
        std::uniform_int_distribution<std::uint64_t>{1, 400}(random);
    const std::uint64_t acknowledged = run_and_kill(folder.path(), acknowledgements);
    ASSERT_GT(acknowledged, 0U);
    auto store = must_open(folder.path(), clock, OpenMode::kExisting);
    ASSERT_GE(store->last_position(), position(acknowledged)) << "seed " << seed;
    const Verification verification = verify(*store);
    ASSERT_TRUE(verification.whole) << verification.what << ", seed " << seed;
    ASSERT_EQ(store->last_position().value() % 2, 0U) << "half a commit, seed " << seed;
    store->scan(position(1), [&](const StoredEvent& event) {
      const bool first = event.position.value() % 2 == 1;
      EXPECT_EQ(event.id.back(), first ? 'a' : 'b');
      return !testing::Test::HasFailure();
    });
  }
}

}  // namespace
}  // namespace eventstore::test
