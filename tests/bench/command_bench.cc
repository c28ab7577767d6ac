// Durable commands a second through the whole path (rights, JSON of the body, validation,
// idempotency, the tree, the disk, the projection running beside it), against RocksDB itself
// committing the same bytes: one writer thread, one synced WriteBatch for all that wait. Both have
// the same number of writers, each waiting for its answer before the next. `--quick` ends within 40
// s. `--writers N` runs with that many alone, for a profiler.

#include <fmt/format.h>
#include <pthread.h>
#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <semaphore>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "app/system_clock.h"
#include "app/tracker.h"
#include "eventstore/rocks_store.h"
#include "figure.h"
#include "folder.h"
#include "schema/json.h"

namespace {

using namespace gwarchod::v1;
using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr std::size_t kProviders = 2'000;
constexpr double kHoldOne = 0.80;
constexpr double kHoldMany = 0.70;

// One answer waited for, asleep: std::binary_semaphore would spin first, and take the time of
// others.
class Answer {
 public:
  void come() {
    const std::lock_guard lock(mutex_);
    here_ = true;
    come_.notify_one();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    come_.wait(lock, [this] { return here_; });
    here_ = false;
  }

 private:
  std::mutex mutex_;
  std::condition_variable come_;
  bool here_ = false;
};

// What one writer does: `write(n, answered)`, for the nth time.
using Write = std::function<void(std::size_t n, const std::function<void()>& answered)>;

// Processor time of this process so far.
double processor_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

struct Rate {
  double a_second = 0;
  double processor_microseconds = 0;  // of each, over all threads
};

Rate rate_of(const char* name, std::size_t writers, Seconds duration, const Write& write) {
  std::atomic<std::size_t> count = 0;
  std::atomic<std::size_t> next = 0;
  const double used = processor_seconds();
  const auto begun = Clock::now();
  const auto end = begun + std::chrono::duration_cast<Clock::duration>(duration);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < writers; ++i) {
    threads.emplace_back([&, name] {
      pthread_setname_np(pthread_self(), name);
      Answer answer;
      while (Clock::now() < end) {
        write(next++, [&] { answer.come(); });
        answer.wait();
        ++count;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto done = static_cast<double>(count);
  return {.a_second = done / Seconds(Clock::now() - begun).count(),
          .processor_microseconds = (processor_seconds() - used) / done * 1e6};
}

// RocksDB's own group commit: what waits is written as one synced batch, by one thread.
class RawWriter {
 public:
  explicit RawWriter(const std::filesystem::path& folder) {
    rocksdb::Options options;
    options.create_if_missing = true;
    rocksdb::DB* opened = nullptr;
    const auto status = rocksdb::DB::Open(options, folder.string(), &opened);
    if (!status.ok()) throw std::runtime_error(status.ToString());
    db_.reset(opened);
    thread_ = std::thread([this] { run(); });
  }
  RawWriter(const RawWriter&) = delete;
  RawWriter& operator=(const RawWriter&) = delete;
  ~RawWriter() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    work_.notify_one();
    thread_.join();
  }

  void write(std::string_view bytes, const std::function<void()>& answered) {
    {
      const std::lock_guard lock(mutex_);
      waiting_.push_back({std::string(bytes), answered});
    }
    work_.notify_one();
  }

 private:
  struct Waiting {
    std::string bytes;
    std::function<void()> answered;
  };

  void run() {
    pthread_setname_np(pthread_self(), "raw writer");
    rocksdb::WriteOptions synced;
    synced.sync = true;
    std::uint64_t position = 0;
    while (true) {
      std::unique_lock lock(mutex_);
      work_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      const std::vector<Waiting> group = std::exchange(waiting_, {});
      lock.unlock();
      rocksdb::WriteBatch batch;
      for (const Waiting& one : group) {
        std::string key(8, '\0');
        ++position;
        for (std::size_t i = 0; i < 8; ++i) key[i] = static_cast<char>(position >> (56 - 8 * i));
        batch.Put(key, one.bytes);
      }
      if (!db_->Write(synced, &batch).ok()) throw std::runtime_error("the disk refused");
      for (const Waiting& one : group) one.answered();
    }
  }

  std::unique_ptr<rocksdb::DB> db_;
  std::mutex mutex_;
  std::condition_variable work_;
  std::vector<Waiting> waiting_;
  bool stopping_ = false;
  std::thread thread_;
};

std::string provider_of(std::size_t n) { return fmt::format("provider-{}", n % kProviders); }

RegisterRequest registration(std::size_t n) {
  RegisterRequest request;
  request.set_provider(provider_of(n));
  request.mutable_envelope()->set_occurred_from("2024-01-01");
  request.mutable_envelope()->set_source(COUNCIL_CONTRACTS);
  const auto read =
      schema::from_json(R"({"name":"A home","sector":"PRIVATE","service":"CARE_HOME_RESIDENTIAL"})",
                        *request.mutable_body());
  if (!read) throw std::logic_error(read.error().what);
  return request;
}

// One of some two years, about one thing or another.
RecordRequest complaint(std::size_t n) {
  constexpr std::size_t kDays = 700;
  RecordRequest request;
  request.set_kind("Complaint");
  Envelope& envelope = *request.mutable_envelope();
  const schema::Day day = schema::Day{std::chrono::year{2024} / 1 / 1} +
                          std::chrono::days{static_cast<int>(n * 131 % kDays)};
  envelope.set_occurred_from(schema::to_string(day));
  envelope.set_source(COUNCIL_COMPLAINTS);
  envelope.add_themes(static_cast<Theme>(1 + n % 13));
  envelope.set_severity(MODERATE);
  envelope.set_summary(
      "Tablets were given two hours late on three evenings this week, and nobody had told the "
      "family why, nor written it in the daily notes.");
  const auto read =
      schema::from_json(R"({"stage":"LOCAL_RESOLUTION","relation":"Daughter","channel":"Letter"})",
                        *request.mutable_body());
  if (!read) throw std::logic_error(read.error().what);
  return request;
}

// Made beforehand: what a client does to make them is not measured.
std::vector<RecordRequest> complaints() {
  constexpr std::size_t kRequests = 1'009;  // a prime: no provider meets the same one again soon
  std::vector<RecordRequest> requests;
  for (std::size_t n = 0; n < kRequests; ++n) requests.push_back(complaint(n));
  return requests;
}

app::Caller officer() {
  app::Caller caller;
  caller.account = "officer";
  caller.role = OFFICER;
  caller.agency = COUNCIL_COMPLAINTS;
  return caller;
}

// A tracker that follows its store on disk, with its register filled.
class Authority {
 public:
  Authority()
      : store_(open(folder_.path(), clock_)),
        keys_(open_keys(folder_.path() / "keys")),
        ids_(app::make_random_ids(clock_)),
        tracker_(std::make_unique<app::Tracker>(*store_, *keys_, schema_, clock_, *ids_,
                                                app::Settings{})) {
    tracker_->start();
    std::counting_semaphore<> answered(0);
    for (std::size_t n = 0; n < kProviders; ++n) {
      tracker_->register_provider(caller_, registration(n), {},
                                  [&](const auto& /*recorded*/) { answered.release(); });
    }
    for (std::size_t n = 0; n < kProviders; ++n) answered.acquire();
  }

  void write(std::size_t n, const std::function<void()>& answered) {
    tracker_->record(caller_, provider_of(n), requests_[n % requests_.size()], {},
                     [answered](const auto& recorded) {
                       if (!recorded) std::abort();
                       answered();
                     });
  }
  // The bytes that one record comes to in the log.
  [[nodiscard]] std::string record_bytes() {
    Answer answer;
    write(0, [&] { answer.come(); });
    answer.wait();
    const auto stored =
        store_->read_log(store_->last_position(), 1, eventstore::EventStore::Direction::kBackward);
    const auto& event = stored.front();
    return event.stream.value() + event.id + event.type + event.payload;
  }
  [[nodiscard]] std::uint64_t behind() const {
    return tracker_->log_position() - tracker_->position();
  }

 private:
  static std::unique_ptr<eventstore::EventStore> open(const std::filesystem::path& folder,
                                                      const schema::Clock& clock) {
    auto opened = eventstore::open_rocks_store(folder, eventstore::OpenMode::kCreate, clock);
    if (!opened) throw std::runtime_error(opened.error().line);
    return std::move(*opened);
  }
  static std::unique_ptr<eventstore::Keyring> open_keys(const std::filesystem::path& folder) {
    auto opened = eventstore::open_keyring(folder, eventstore::KeyringMode::kCreate, {});
    if (!opened) throw std::runtime_error(opened.error().line);
    return std::move(*opened);
  }

  app::SystemClock clock_;
  bench::Folder folder_;
  schema::Schema schema_;
  std::unique_ptr<eventstore::EventStore> store_;
  std::unique_ptr<eventstore::Keyring> keys_;
  std::unique_ptr<app::IdSource> ids_;
  std::unique_ptr<app::Tracker> tracker_;
  app::Caller caller_ = officer();
  std::vector<RecordRequest> requests_ = complaints();
};

void run(Seconds duration, const std::vector<std::size_t>& numbers) {
  Authority authority;
  const std::string bytes = authority.record_bytes();
  const bench::Folder folder;
  RawWriter raw(folder.path());
  fmt::print("durable records of {} bytes a second, whole command path, projection running\n",
             bytes.size());
  fmt::print("{:>8} {:>14} {:>14} {:>7}\n", "writers", "RocksDB alone", "commands", "ratio");
  for (const std::size_t writers : numbers) {
    const Rate raw_rate =
        rate_of("raw client", writers, duration,
                [&](std::size_t, const auto& answered) { raw.write(bytes, answered); });
    const Rate our_rate =
        rate_of("client", writers, duration,
                [&](std::size_t n, const auto& answered) { authority.write(n, answered); });
    const double limit = raw_rate.a_second;
    const double ours = our_rate.a_second;
    fmt::print(
        "{:>8} {:>14.0f} {:>14.0f} {:>6.0f}%   {:.1f} and {:.1f} us of processor each; "
        "projection {} behind at the end\n",
        writers, limit, ours, ours / limit * 100, raw_rate.processor_microseconds,
        our_rate.processor_microseconds, authority.behind());
    if (writers == 1) bench::share("durable command, 1 writer", limit, ours, "/s", kHoldOne);
    if (writers == 64) bench::share("durable commands, 64 writers", limit, ours, "/s", kHoldMany);
  }
}

}  // namespace

int main(int argc, char** argv) {
  bool quick = false;
  std::vector<std::size_t> numbers{1, 8, 64};
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument(argv[i]);
    if (argument == "--quick") quick = true;
    if (argument == "--writers" && i + 1 < argc) numbers = {std::stoul(argv[++i])};
  }
  run(Seconds(quick ? 3 : 15), numbers);
}
