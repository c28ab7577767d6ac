#include "rocks_store.h"

#include <rocksdb/env.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "log_reader.h"

namespace eventstore {
namespace {

constexpr std::chrono::milliseconds kFollowEvery{50};
// Before what is not there is taken for lost: a look takes in what one of them missed.
constexpr int kLooksMax = 40;

}  // namespace

RocksStore::RocksStore(Opened opened, const schema::Clock& clock)
    : folder_(std::move(opened.folder)),
      acknowledged_(std::move(opened.acknowledged)),
      torn_(std::move(opened.torn)),
      storage_(*folder_, std::move(opened.tail.tree), std::move(opened.head)),
      sequencer_(storage_, clock, opened.tail.last) {
  followed_.last = opened.tail.last.last.value();
}

void RocksStore::must_not_be_read_only() const {
  if (!writes(folder_->mode())) {
    throw std::logic_error("the store is open for reading only");
  }
}

void RocksStore::append(Commit commit, Done done) {
  must_not_be_read_only();
  sequencer_.append(std::move(commit), std::move(done));
}

std::optional<AppendError> RocksStore::refuses_writes() const { return sequencer_.refusal(); }

Position RocksStore::last_position() const {
  return folder_->mode() == OpenMode::kFollow ? Position{followed_.last}
                                              : sequencer_.last_position();
}

void RocksStore::take_in_what_was_written() const {
  const auto held = database();
  check(held->db().TryCatchUpWithPrimary());
  const auto value = held->get(kTree, kFrontierKey);
  if (const auto frontier = value ? frontier_of_value(*value) : std::nullopt) {
    followed_.last = frontier->size;
  }
}

// RocksDB reads the list of files first and the logs of writes then: events that the writer moved
// from a log to a file in between are in neither, until the next look.
template <class Read>
auto RocksStore::read_whole(const Read& read) const {
  for (int looks = 0;; ++looks) {
    try {
      return read();
    } catch (const StorageError&) {
      if (folder_->mode() != OpenMode::kFollow || looks == kLooksMax) throw;
    }
    look_again();
  }
}

void RocksStore::look_again() const {
  std::unique_lock lock(followed_.mutex);
  followed_.interrupts.wait_for(lock, kFollowEvery, [this] { return followed_.interrupted; });
  take_in_what_was_written();
}

StreamVersion RocksStore::ordered_version(const StreamId& stream) const {
  return sequencer_.ordered_version(stream);
}

Position RocksStore::next_position() const { return sequencer_.next_position(); }

std::vector<StoredEvent> RocksStore::read_log(Position from, std::size_t limit,
                                              Direction direction) const {
  return read_whole(
      [&] { return LogReader(*database()).log(from, last_position(), limit, direction); });
}

std::vector<StoredEvent> RocksStore::read_stream(const StreamId& stream, StreamVersion from,
                                                 std::size_t limit, Direction direction) const {
  return read_whole([&] {
    return LogReader(*database()).stream(stream, from, last_position(), limit, direction);
  });
}

void RocksStore::scan(Position from, const std::function<bool(const StoredEvent&)>& visit) const {
  const Position last = last_position();
  bool stopped = false;
  // More than once only when the database is wanted back meanwhile.
  for (Position next = from; !stopped && next <= last;) {
    read_whole([&] {
      const auto held = database();
      LogReader(*held).scan(next, last, [&](const StoredEvent& event) {
        stopped = !visit(event);
        next = Position{event.position.value() + 1};
        return !stopped && !folder_->is_wanted_back();
      });
    });
  }
}

Batch RocksStore::read_batch(Position after, const EventFilter& filter,
                             const BatchLimits& limits) const {
  return read_whole(
      [&] { return LogReader(*database()).batch(after, last_position(), filter, limits); });
}

std::optional<StoredEvent> RocksStore::find(const std::string& event_id) const {
  return LogReader(*database()).find(event_id, last_position());
}

Position RocksStore::wait_beyond(Position seen, std::chrono::milliseconds timeout) const {
  if (folder_->mode() != OpenMode::kFollow) return sequencer_.wait_beyond(seen, timeout);
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
  return LogReader(*database()).tile(level, index, last_position());
}

void RocksStore::put_side(const std::vector<SideValue>& values, bool sync) {
  must_not_be_read_only();
  write_beside(
      [&](rocksdb::WriteBatch& batch, rocksdb::ColumnFamilyHandle* family) {
        for (const SideValue& side : values) {
          check(side.value ? batch.Put(family, side.key, *side.value)
                           : batch.Delete(family, side.key));
        }
      },
      sync);
}

void RocksStore::write_beside(const FillBatch& fill, bool sync) {
  auto held = database();
  rocksdb::WriteBatch batch;
  fill(batch, held->family(kSide));
  rocksdb::WriteOptions options;
  options.sync = sync;
  const rocksdb::Status status = held->db().Write(options, &batch);
  held.reset();
  if (!status.ok()) {
    const WriteFault fault = storage_.refused(status);
    sequencer_.stop_for(fault);
    throw StorageError(fault.what);
  }
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
  write_beside(
      [&](rocksdb::WriteBatch& batch, rocksdb::ColumnFamilyHandle* family) {
        check(batch.DeleteRange(family, prefix, end));
      },
      false);
}

std::optional<std::string> RocksStore::get_side(const std::string& key) const {
  return database()->get(kSide, key);
}

void RocksStore::scan_side(
    const std::string& prefix,
    const std::function<void(std::string_view, std::string_view)>& visit) const {
  const auto held = database();
  const auto at = held->iterate(kSide, {});
  for (at->Seek(prefix); at->Valid() && at->key().starts_with(prefix); at->Next()) {
    visit(view(at->key()), view(at->value()));
  }
  check(at->status());
}

namespace {

using Opening = Result<std::unique_ptr<EventStore>, OpenError>;

Opening open_to_read(const std::filesystem::path& folder, OpenMode mode, const schema::Clock& clock,
                     rocksdb::Env& env) {
  // In this order: a server beside us writes the head after the event.
  auto acknowledged = HeadFile::read(folder, env);
  if (!acknowledged) {
    return damaged(folder, acknowledged.error());
  }
  const bool closed = *acknowledged && (**acknowledged).closed && mode == OpenMode::kReadOnly;
  auto database = Database::open(folder, mode, env, closed ? Ending::kWhole : Ending::kTorn);
  std::string torn;
  if (!database && closed) {
    torn = database.error().line;
    database = Database::open(folder, mode, env);
  }
  if (!database) {
    return database.error();
  }
  RocksStore::Opened opened{
      .tail = read_tail(**database), .acknowledged = *acknowledged, .torn = std::move(torn)};
  opened.folder = std::make_unique<OpenFolder>(folder, mode, env, std::move(*database));
  return std::make_unique<RocksStore>(std::move(opened), clock);
}

Opening open_and_guard(const std::filesystem::path& folder, OpenMode mode,
                       const schema::Clock& clock, rocksdb::Env& env) {
  auto acknowledged = HeadFile::read(folder, env);
  if (!acknowledged) {
    return damaged(folder, acknowledged.error());
  }
  const Head head = acknowledged->value_or(Head{});
  if (const auto error = look_before_writing(folder, mode, env, head)) {
    return *error;
  }
  RocksStore::Opened opened{.tail = {}, .acknowledged = *acknowledged};
  if (head.closed) {
    opened.head = HeadFile::open(folder, env, head.tree);  // no more, from the first write on
  }
  auto database = Database::open(folder, mode, env);
  if (!database) {
    return database.error();
  }
  opened.tail = read_tail(**database);
  if (!opened.tail.whole) {
    return damaged(folder, "its last events are not those that were recorded; verify says more");
  }
  opened.folder = std::make_unique<OpenFolder>(folder, mode, env, std::move(*database));
  if (opened.head) {
    opened.head->write(opened.tail.tree.frontier());
  } else {
    opened.head = HeadFile::open(folder, env, opened.tail.tree.frontier());
  }
  return std::make_unique<RocksStore>(std::move(opened), clock);
}

}  // namespace

Opening open_rocks_store(const std::filesystem::path& folder, OpenMode mode,
                         const schema::Clock& clock) {
  return open_rocks_store(folder, mode, clock, *rocksdb::Env::Default());
}

Opening open_rocks_store(const std::filesystem::path& folder, OpenMode mode,
                         const schema::Clock& clock, rocksdb::Env& env) {
  try {
    return writes(mode) ? open_and_guard(folder, mode, clock, env)
                        : open_to_read(folder, mode, clock, env);
  } catch (const StorageError& error) {
    return damaged(folder, error.what());
  }
}

}  // namespace eventstore
