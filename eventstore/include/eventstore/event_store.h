#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/types.h"

namespace eventstore {

/// Which events are wanted. What is empty asks for nothing.
struct EventFilter {
  std::string stream_prefix;       // of streams whose name begins so
  std::string stream;              // of this very stream
  std::vector<std::string> types;  // of one of these types

  [[nodiscard]] bool wants(std::string_view of_stream, std::string_view type) const;
  [[nodiscard]] bool wants_all() const {
    return stream_prefix.empty() && stream.empty() && types.empty();
  }
};

/// Where a batch ends, whichever comes first.
struct BatchLimits {
  std::size_t events = 1024;
  std::size_t bytes = 4U << 20U;      // of what is stored of them; a larger event comes alone
  std::size_t looked_at = 1U << 16U;  // wanted or not
};

/// Part of the log, without what was not wanted.
struct Batch {
  std::vector<StoredEvent> events;
  std::size_t looked_at = 0;
  Position through;  // everything up to here was looked at
};

/// An append-only log of one authority. It knows nothing of care: bytes, streams, positions,
/// hashes. Two stores keep this contract, and one test suite holds both to it: MemoryStore and
/// RocksStore.
/// Errors:  reads and put_side throw std::runtime_error when the disk refuses, or what it gives is
///          not what was written.
/// Threads: every member may be called from any thread.
class EventStore {
 public:
  using Done = std::function<void(const Result<Appended, AppendError>&)>;

  EventStore() = default;
  EventStore(const EventStore&) = delete;
  EventStore& operator=(const EventStore&) = delete;
  virtual ~EventStore() = default;

  /// Orders a commit: expectations are checked and positions given before this returns, in call
  /// order. `done` is called once, after the commit's group is synced to disk, on the store's
  /// writer thread (or, when refused, before this returns, on the caller's): keep it short and
  /// never append from it and wait. A commit refused writes nothing. Commits already ordered but
  /// not yet on disk count for the expectations of later ones; if their group then fails, every
  /// later one fails with it. Writes are then refused until the disk takes them again, which is
  /// tried without being asked; what is on record is still read, and repeats of it answered.
  virtual void append(Commit commit, Done done) = 0;

  /// `append`, waited for. Blocks for one disk sync at most: not for an io_context thread.
  [[nodiscard]] Result<Appended, AppendError> append_and_wait(Commit commit);

  /// Why writes are refused now: the disk is full, or failed. Nothing while they are taken.
  [[nodiscard]] virtual std::optional<AppendError> refuses_writes() const = 0;

  /// The last position on disk, which readers see; 0 when empty.
  [[nodiscard]] virtual Position last_position() const = 0;

  /// Version of a stream counting what is ordered (not only what is on disk); 0 when there is none.
  [[nodiscard]] virtual StreamVersion ordered_version(const StreamId& stream) const = 0;
  /// The position the next event ordered will be given.
  [[nodiscard]] virtual Position next_position() const = 0;

  enum class Direction { kForward, kBackward };

  /// Events of the log from `from` on, inclusive, at most `limit`, in the direction asked.
  [[nodiscard]] virtual std::vector<StoredEvent> read_log(Position from, std::size_t limit,
                                                          Direction direction) const = 0;
  /// Events of one stream from `from` on, inclusive.
  [[nodiscard]] virtual std::vector<StoredEvent> read_stream(const StreamId& stream,
                                                             StreamVersion from, std::size_t limit,
                                                             Direction direction) const = 0;
  /// Calls `visit` for each event from `from` to the last on disk when the scan began; stops early
  /// when it returns false. Faster than read_log: the StoredEvent is reused.
  virtual void scan(Position from, const std::function<bool(const StoredEvent&)>& visit) const = 0;
  /// The next part of the log after `after` that the filter wants, within the limits. Events that
  /// it does not want are not copied.
  [[nodiscard]] virtual Batch read_batch(Position after, const EventFilter& filter,
                                         const BatchLimits& limits) const = 0;
  [[nodiscard]] virtual std::optional<StoredEvent> find(const std::string& event_id) const = 0;

  /// Waits until last_position() > `seen`, or the timeout, or interrupt(); returns last_position().
  [[nodiscard]] virtual Position wait_beyond(Position seen,
                                             std::chrono::milliseconds timeout) const = 0;
  /// Makes every waiter return now, and later waits return at once: used when closing.
  virtual void interrupt() = 0;

  /// RFC 6962 tree over the events' bytes: leaf = SHA-256(0x00 || record bytes), at
  /// last_position().
  struct TreeHead {
    std::uint64_t size;
    Hash root;
  };
  [[nodiscard]] virtual TreeHead tree_head() const = 0;
  /// Hashes of that tree, in the tiles of C2SP tlog-tiles: tile (level, index) holds the roots of
  /// the complete subtrees of height 8 * level, from number 256 * index on, at most 256. Empty
  /// when there are none yet. Proofs are made of these: proof.h.
  [[nodiscard]] virtual std::vector<Hash> tile(unsigned level, std::uint64_t index) const = 0;

  /// A small value kept beside the log (not part of it, not evidence): a projection's state with
  /// its checkpoint, a key for cursors. Written together, synced or not as `sync` says.
  struct SideValue {
    std::string key;
    std::optional<std::string> value;  // nothing: removed
  };
  virtual void put_side(const std::vector<SideValue>& values, bool sync) = 0;
  /// Removes every side value whose key begins so (not empty), without reading them.
  virtual void clear_side(const std::string& prefix) = 0;
  [[nodiscard]] virtual std::optional<std::string> get_side(const std::string& key) const = 0;
  /// Every side value whose key begins so, in key order.
  virtual void scan_side(
      const std::string& prefix,
      const std::function<void(std::string_view key, std::string_view value)>& visit) const = 0;
};

}  // namespace eventstore
