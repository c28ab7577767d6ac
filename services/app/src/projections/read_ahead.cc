#include "projections/read_ahead.h"

#include <array>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "events.h"

namespace app {
namespace {

using eventstore::StoredEvent;

// Enough that most providers have several events in one; about 10 MB.
constexpr std::size_t kEventsInBatch = 16'384;
constexpr std::size_t kBatches = 2;  // one being filled, one being visited

/// Its events are used again and again, and their memory with them.
class Batch {
 public:
  void begin() {
    size_ = 0;
    sorted_ = {};
    numbers_.clear();
  }
  [[nodiscard]] bool is_empty() const { return sorted_.last == 0; }
  [[nodiscard]] bool is_full() const { return size_ == kEventsInBatch; }
  void add(const StoredEvent& stored, const std::function<bool(std::string_view)>& wanted) {
    sorted_.last = stored.position.value();
    const std::string_view provider = name_in(stored.stream, kProviderStreams);
    if (provider.empty()) {
      sorted_.others.push_back(&keep(stored));
      return;
    }
    auto number = numbers_.find(provider);
    if (number == numbers_.end()) {
      if (!wanted(provider)) return;
      const std::string_view kept = name_in(keep(stored).stream, kProviderStreams);
      number = numbers_.emplace(kept, sorted_.providers.size()).first;
      sorted_.providers.push_back({kept, {&events_[size_ - 1]}});
      return;
    }
    sorted_.providers[number->second].events.push_back(&keep(stored));
  }
  [[nodiscard]] const LogBatch& sorted() const { return sorted_; }

 private:
  const StoredEvent& keep(const StoredEvent& stored) { return events_[size_++] = stored; }

  std::vector<StoredEvent> events_ = std::vector<StoredEvent>(kEventsInBatch);
  std::size_t size_ = 0;
  LogBatch sorted_;
  std::unordered_map<std::string_view, std::size_t> numbers_;  // in sorted_.providers
};

/// A ring of batches between one who fills and one who empties.
class Ring {
 public:
  /// The next batch to fill; null when nobody wants more.
  Batch* to_fill() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return filled_ - emptied_ < kBatches || enough_; });
    return enough_ ? nullptr : &batches_[filled_ % kBatches];
  }
  void filled() {
    note([this] { ++filled_; });
  }
  void end(std::exception_ptr fault) {
    note([&] {
      ended_ = true;
      fault_ = std::move(fault);
    });
  }
  /// The next batch to empty; null at the end. Throws what ended it.
  Batch* to_empty() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return filled_ > emptied_ || ended_; });
    if (filled_ > emptied_) return &batches_[emptied_ % kBatches];
    if (fault_) std::rethrow_exception(fault_);
    return nullptr;
  }
  void emptied() {
    note([this] { ++emptied_; });
  }
  void enough() {
    note([this] { enough_ = true; });
  }

 private:
  template <class Change>
  void note(const Change& change) {
    {
      const std::lock_guard lock(mutex_);
      change();
    }
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::array<Batch, kBatches> batches_;
  std::size_t filled_ = 0;
  std::size_t emptied_ = 0;
  bool ended_ = false;
  bool enough_ = false;
  std::exception_ptr fault_;
};

void fill(const eventstore::EventStore& store, std::uint64_t from, std::uint64_t to,
          const std::function<bool(std::string_view)>& wanted, Ring& ring) {
  Batch* batch = ring.to_fill();
  if (batch == nullptr) return;
  batch->begin();
  store.scan(eventstore::Position{from}, [&](const StoredEvent& stored) {
    if (stored.position.value() > to) return false;
    batch->add(stored, wanted);
    if (!batch->is_full()) return true;
    ring.filled();
    batch = ring.to_fill();
    if (batch != nullptr) batch->begin();
    return batch != nullptr;
  });
  if (batch != nullptr && !batch->is_empty()) ring.filled();
}

/// Joins in any case, before what the thread uses goes.
class ReadingThread {
 public:
  ReadingThread(Ring& ring, std::function<void()> work)
      : ring_(ring), thread_([this, work = std::move(work)] {
          std::exception_ptr fault;
          try {
            work();
          } catch (...) {
            fault = std::current_exception();
          }
          ring_.end(fault);
        }) {}
  ReadingThread(const ReadingThread&) = delete;
  ReadingThread& operator=(const ReadingThread&) = delete;
  ~ReadingThread() {
    ring_.enough();
    thread_.join();
  }

 private:
  Ring& ring_;
  std::thread thread_;
};

}  // namespace

void read_ahead(const eventstore::EventStore& store, std::uint64_t from, std::uint64_t to,
                const std::function<bool(std::string_view provider)>& wanted,
                const std::function<void(const LogBatch&)>& visit) {
  Ring ring;
  const ReadingThread thread(ring, [&] { fill(store, from, to, wanted, ring); });
  while (const Batch* batch = ring.to_empty()) {
    visit(batch->sorted());
    ring.emptied();
  }
}

}  // namespace app
