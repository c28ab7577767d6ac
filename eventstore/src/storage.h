#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "eventstore/types.h"
#include "record.h"

namespace eventstore {

/// The disk would not read. A surprise: thrown.
class StorageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
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
  /// Writes all of a sealed group and syncs it. On failure says why; what was written is unknown.
  [[nodiscard]] virtual std::optional<std::string> write(Group& group) = 0;

  // What the groups written hold. Each throws StorageError when the disk does not read.
  [[nodiscard]] virtual StreamVersion stored_version(const StreamId& stream) const = 0;
  [[nodiscard]] virtual bool has_event(const std::string& id) const = 0;
  [[nodiscard]] virtual std::optional<Answer> answer(const std::string& idempotency_key) const = 0;
};

}  // namespace eventstore
