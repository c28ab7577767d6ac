// Durable appends and scans of the event store, each beside what RocksDB itself does in the same
// run.
// `--quick` ends within 40 seconds.

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "eventstore/rocks_store.h"
#include "folder.h"

namespace {

using bench::Folder;

using namespace eventstore;
using SteadyClock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr std::size_t kPayloadBytes = 200;  // a record of about 290 bytes
constexpr std::uint64_t kStreams = 1000;
constexpr double kAppendHold = 0.70;
constexpr double kScanHold = 0.60;

class SystemClock final : public schema::Clock {
 public:
  [[nodiscard]] Instant now() const override {
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now());
  }
};

void must(const rocksdb::Status& status) {
  if (!status.ok()) {
    throw std::runtime_error(status.ToString());
  }
}

/// In the shape of a UUIDv7: ordered in time, random at its end.
std::string event_id(std::uint64_t number) {
  std::uint64_t random = (number + 1) * 0x9E3779B97F4A7C15U;
  random ^= random >> 29U;
  std::string id(37, '\0');
  std::snprintf(id.data(), id.size(), "%08llx-%04llx-7%03llx-8%03llx-%012llx",
                static_cast<unsigned long long>(number >> 16U & 0xFFFFFFFFU),
                static_cast<unsigned long long>(number & 0xFFFFU),
                static_cast<unsigned long long>(random >> 52U),
                static_cast<unsigned long long>(random >> 40U & 0xFFFU),
                static_cast<unsigned long long>(random & 0xFFFFFFFFFFFFU));
  id.pop_back();
  return id;
}

std::string payload(std::uint64_t number) {
  // Half of it varies, as a record's text does.
  std::string bytes(kPayloadBytes, 'x');
  std::uint64_t random = number * 0xD1342543DE82EF95U + 1;
  for (std::size_t at = 0; at < kPayloadBytes; at += 2) {
    random = random * 6364136223846793005U + 1442695040888963407U;
    bytes[at] = static_cast<char>('a' + (random >> 59U) % 26);
  }
  return bytes;
}

Commit commit(std::uint64_t number) {
  Commit commit;
  commit.writes.push_back({StreamId{"provider/" + std::to_string(number % kStreams)},
                           ExpectedVersion::any(),
                           {{event_id(number), "Complaint", payload(number)}}});
  return commit;
}

std::unique_ptr<EventStore> open(const Folder& folder, const schema::Clock& clock) {
  auto store = open_rocks_store(folder.path(), OpenMode::kCreate, clock);
  if (!store) {
    throw std::runtime_error(store.error().line);
  }
  return std::move(*store);
}

/// Runs `writers` writers, each with one commit in flight, as the server's connections have: one
/// thread hands commits over as answers come. `hand_over(number, done)` begins one.
/// Returns commits a second.
template <class HandOver>
double run_in_flight(std::size_t writers, std::uint64_t& number, Seconds duration,
                     HandOver hand_over) {
  std::mutex mutex;
  std::condition_variable answered;
  std::size_t ready = writers;
  std::size_t in_flight = 0;
  std::uint64_t handed_over = 0;
  const auto done = [&] {
    const std::lock_guard lock(mutex);
    ++ready;
    --in_flight;
    if (ready == 1 || in_flight == 0) {
      answered.notify_one();
    }
  };
  const auto start = SteadyClock::now();
  std::unique_lock lock(mutex);
  while (SteadyClock::now() - start < duration) {
    answered.wait(lock, [&] { return ready > 0; });
    const std::size_t now = std::exchange(ready, 0);
    in_flight += now;
    lock.unlock();
    for (std::size_t writer = 0; writer < now; ++writer) {
      hand_over(number++, done);
    }
    handed_over += now;
    lock.lock();
  }
  answered.wait(lock, [&] { return in_flight == 0; });
  return static_cast<double>(handed_over) / Seconds(SteadyClock::now() - start).count();
}

double appends_in_flight(EventStore& store, std::size_t writers, std::uint64_t& number,
                         Seconds duration) {
  return run_in_flight(writers, number, duration, [&](std::uint64_t next, const auto& done) {
    store.append(commit(next), [&done](const Result<Appended, AppendError>& result) {
      if (!result) {
        throw std::runtime_error("an append failed");
      }
      done();
    });
  });
}

/// The same with a thread for each writer, which waits for its answer.
double appends_by_threads(EventStore& store, std::size_t writers, std::uint64_t& number,
                          Seconds duration) {
  std::vector<std::thread> threads;
  std::vector<std::uint64_t> appended(writers);
  const auto start = SteadyClock::now();
  for (std::size_t writer = 0; writer < writers; ++writer) {
    threads.emplace_back([&, writer, next = number + writer]() mutable {
      for (; SteadyClock::now() - start < duration; next += writers) {
        if (!store.append_and_wait(commit(next))) {
          throw std::runtime_error("an append failed");
        }
        ++appended[writer];
      }
    });
  }
  std::uint64_t sum = 0;
  std::uint64_t most = 0;
  for (std::size_t writer = 0; writer < writers; ++writer) {
    threads[writer].join();
    sum += appended[writer];
    most = std::max(most, appended[writer]);
  }
  number += writers * (most + 1);
  return static_cast<double>(sum) / Seconds(SteadyClock::now() - start).count();
}

/// RocksDB alone: one thread writing batches of values of a record's size, each synced; no order,
/// no indexes, no hashes.
class Raw {
 public:
  explicit Raw(const Folder& folder) {
    rocksdb::Options options;
    options.create_if_missing = true;
    options.compression = rocksdb::kLZ4Compression;
    rocksdb::DB* db = nullptr;
    must(rocksdb::DB::Open(options, folder.path() / "raw", &db));
    db_.reset(db);
  }

  /// Batches that are always full.
  double full_batches(std::size_t records, Seconds duration) {
    std::uint64_t written = 0;
    const auto start = SteadyClock::now();
    while (SteadyClock::now() - start < duration) {
      rocksdb::WriteBatch batch;
      for (std::size_t record = 0; record < records; ++record) {
        put(batch, value(next_));
      }
      sync(batch);
      written += records;
    }
    return static_cast<double>(written) / Seconds(SteadyClock::now() - start).count();
  }

  /// Group commit: the thread writes whatever `writers` writers, each with one value in flight,
  /// have handed over.
  double in_flight(std::size_t writers, Seconds duration) {
    std::mutex mutex;
    std::condition_variable work;
    std::vector<Item> items;
    bool ending = false;
    std::thread writer([&] {
      std::unique_lock lock(mutex);
      for (;;) {
        work.wait(lock, [&] { return ending || !items.empty(); });
        if (items.empty()) {
          return;
        }
        const std::vector<Item> group = std::exchange(items, {});
        lock.unlock();
        write_and_answer(group);
        lock.lock();
      }
    });
    std::uint64_t number = 0;
    const double rate =
        run_in_flight(writers, number, duration, [&](std::uint64_t next, const auto& done) {
          Item item{value(next), [&done] { done(); }};
          const std::lock_guard lock(mutex);
          items.push_back(std::move(item));
          if (items.size() == 1) {
            work.notify_one();
          }
        });
    {
      const std::lock_guard lock(mutex);
      ending = true;
    }
    work.notify_one();
    writer.join();
    return rate;
  }

 private:
  struct Item {
    std::string value;
    std::function<void()> done;
  };

  /// As long as a record: id and payload, and what else it has.
  static std::string value(std::uint64_t number) {
    constexpr std::size_t kHeadBytes = 34 + 12 + 9;  // numbers and lengths, stream, type
    return event_id(number) + std::string(kHeadBytes, 'h') + payload(number);
  }

  void write_and_answer(const std::vector<Item>& group) {
    rocksdb::WriteBatch batch;
    for (const Item& item : group) {
      put(batch, item.value);
    }
    sync(batch);
    for (const Item& item : group) {
      item.done();
    }
  }

  void put(rocksdb::WriteBatch& batch, const std::string& value) {
    std::string key;
    for (int shift = 56; shift >= 0; shift -= 8) {
      key.push_back(static_cast<char>(next_ >> shift & 0xFFU));
    }
    ++next_;
    must(batch.Put(key, value));
  }

  void sync(rocksdb::WriteBatch& batch) {
    rocksdb::WriteOptions synced;
    synced.sync = true;
    must(db_->Write(synced, &batch));
  }

  std::unique_ptr<rocksdb::DB> db_;
  std::uint64_t next_ = 0;
};

double median(std::vector<double> figures) {
  std::sort(figures.begin(), figures.end());
  return figures[figures.size() / 2];
}

const char* verdict(double ratio, double hold) { return ratio >= hold ? "holds" : "falls short"; }

void measure_appends(Seconds duration, int rounds) {
  const SystemClock clock;
  const Folder folder;
  auto store = open(folder, clock);
  Raw raw(folder);
  std::uint64_t number = 0;
  std::printf("durable appends a second, %zu-byte payloads, median of %d rounds\n", kPayloadBytes,
              rounds);
  std::printf("full batches: RocksDB, one thread, each batch a record of every writer\n");
  std::printf("group commit: RocksDB, one thread writing what as many writers hand over\n");
  std::printf("%8s %14s %14s %14s %14s  %s\n", "writers", "full batches", "group commit", "store",
              "by threads", "store / group commit");
  for (const std::size_t writers : {std::size_t{1}, std::size_t{8}, std::size_t{64}}) {
    std::vector<double> full;
    std::vector<double> limit;
    std::vector<double> in_flight;
    std::vector<double> threads;
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
      full.push_back(raw.full_batches(writers, duration));
      limit.push_back(raw.in_flight(writers, duration));
      in_flight.push_back(appends_in_flight(*store, writers, number, duration));
      threads.push_back(appends_by_threads(*store, writers, number, duration));
      ratios.push_back(in_flight.back() / limit.back());
    }
    std::printf("%8zu %14.0f %14.0f %14.0f %14.0f  %.0f %% %s (70 %%)\n", writers, median(full),
                median(limit), median(in_flight), median(threads), 100 * median(ratios),
                verdict(median(ratios), kAppendHold));
    std::fflush(stdout);
  }
}

/// Iterates the log's family of a closed store.
double raw_scan(const Folder& folder, std::uint64_t events) {
  const std::string path = folder.path() / "events";
  std::vector<std::string> names;
  must(rocksdb::DB::ListColumnFamilies({}, path, &names));
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const std::string& name : names) {
    families.emplace_back(name, rocksdb::ColumnFamilyOptions{});
  }
  rocksdb::DB* opened = nullptr;
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::Options as_written;
  as_written.track_and_verify_wals_in_manifest = true;
  must(rocksdb::DB::OpenForReadOnly(as_written, path, families, &handles, &opened));
  const std::unique_ptr<rocksdb::DB> db{opened};
  const auto log =
      static_cast<std::size_t>(std::find(names.begin(), names.end(), "log") - names.begin());
  rocksdb::ReadOptions options;
  options.readahead_size = 2U << 20U;
  options.fill_cache = false;
  const auto start = SteadyClock::now();
  std::uint64_t seen = 0;
  std::uint64_t bytes = 0;
  {
    const std::unique_ptr<rocksdb::Iterator> at{db->NewIterator(options, handles[log])};
    for (at->SeekToFirst(); at->Valid(); at->Next()) {
      ++seen;
      bytes += at->value().size();
    }
  }
  const double seconds = Seconds(SteadyClock::now() - start).count();
  for (rocksdb::ColumnFamilyHandle* handle : handles) {
    must(db->DestroyColumnFamilyHandle(handle));
  }
  if (seen != events || bytes == 0) {
    throw std::runtime_error("the raw scan saw another number of events");
  }
  return static_cast<double>(seen) / seconds;
}

void measure_scans(std::uint64_t events, int rounds) {
  constexpr std::uint64_t kCommitEvents = 20'000;
  const SystemClock clock;
  const Folder folder;
  auto start = SteadyClock::now();
  {
    auto store = open(folder, clock);
    for (std::uint64_t number = 0; number < events;) {
      Commit many;
      for (std::uint64_t end = number + kCommitEvents; number < end; ++number) {
        many.writes.push_back(std::move(commit(number).writes.front()));
      }
      if (!store->append_and_wait(std::move(many))) {
        throw std::runtime_error("an append failed");
      }
    }
  }
  const auto rate = [&] {
    return static_cast<double>(events) / Seconds(SteadyClock::now() - start).count();
  };
  std::printf("\n%llu events in commits of %llu\n", static_cast<unsigned long long>(events),
              static_cast<unsigned long long>(kCommitEvents));
  std::printf("import           %12.0f events/s\n", rate());
  std::vector<double> limit;
  std::vector<double> ours;
  for (int round = 0; round < rounds; ++round) {
    limit.push_back(raw_scan(folder, events));
    auto store = open_rocks_store(folder.path(), OpenMode::kReadOnly, clock);
    start = SteadyClock::now();
    std::uint64_t seen = 0;
    (*store)->scan(Position{1}, [&](const StoredEvent& event) {
      seen += event.payload.empty() ? 0 : 1;
      return true;
    });
    ours.push_back(static_cast<double>(seen) / Seconds(SteadyClock::now() - start).count());
  }
  const double ratio = median(ours) / median(limit);
  std::printf("iterate, RocksDB %12.0f events/s\n", median(limit));
  std::printf("scan             %12.0f events/s  %.0f%% %s (60 %%)\n", median(ours), 100 * ratio,
              verdict(ratio, kScanHold));
  start = SteadyClock::now();
  auto store = open(folder, clock);
  std::printf("open             %12.0f ms\n", 1000 * Seconds(SteadyClock::now() - start).count());
  start = SteadyClock::now();
  const Verification verification = verify(*store);
  std::printf("verify           %12.0f events/s, %s\n", rate(),
              verification.whole ? "whole" : verification.what.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  const bool quick = argc > 1 && std::string{argv[1]} == "--quick";
  measure_appends(Seconds{quick ? 0.5 : 2.0}, quick ? 3 : 5);
  measure_scans(quick ? 200'000 : 4'000'000, 3);
  return 0;
}
