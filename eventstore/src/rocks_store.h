#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>

#include "database.h"
#include "eventstore/rocks_store.h"
#include "head_file.h"
#include "open_folder.h"
#include "rocks_storage.h"
#include "sequencer.h"
#include "stored_tail.h"

namespace eventstore {

/// The store of a data folder: joins the sequencer, what it writes to, and the reader.
class RocksStore final : public EventStore {
 public:
  /// What a folder was opened with.
  struct Opened {
    std::unique_ptr<OpenFolder> folder;
    StoredTail tail;
    std::optional<Head> acknowledged;  // as the file `head` had it, if there is one
    std::unique_ptr<HeadFile> head;    // to be kept up; none when only reading
    std::string torn = {};             // why its log of writes does not end whole, though it should
  };
  RocksStore(Opened opened, const schema::Clock& clock);

  void append(Commit commit, Done done) override;
  [[nodiscard]] std::optional<AppendError> refuses_writes() const override;
  [[nodiscard]] Position last_position() const override;
  [[nodiscard]] StreamVersion ordered_version(const StreamId& stream) const override;
  [[nodiscard]] Position next_position() const override;
  [[nodiscard]] std::vector<StoredEvent> read_log(Position from, std::size_t limit,
                                                  Direction direction) const override;
  [[nodiscard]] std::vector<StoredEvent> read_stream(const StreamId& stream, StreamVersion from,
                                                     std::size_t limit,
                                                     Direction direction) const override;
  void scan(Position from, const std::function<bool(const StoredEvent&)>& visit) const override;
  [[nodiscard]] Batch read_batch(Position after, const EventFilter& filter,
                                 const BatchLimits& limits) const override;
  [[nodiscard]] std::optional<StoredEvent> find(const std::string& event_id) const override;
  [[nodiscard]] Position wait_beyond(Position seen,
                                     std::chrono::milliseconds timeout) const override;
  void interrupt() override;
  [[nodiscard]] TreeHead tree_head() const override;
  [[nodiscard]] std::vector<Hash> tile(unsigned level, std::uint64_t index) const override;
  void put_side(const std::vector<SideValue>& values, bool sync) override;
  void clear_side(const std::string& prefix) override;
  [[nodiscard]] std::optional<std::string> get_side(const std::string& key) const override;
  void scan_side(
      const std::string& prefix,
      const std::function<void(std::string_view, std::string_view)>& visit) const override;

  /// The database, kept open as long as this is held.
  [[nodiscard]] std::shared_ptr<const Database> database() const { return folder_->database(); }
  /// What was acknowledged before the folder was opened, if its file `head` was there to tell.
  [[nodiscard]] const std::optional<Head>& acknowledged() const { return acknowledged_; }
  /// Why its log of writes does not end whole, though it was closed; empty when it does.
  [[nodiscard]] const std::string& torn() const { return torn_; }

 private:
  using FillBatch = std::function<void(rocksdb::WriteBatch&, rocksdb::ColumnFamilyHandle*)>;

  void must_not_be_read_only() const;
  void write_beside(const FillBatch& fill, bool sync);
  void take_in_what_was_written() const;
  /// What `read` returns; where another process writes, again after another look at it, when it
  /// met what is not there.
  template <class Read>
  auto read_whole(const Read& read) const;
  void look_again() const;

  std::unique_ptr<OpenFolder> folder_;
  const std::optional<Head> acknowledged_;
  const std::string torn_;
  RocksStorage storage_;

  /// Of another process's log, in OpenMode::kFollow.
  struct Followed {
    std::mutex mutex;
    std::condition_variable interrupts;
    bool interrupted = false;
    std::atomic<std::uint64_t> last;
  };
  mutable Followed followed_;
  Sequencer sequencer_;  // last: it stops before what it writes to goes
};

}  // namespace eventstore
