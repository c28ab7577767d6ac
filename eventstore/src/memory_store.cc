#include "eventstore/memory_store.h"

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <stdexcept>
#include <unordered_map>

#include "batch_room.h"
#include "eventstore/merkle.h"
#include "sequencer.h"
#include "storage.h"
#include "tree.h"

namespace eventstore {
namespace {

class MemoryGroup final : public Group {
 public:
  void add(const RecordView& record) override {
    assign(events.emplace_back(), record);
    bytes_.clear();
    encode_record(record, bytes_);
    leaves.push_back(hasher_.leaf(bytes_));
  }
  void add(const std::string& idempotency_key, const Answer& answer) override {
    answers.emplace_back(idempotency_key, answer);
  }
  void seal() override {}

  std::vector<StoredEvent> events;
  std::vector<Hash> leaves;
  std::vector<std::pair<std::string, Answer>> answers;

 private:
  Hasher hasher_;
  std::string bytes_;
};

class MemoryStorage final : public Storage {
 public:
  std::unique_ptr<Group> new_group() override { return std::make_unique<MemoryGroup>(); }

  std::optional<WriteFault> write(Group& group) override {
    auto& written = static_cast<MemoryGroup&>(group);
    const std::unique_lock lock(mutex_);
    for (StoredEvent& event : written.events) {
      streams_[event.stream].push_back(event.position);
      ids_.emplace(event.id, event.position);
      events_.push_back(std::move(event));
    }
    for (const Hash& leaf : written.leaves) {
      tree_.add(hasher_, leaf, [this](unsigned height, const Hash& root) {
        if (height % kTileHeight == 0) {
          levels_.resize(std::max<std::size_t>(levels_.size(), height / kTileHeight + 1));
          levels_[height / kTileHeight].push_back(root);
        }
      });
    }
    for (auto& [key, answer] : written.answers) {
      answers_.emplace(std::move(key), std::move(answer));
    }
    return std::nullopt;
  }

  Result<Tail, WriteFault> recover() override { throw std::logic_error("memory does not fail"); }

  StreamVersion stored_version(const StreamId& stream) const override {
    const std::shared_lock lock(mutex_);
    const auto found = streams_.find(stream);
    return StreamVersion{found == streams_.end() ? 0 : found->second.size()};
  }
  bool has_event(const std::string& id) const override {
    const std::shared_lock lock(mutex_);
    return ids_.contains(id);
  }
  std::optional<Answer> answer(const std::string& idempotency_key) const override {
    const std::shared_lock lock(mutex_);
    const auto found = answers_.find(idempotency_key);
    return found == answers_.end() ? std::nullopt : std::optional{found->second};
  }

  /// Calls `visit` with events `from`, from+1 (or from-1), ... up to `last`, until it returns
  /// false.
  template <class Visit>
  void visit_log(Position from, Position last, EventStore::Direction direction, Visit visit) const {
    const std::shared_lock lock(mutex_);
    const bool forward = direction == EventStore::Direction::kForward;
    std::uint64_t at =
        forward ? std::max<std::uint64_t>(from.value(), 1) : std::min(from.value(), last.value());
    while (at >= 1 && at <= last.value() && visit(events_[at - 1])) {
      at += forward ? 1 : ~std::uint64_t{0};
    }
  }

  /// As visit_log, over one stream by version.
  template <class Visit>
  void visit_stream(const StreamId& stream, StreamVersion from, Position last,
                    EventStore::Direction direction, Visit visit) const {
    const std::shared_lock lock(mutex_);
    const auto found = streams_.find(stream);
    if (found == streams_.end()) {
      return;
    }
    const std::vector<Position>& positions = found->second;
    const bool forward = direction == EventStore::Direction::kForward;
    std::uint64_t at = forward ? std::max<std::uint64_t>(from.value(), 1)
                               : std::min<std::uint64_t>(from.value(), positions.size());
    for (; at >= 1 && at <= positions.size(); at += forward ? 1 : ~std::uint64_t{0}) {
      const Position position = positions[at - 1];
      if (position <= last && !visit(events_[position.value() - 1])) {
        return;
      }
    }
  }

  std::optional<StoredEvent> find(const std::string& id, Position last) const {
    const std::shared_lock lock(mutex_);
    const auto found = ids_.find(id);
    if (found == ids_.end() || found->second > last) {
      return std::nullopt;
    }
    return events_[found->second.value() - 1];
  }

  EventStore::TreeHead tree_head() const {
    const std::shared_lock lock(mutex_);
    Hasher hasher;
    return {tree_.size, tree_.root(hasher)};
  }

  std::vector<Hash> tile(unsigned level, std::uint64_t index) const {
    const std::shared_lock lock(mutex_);
    if (level >= levels_.size() || index > levels_[level].size() / kTileHashes) {
      return {};
    }
    const auto first = levels_[level].begin() + static_cast<std::ptrdiff_t>(index * kTileHashes);
    const auto count = std::min<std::ptrdiff_t>(kTileHashes, levels_[level].end() - first);
    return {first, first + count};
  }

 private:
  mutable std::shared_mutex mutex_;
  std::deque<StoredEvent> events_;
  std::unordered_map<StreamId, std::vector<Position>> streams_;
  std::unordered_map<std::string, Position> ids_;
  std::unordered_map<std::string, Answer> answers_;
  Frontier tree_;
  std::vector<std::vector<Hash>> levels_;  // those of the tiles, end to end
  Hasher hasher_;
};

class MemoryStore final : public EventStore {
 public:
  explicit MemoryStore(const schema::Clock& clock) : sequencer_(storage_, clock, {}) {}

  void append(Commit commit, Done done) override {
    sequencer_.append(std::move(commit), std::move(done));
  }
  std::optional<AppendError> refuses_writes() const override { return sequencer_.refusal(); }
  Position last_position() const override { return sequencer_.last_position(); }
  StreamVersion ordered_version(const StreamId& stream) const override {
    return sequencer_.ordered_version(stream);
  }
  Position next_position() const override { return sequencer_.next_position(); }

  std::vector<StoredEvent> read_log(Position from, std::size_t limit,
                                    Direction direction) const override {
    std::vector<StoredEvent> events;
    if (limit > 0) {
      storage_.visit_log(from, last_position(), direction, [&](const StoredEvent& event) {
        events.push_back(event);
        return events.size() < limit;
      });
    }
    return events;
  }
  std::vector<StoredEvent> read_stream(const StreamId& stream, StreamVersion from,
                                       std::size_t limit, Direction direction) const override {
    std::vector<StoredEvent> events;
    if (limit > 0) {
      storage_.visit_stream(stream, from, last_position(), direction, [&](const auto& event) {
        events.push_back(event);
        return events.size() < limit;
      });
    }
    return events;
  }
  void scan(Position from, const std::function<bool(const StoredEvent&)>& visit) const override {
    // In batches, so that `visit` may call the store: no lock is held while it runs.
    constexpr std::size_t kBatch = 256;
    const Position last = last_position();
    std::uint64_t next = std::max<std::uint64_t>(from.value(), 1);
    while (next <= last.value()) {
      for (const StoredEvent& event : read_log(Position{next}, kBatch, Direction::kForward)) {
        if (event.position > last || !visit(event)) {
          return;
        }
        next = event.position.value() + 1;
      }
    }
  }
  Batch read_batch(Position after, const EventFilter& filter,
                   const BatchLimits& limits) const override {
    Batch batch{.through = after};
    BatchRoom room(limits);
    storage_.visit_log(Position{after.value() + 1}, last_position(), Direction::kForward,
                       [&](const StoredEvent& event) {
                         if (!room.may_look_at(batch.looked_at)) return false;
                         if (filter.wants(event.stream.value(), event.type)) {
                           if (!room.take(view_of(event))) return false;
                           batch.events.push_back(event);
                         }
                         ++batch.looked_at;
                         batch.through = event.position;
                         return true;
                       });
    return batch;
  }
  std::optional<StoredEvent> find(const std::string& event_id) const override {
    return storage_.find(event_id, last_position());
  }

  Position wait_beyond(Position seen, std::chrono::milliseconds timeout) const override {
    return sequencer_.wait_beyond(seen, timeout);
  }
  void interrupt() override { sequencer_.interrupt(); }
  TreeHead tree_head() const override { return storage_.tree_head(); }
  std::vector<Hash> tile(unsigned level, std::uint64_t index) const override {
    return storage_.tile(level, index);
  }

  void put_side(const std::vector<SideValue>& values, bool) override {
    const std::lock_guard lock(side_mutex_);
    for (const SideValue& side : values) {
      if (side.value) {
        side_[side.key] = *side.value;
      } else {
        side_.erase(side.key);
      }
    }
  }
  void clear_side(const std::string& prefix) override {
    const std::lock_guard lock(side_mutex_);
    std::erase_if(side_, [&](const auto& side) { return side.first.starts_with(prefix); });
  }
  std::optional<std::string> get_side(const std::string& key) const override {
    const std::lock_guard lock(side_mutex_);
    const auto found = side_.find(key);
    return found == side_.end() ? std::nullopt : std::optional{found->second};
  }
  void scan_side(
      const std::string& prefix,
      const std::function<void(std::string_view, std::string_view)>& visit) const override {
    std::map<std::string, std::string> found;  // a copy: `visit` may call the store
    {
      const std::lock_guard lock(side_mutex_);
      for (auto at = side_.lower_bound(prefix); at != side_.end() && at->first.starts_with(prefix);
           ++at) {
        found.insert(*at);
      }
    }
    for (const auto& [key, value] : found) {
      visit(key, value);
    }
  }

 private:
  MemoryStorage storage_;
  mutable std::mutex side_mutex_;
  std::map<std::string, std::string> side_;
  Sequencer sequencer_;  // last: it stops before what it writes to goes
};

}  // namespace

std::unique_ptr<EventStore> make_memory_store(const schema::Clock& clock) {
  return std::make_unique<MemoryStore>(clock);
}

}  // namespace eventstore
