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
#include "recent_ids.h"
#include "schema/time.h"
#include "storage.h"

namespace eventstore {

/// Orders commits, and writes them in groups: while one group syncs, the next is ordered.
/// Checks, positions, record bytes and hashes are made on the caller's thread under one mutex; the
/// writer thread only writes, tells who waits, and answers.
///
/// When many commits are in flight, the writer gives those just answered a moment to come back
/// before it takes the next group. Else the first to come back would get a sync of its own, and the
/// rest the next: twice the syncs. It waits for all of them where a write takes longer than their
/// coming back; else for half, so that the other half is ordered while these sync. It waits no
/// longer than a write takes, and never for others when there is but one writer. A group of none
/// but unhurried commits waits some milliseconds for one that is in a hurry.
///
/// When a group fails, everything ordered after it is void. The writer goes back to what is on the
/// disk, answers the failed group by whether it is there, and refuses writes until the storage
/// takes them again, for which it asks every quarter of a second, or more seldom where asking takes
/// long.
///
/// Threads: any.
class Sequencer {
 public:
  using Done = EventStore::Done;

  /// `tail` is of what the storage holds already.
  Sequencer(Storage& storage, const schema::Clock& clock, const Tail& tail);
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
  [[nodiscard]] std::optional<AppendError> refusal() const;

  /// Takes no more commits until the storage has recovered: something else could not be written.
  void stop_for(const WriteFault& fault);

 private:
  using Outcome = Result<Appended, AppendError>;
  struct Waiting {
    Done done;
    Appended answer;
  };
  /// Commits that will be on disk together.
  struct Batch {
    std::unique_ptr<Group> group;
    std::vector<Waiting> waiting;
    std::size_t hurried = 0;                                  // of those waiting
    std::chrono::steady_clock::time_point first_at, last_at;  // when those were ordered
    std::unordered_set<std::string> ids;
    std::unordered_map<std::string, Answer> answers;
    bool writes = false;  // false: only repeats and checks, nothing to sync
    Position last;
    std::size_t bytes = 0;
  };
  struct Known {
    StreamVersion version;
    Position last;  // of the stream's last event; 0 when it was read from disk
  };

  [[nodiscard]] std::optional<Outcome> order(Commit& commit, Done& done);
  [[nodiscard]] Outcome refuse(const Commit& commit) const;
  [[nodiscard]] std::optional<Outcome> repeated(const Commit& commit) const;
  [[nodiscard]] std::optional<AppendError> check_room(std::size_t bytes) const;
  [[nodiscard]] std::optional<AppendError> check_versions(const Commit& commit);
  [[nodiscard]] std::optional<AppendError> take_ids(const Commit& commit);
  [[nodiscard]] bool has_id(const std::string& id) const;
  void give_back_ids(const Commit& commit, std::size_t count);
  [[nodiscard]] std::optional<Answer> answer(const std::string& idempotency_key) const;
  [[nodiscard]] Known& known(const StreamId& stream) const;
  [[nodiscard]] Appended give_positions(const Commit& commit);

  void write_groups();
  void gather(std::unique_lock<std::mutex>& lock);
  void wait_in_line(const Commit& commit, Waiting waiting);
  void fail(std::unique_lock<std::mutex>& lock, Batch failed, const WriteFault& fault);
  void recover(std::unique_lock<std::mutex>& lock);
  [[nodiscard]] bool try_to_recover(std::unique_lock<std::mutex>& lock);
  void finish(Batch& batch, const std::optional<AppendError>& refusal);
  void advance(Position last);
  void tell_followers();
  void forget_written_versions();
  [[nodiscard]] Batch empty_batch();

  Storage& storage_;
  const schema::Clock& clock_;

  mutable std::mutex mutex_;  // all down to the blank line
  std::condition_variable work_;
  Batch open_;
  Batch writing_;
  mutable std::unordered_map<StreamId, Known> versions_;
  std::vector<Known*> writes_;  // of the commit being ordered, one for each StreamWrite
  RecentIds recent_ids_;
  Position next_;
  Instant recorded_;
  std::optional<WriteFault> fault_;  // set: commits are refused
  std::size_t wanted_ = 1;           // how many in a hurry must wait before the writer is woken
  bool asleep_ = false;              // the writer waits for work_
  // In a hurry, when the last group was answered: those of it, and those waiting.
  std::size_t in_flight_ = 0;
  std::chrono::steady_clock::duration
      return_time_{};  // from one commit that comes back to the next
  std::chrono::steady_clock::duration last_write_{};
  std::chrono::steady_clock::duration last_try_{};  // to recover
  bool stopping_ = false;

  mutable std::mutex tail_mutex_;  // interrupted_, and changes of last_
  mutable std::condition_variable tail_;
  std::atomic<std::uint64_t> last_;
  bool interrupted_ = false;

  std::thread writer_;  // last: it uses all of the above
};

}  // namespace eventstore
