#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "eventstore/event_store.h"
#include "schema/time.h"
#include "storage.h"

namespace eventstore {

/// Orders commits, and writes them in groups: while one group syncs, the next is ordered.
/// Checks, positions, record bytes and hashes are made on the caller's thread under one mutex; the
/// writer thread only writes, tells who waits, and answers.
/// Threads: any.
class Sequencer {
 public:
  using Done = EventStore::Done;

  /// `last` and `recorded` are those of the last event in the storage.
  Sequencer(Storage& storage, const schema::Clock& clock, Position last, Instant recorded);
  Sequencer(const Sequencer&) = delete;
  Sequencer& operator=(const Sequencer&) = delete;
  /// Writes what is ordered, then stops.
  ~Sequencer();

  // As EventStore has them.
  void append(Commit commit, Done done);
  [[nodiscard]] Position last_position() const { return Position{last_.load()}; }
  [[nodiscard]] StreamVersion ordered_version(const StreamId& stream) const;
  [[nodiscard]] Position next_position() const;
  [[nodiscard]] Position wait_beyond(Position seen, std::chrono::milliseconds timeout) const;
  void interrupt();

 private:
  struct Waiting {
    Done done;
    Appended answer;
  };
  /// Commits that will be on disk together.
  struct Batch {
    std::unique_ptr<Group> group;
    std::vector<Waiting> waiting;
    std::unordered_set<std::string> ids;
    std::unordered_map<std::string, Answer> answers;
    bool writes = false;  // false: only repeats and checks, nothing to sync
    Position last;
  };
  struct Known {
    StreamVersion version;
    Position last;  // of the stream's last event; 0 when it was read from disk
  };

  [[nodiscard]] std::optional<AppendError> order(Commit& commit, Done& done);
  [[nodiscard]] std::optional<AppendError> check_versions(const Commit& commit) const;
  [[nodiscard]] std::optional<AppendError> take_ids(const Commit& commit);
  [[nodiscard]] bool has_id(const std::string& id) const;
  [[nodiscard]] std::optional<Answer> answer(const std::string& idempotency_key) const;
  [[nodiscard]] StreamVersion version_of(const StreamId& stream) const;
  [[nodiscard]] Appended give_positions(const Commit& commit);

  void write_groups();
  void finish(Batch& batch, const std::optional<std::string>& failure);
  void publish(Position last);
  void forget_written_versions();
  [[nodiscard]] Batch empty_batch();

  Storage& storage_;
  const schema::Clock& clock_;

  mutable std::mutex mutex_;  // all down to the blank line
  std::condition_variable work_;
  Batch open_;
  Batch writing_;
  mutable std::unordered_map<StreamId, Known> versions_;
  Position next_;
  Instant recorded_;
  std::optional<std::string> failure_;
  bool idle_ = false;  // the writer waits for work_
  bool stopping_ = false;

  mutable std::mutex tail_mutex_;  // interrupted_, and changes of last_
  mutable std::condition_variable tail_;
  std::atomic<std::uint64_t> last_;
  bool interrupted_ = false;

  std::thread writer_;  // last: it uses all of the above
};

}  // namespace eventstore
