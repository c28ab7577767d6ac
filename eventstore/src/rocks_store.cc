#include "rocks_store.h"

#include <rocksdb/env.h>

#include <algorithm>
#include <stdexcept>

namespace eventstore {
namespace {

constexpr std::chrono::milliseconds kFollowEvery{50};

/// What the store goes on from.
struct Tail {
  Tree tree;
  Sequencer::Tail last;
  bool whole;
};

/// The greatest key of a family; empty when it has none.
std::string last_key(const Database& database, Family family) {
  const auto last = database.iterate(family, {});
  last->SeekToLast();
  check(last->status());
  return last->Valid() ? last->key().ToString() : std::string{};
}

/// Reads the last events, as far as the tree's growing tile needs them.
Tail read_tail(const Database& database, const Frontier& frontier) {
  Tail tail{.whole = true};
  Hasher hasher;
  std::vector<Hash> leaves;
  const std::uint64_t first = frontier.size - frontier.size % kTileHashes + 1;
  // One more, for its instant, when the growing tile is empty.
  for (std::uint64_t position = std::min(first, frontier.size); position <= frontier.size;
       ++position) {
    const auto value = position > 0 ? database.get(kLog, log_key(position)) : std::nullopt;
    const auto stored = value ? parse_log_value(*value) : std::nullopt;
    RecordView record;
    if (!stored || !decode_record(stored->record, record)) {
      tail.whole = tail.whole && position == 0;
      continue;
    }
    const Hash leaf = hasher.leaf(stored->record);
    tail.whole = tail.whole && view_of(leaf) == stored->leaf;
    tail.last.recorded = record.recorded;
    if (position >= first) {
      leaves.push_back(leaf);
    }
  }
  const auto read_tile = [&](unsigned level, std::uint64_t index) {
    return database.get(kTree, tile_key(level, index));
  };
  tail.whole = tail.tree.restore(frontier, std::move(leaves), read_tile) && tail.whole;
  tail.whole = tail.whole && position_of_key(last_key(database, kLog)).value_or(0) == frontier.size;
  tail.last.last = Position{frontier.size};
  tail.last.greatest_id = last_key(database, kIds);
  return tail;
}

OpenError damaged(const std::filesystem::path& folder, const std::string& what) {
  return {OpenError::Kind::kDamaged,
          "gwarchod: the data folder " + folder.string() + " is damaged (" + what + ")"};
}

}  // namespace

RocksStore::RocksStore(std::unique_ptr<Database> database, Tree tree, const Sequencer::Tail& tail,
                       OpenMode mode, const schema::Clock& clock)
    : database_(std::move(database)),
      mode_(mode),
      reader_(*database_),
      storage_(*database_, std::move(tree)),
      sequencer_(storage_, clock, tail) {
  followed_.last = tail.last.value();
}

void RocksStore::must_not_be_read_only() const {
  if (!writes(mode_)) {
    throw std::logic_error("the store is open for reading only");
  }
}

void RocksStore::append(Commit commit, Done done) {
  must_not_be_read_only();
  sequencer_.append(std::move(commit), std::move(done));
}

Position RocksStore::last_position() const {
  return mode_ == OpenMode::kFollow ? Position{followed_.last} : sequencer_.last_position();
}

void RocksStore::take_in_what_was_written() const {
  check(database_->db().TryCatchUpWithPrimary());
  const auto value = database_->get(kTree, kFrontierKey);
  if (const auto frontier = value ? frontier_of_value(*value) : std::nullopt) {
    followed_.last = frontier->size;
  }
}

StreamVersion RocksStore::ordered_version(const StreamId& stream) const {
  return sequencer_.ordered_version(stream);
}

Position RocksStore::next_position() const { return sequencer_.next_position(); }

std::vector<StoredEvent> RocksStore::read_log(Position from, std::size_t limit,
                                              Direction direction) const {
  return reader_.log(from, last_position(), limit, direction);
}

std::vector<StoredEvent> RocksStore::read_stream(const StreamId& stream, StreamVersion from,
                                                 std::size_t limit, Direction direction) const {
  return reader_.stream(stream, from, last_position(), limit, direction);
}

void RocksStore::scan(Position from, const std::function<bool(const StoredEvent&)>& visit) const {
  reader_.scan(from, last_position(), visit);
}

Batch RocksStore::read_batch(Position after, const EventFilter& filter,
                             const BatchLimits& limits) const {
  return reader_.batch(after, last_position(), filter, limits);
}

std::optional<StoredEvent> RocksStore::find(const std::string& event_id) const {
  return reader_.find(event_id, last_position());
}

Position RocksStore::wait_beyond(Position seen, std::chrono::milliseconds timeout) const {
  if (mode_ != OpenMode::kFollow) return sequencer_.wait_beyond(seen, timeout);
  // Nobody tells a reader that another process has written: it looks.
  const auto until = std::chrono::steady_clock::now() + timeout;
  std::unique_lock lock(followed_.mutex);
  while (!followed_.interrupted) {
    take_in_what_was_written();
    const auto now = std::chrono::steady_clock::now();
    if (last_position() > seen || now >= until) break;
    followed_.interrupts.wait_until(lock, std::min(until, now + kFollowEvery));
  }
  return last_position();
}

void RocksStore::interrupt() {
  {
    const std::lock_guard lock(followed_.mutex);
    followed_.interrupted = true;
  }
  followed_.interrupts.notify_all();
  sequencer_.interrupt();
}

EventStore::TreeHead RocksStore::tree_head() const {
  const Frontier frontier = storage_.frontier();
  Hasher hasher;
  return {frontier.size, frontier.root(hasher)};
}

std::vector<Hash> RocksStore::tile(unsigned level, std::uint64_t index) const {
  return reader_.tile(level, index, last_position());
}

void RocksStore::put_side(const std::vector<SideValue>& values, bool sync) {
  must_not_be_read_only();
  rocksdb::WriteBatch batch;
  for (const SideValue& side : values) {
    check(side.value ? batch.Put(database_->family(kSide), side.key, *side.value)
                     : batch.Delete(database_->family(kSide), side.key));
  }
  rocksdb::WriteOptions options;
  options.sync = sync;
  check(database_->db().Write(options, &batch));
}

void RocksStore::clear_side(const std::string& prefix) {
  must_not_be_read_only();
  std::string end = prefix;  // the least key that is greater than all of them
  while (!end.empty() && end.back() == '\xff') {
    end.pop_back();
  }
  if (end.empty()) {
    throw std::logic_error("a prefix that every side value has");
  }
  ++end.back();
  check(database_->db().DeleteRange({}, database_->family(kSide), prefix, end));
}

std::optional<std::string> RocksStore::get_side(const std::string& key) const {
  return database_->get(kSide, key);
}

void RocksStore::scan_side(
    const std::string& prefix,
    const std::function<void(std::string_view, std::string_view)>& visit) const {
  const auto at = database_->iterate(kSide, {});
  for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
    visit(view(at->key()), view(at->value()));
  }
  check(at->status());
}

Result<std::unique_ptr<EventStore>, OpenError> open_rocks_store(const std::filesystem::path& folder,
                                                                OpenMode mode,
                                                                const schema::Clock& clock) {
  return open_rocks_store(folder, mode, clock, *rocksdb::Env::Default());
}

Result<std::unique_ptr<EventStore>, OpenError> open_rocks_store(const std::filesystem::path& folder,
                                                                OpenMode mode,
                                                                const schema::Clock& clock,
                                                                rocksdb::Env& env) {
  try {
    auto database = Database::open(folder, mode, env);
    if (!database) {
      return database.error();
    }
    const auto value = (*database)->get(kTree, kFrontierKey);
    const auto frontier = value ? frontier_of_value(*value) : Frontier{};
    if (!frontier) {
      return damaged(folder, "the head of the tree cannot be read");
    }
    Tail tail = read_tail(**database, *frontier);
    if (!tail.whole && writes(mode)) {
      return damaged(folder, "its last events are not those that were recorded; verify says more");
    }
    return std::make_unique<RocksStore>(std::move(*database), std::move(tail.tree), tail.last, mode,
                                        clock);
  } catch (const StorageError& error) {
    return damaged(folder, error.what());
  }
}

}  // namespace eventstore
