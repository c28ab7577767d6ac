#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "eventstore/types.h"
#include "record.h"

namespace eventstore {

/// The disk would not read, or what it gives is not what was written (damage: no second try helps).
/// A surprise: thrown.
class StorageError : public std::runtime_error {
 public:
  explicit StorageError(const std::string& what, bool is_damage = false)
      : runtime_error(what), is_damage_(is_damage) {}
  [[nodiscard]] bool is_damage() const { return is_damage_; }

 private:
  bool is_damage_;
};

/// Why a group could not be written.
struct WriteFault {
  AppendError::Kind kind;  // kDiskFull or kStorageFailed
  std::string what;        // a plain word, for people
  bool touched = true;     // some of it may be on the disk
  bool lasting = false;    // what is on the disk is not what was written: no more is to be
};

/// What a commit is refused with for it.
[[nodiscard]] inline AppendError refusal_for(const WriteFault& fault, bool may_be_written) {
  return {fault.kind, {}, {}, fault.what, may_be_written};
}

/// Where what a storage holds ends.
struct Tail {
  Position last;
  Instant recorded;         // of the last event
  std::string greatest_id;  // of all events
};

/// What is kept of a commit that had an idempotency key.
struct Answer {
  Hash content_hash;
  Appended appended;
};

/// What the next write will hold, filled in order while the one before it is on its way to the
/// disk.
/// Threads: one at a time.
class Group {
 public:
  Group() = default;
  Group(const Group&) = delete;
  Group& operator=(const Group&) = delete;
  virtual ~Group() = default;

  virtual void add(const RecordView& record) = 0;
  virtual void add(const std::string& idempotency_key, const Answer& answer) = 0;
  /// Nothing more comes; every group before this one has been sealed.
  virtual void seal() = 0;
};

/// Where a Sequencer keeps what it orders, and looks up what it kept.
/// Threads: reads from any; groups are filled by one thread and written by another, in order.
class Storage {
 public:
  Storage() = default;
  Storage(const Storage&) = delete;
  Storage& operator=(const Storage&) = delete;
  virtual ~Storage() = default;

  [[nodiscard]] virtual std::unique_ptr<Group> new_group() = 0;
  /// Writes all of a sealed group and syncs it. Returns why it could not; no group is then written
  /// until recover() succeeds.
  [[nodiscard]] virtual std::optional<WriteFault> write(Group& group) = 0;
  /// Goes back to what is on the disk: all of the group that failed, or none. Every group made
  /// before is void, and gone. Blocks for as long as that takes.
  /// Returns why it cannot be written to yet; to be tried again unless that is lasting.
  [[nodiscard]] virtual Result<Tail, WriteFault> recover() = 0;

  // What the groups written hold. Each throws StorageError when the disk does not read.
  [[nodiscard]] virtual StreamVersion stored_version(const StreamId& stream) const = 0;
  [[nodiscard]] virtual bool has_event(const std::string& id) const = 0;
  [[nodiscard]] virtual std::optional<Answer> answer(const std::string& idempotency_key) const = 0;
};

}  // namespace eventstore
