#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <random>

#include "eventstore/support/seed.h"
#include "eventstore/support/stores.h"

/// One bit of a store's files is flipped, anywhere: of one that was closed, and of one that was
/// killed, which left its log of writes. Either opening it, verifying it or
/// reading it says so; or everything that was acknowledged still reads as it was.
namespace eventstore::test {
namespace {

constexpr int kFlipsOfEachFile = 8;
constexpr int kFlipsOfTheLogOfWrites = 60;
constexpr int kEvents = 700;
constexpr int kEventsSinceOpening = 60;

enum class Told { kBySomething, kHarmless, kByNothing };

Commit nth_commit(int number) {
  Commit nth = commit("s" + std::to_string(number % 7), std::to_string(100'000 + number));
  nth.idempotency_key = "k" + std::to_string(number);
  return nth;
}
std::string side_value(int number) { return "the value " + std::to_string(number); }

/// Events in files of RocksDB and in its log of writes, and what stands beside them. What a killed
/// process would have left of it is copied to `killed`.
void write_store(const std::filesystem::path& folder, const std::filesystem::path& killed,
                 const schema::Clock& clock) {
  auto store = must_open(folder, clock);
  for (int number = 0; number < kEvents; ++number) {
    if (number == kEvents - kEventsSinceOpening) {
      store.reset();
      store = must_open(folder, clock);  // what was in the log of writes goes into files
    }
    store->put_side({{std::to_string(number), side_value(number)}}, false);
    must(*store, nth_commit(number));  // last: what was acknowledged covers all before it
  }
  std::filesystem::copy(folder, killed, std::filesystem::copy_options::recursive);
}

/// Whether everything that was acknowledged is read as it was.
bool reads_equal(const EventStore& store, const std::vector<StoredEvent>& expected) {
  const auto events =
      store.read_log(position(1), expected.size() + 1, EventStore::Direction::kForward);
  bool equal = events.size() == expected.size();
  for (std::size_t number = 0; equal && number < events.size(); ++number) {
    const StoredEvent& event = events[number];
    const StoredEvent& before = expected[number];
    equal = event.stream == before.stream && event.version == before.version &&
            event.recorded == before.recorded && event.id == before.id &&
            event.type == before.type && event.payload == before.payload &&
            store.find(event.id)->position == before.position;
  }
  for (int stream_number = 0; equal && stream_number < 7; ++stream_number) {
    const StreamId name = stream("s" + std::to_string(stream_number));
    const auto of_stream =
        store.read_stream(name, version(1), kEvents, EventStore::Direction::kForward);
    equal = of_stream.size() == kEvents / 7 && store.ordered_version(name) == version(kEvents / 7);
  }
  for (int number = 0; equal && number < kEvents; ++number) {
    equal = store.get_side(std::to_string(number)) == side_value(number);
  }
  return equal;
}

/// As `gwarchod verify` and the reading commands do.
Told told_by_a_reader(const std::filesystem::path& folder, const schema::Clock& clock,
                      const std::vector<StoredEvent>& expected) {
  auto store = open_rocks_store(folder, OpenMode::kReadOnly, clock);
  if (!store || !verify(**store).whole) {
    return Told::kBySomething;
  }
  try {
    return reads_equal(**store, expected) ? Told::kHarmless : Told::kByNothing;
  } catch (const std::runtime_error&) {
    return Told::kBySomething;
  }
}

/// As `gwarchod serve` does: goes on writing, without verifying.
Told told_by_a_writer(const std::filesystem::path& folder, const schema::Clock& clock,
                      const std::vector<StoredEvent>& expected) {
  auto store = open_rocks_store(folder, OpenMode::kExisting, clock);
  if (!store) {
    return Told::kBySomething;
  }
  try {
    if (!reads_equal(**store, expected)) {
      return Told::kByNothing;
    }
    for (int number = 0; number < kEvents; ++number) {
      const auto again = (*store)->append_and_wait(nth_commit(number));
      if (!again) {
        return Told::kBySomething;
      }
      if (!again->repeated) {
        return Told::kByNothing;
      }
    }
    return Told::kHarmless;
  } catch (const std::runtime_error&) {
    return Told::kBySomething;
  }
}

void flip(const std::filesystem::path& file, std::uint64_t bit) {
  std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
  bytes.seekg(static_cast<std::streamoff>(bit / 8));
  const int byte = bytes.get();
  bytes.seekp(static_cast<std::streamoff>(bit / 8));
  bytes.put(static_cast<char>(byte ^ (1 << (bit % 8))));
}

/// What a file is, by its name: "sst", "log", "MANIFEST", "head".
std::string class_of(const std::filesystem::path& file) {
  const std::string extension = file.extension();
  const std::string name = file.stem();
  return extension.empty() ? name.substr(0, name.find('-')) : extension.substr(1);
}

/// Where the records of a log of RocksDB's begin: four bytes of sum, two of length, one of type,
/// the record; none over the end of a block.
std::vector<std::uint64_t> records_of(const std::filesystem::path& file) {
  constexpr std::uint64_t kBlock = 32768;
  constexpr std::uint64_t kHeader = 7;
  std::ifstream bytes(file, std::ios::binary);
  const std::uint64_t size = std::filesystem::file_size(file);
  std::vector<std::uint64_t> starts;
  for (std::uint64_t at = 0; at + kHeader <= size;) {
    if (at % kBlock + kHeader > kBlock) {
      at += kBlock - at % kBlock;
      continue;
    }
    bytes.seekg(static_cast<std::streamoff>(at + 4));
    const auto low = static_cast<std::uint64_t>(bytes.get());
    const auto high = static_cast<std::uint64_t>(bytes.get());
    starts.push_back(at);
    at += kHeader + low + (high << 8U);
  }
  return starts;
}

class AFlippedBit : public testing::Test {
 protected:
  /// Flips bits in each file of the folder, each in a copy. Counts by class: told, harmless.
  void flip_everywhere(const std::filesystem::path& original) {
    std::mt19937_64 random(seed_of("GWARCHOD_FLIP_SEED"));
    const auto expected = must_open(original, clock_, OpenMode::kReadOnly)
                              ->read_log(position(1), kEvents, EventStore::Direction::kForward);
    ASSERT_EQ(expected.size(), static_cast<std::size_t>(kEvents));
    for (const auto& entry : std::filesystem::recursive_directory_iterator(original)) {
      if (!entry.is_regular_file() || entry.file_size() == 0) {
        continue;
      }
      const auto file = std::filesystem::relative(entry.path(), original);
      const int flips = class_of(file) == "log" ? kFlipsOfTheLogOfWrites : kFlipsOfEachFile;
      std::uniform_int_distribution<std::uint64_t> any_bit{0, entry.file_size() * 8 - 1};
      for (int number = 0; number < flips; ++number) {
        flip_in_copy(original, file, any_bit(random), expected);
        ASSERT_FALSE(HasFailure());
      }
    }
    for (const auto& [name, count] : counts_) {
      std::cout << name << ": " << count[0] << " told, " << count[1] << " harmless\n";
    }
  }
  /// Each bit of the two bytes that say how long a record of the manifest is: one that seems longer
  /// than its file is taken by RocksDB for one that was cut short.
  void flip_lengths(const std::filesystem::path& original) {
    const auto expected = must_open(original, clock_, OpenMode::kReadOnly)
                              ->read_log(position(1), kEvents, EventStore::Direction::kForward);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(original)) {
      if (class_of(entry.path()) != "MANIFEST") continue;
      const auto file = std::filesystem::relative(entry.path(), original);
      for (const std::uint64_t start : records_of(entry.path())) {
        const std::uint64_t length = start + 4;
        for (std::uint64_t bit = length * 8; bit < (length + 2) * 8; ++bit) {
          flip_in_copy(original, file, bit, expected);
        }
      }
    }
    for (const auto& [name, count] : counts_) {
      std::cout << name << ": " << count[0] << " told, " << count[1] << " harmless\n";
    }
  }
  [[nodiscard]] int told(const std::string& name) { return counts_[name][0]; }
  [[nodiscard]] int harmless(const std::string& name) { return counts_[name][1]; }
  const std::filesystem::path& folder() { return folder_.path(); }
  const FakeClock& clock() { return clock_; }

 private:
  void flip_in_copy(const std::filesystem::path& original, const std::filesystem::path& file,
                    std::uint64_t bit, const std::vector<StoredEvent>& expected) {
    const TemporaryFolder copies;
    const auto copy = copies.path() / "copy";
    std::filesystem::copy(original, copy, std::filesystem::copy_options::recursive);
    flip(copy / file, bit);
    // The reader first: it changes nothing.
    const Told by_reader = told_by_a_reader(copy, clock_, expected);
    const Told by_writer = told_by_a_writer(copy, clock_, expected);
    EXPECT_NE(by_reader, Told::kByNothing) << file << ", bit " << bit;
    EXPECT_NE(by_writer, Told::kByNothing) << file << ", bit " << bit;
    ++counts_[class_of(file)].at(by_reader == Told::kBySomething ? 0 : 1);
  }

  FakeClock clock_;
  TemporaryFolder folder_;
  std::map<std::string, std::array<int, 2>> counts_;
};

TEST_F(AFlippedBit, InALengthOfTheManifestIsToldOrHarmless) {
  write_store(folder() / "closed", folder() / "killed", clock());
  for (const char* store : {"closed", "killed"}) flip_lengths(folder() / store);
}

TEST_F(AFlippedBit, OfAClosedStoreIsToldOrHarmless) {
  write_store(folder() / "closed", folder() / "killed", clock());
  flip_everywhere(folder() / "closed");
  EXPECT_GT(told("sst"), 0);
  EXPECT_GT(told("MANIFEST"), 0);
}

TEST_F(AFlippedBit, OfAKilledStoreIsToldOrHarmlessAlsoInItsLogOfWrites) {
  write_store(folder() / "closed", folder() / "killed", clock());
  flip_everywhere(folder() / "killed");
  EXPECT_EQ(told("log"), kFlipsOfTheLogOfWrites);
  EXPECT_EQ(harmless("log"), 0);
}

}  // namespace
}  // namespace eventstore::test
