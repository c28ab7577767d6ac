#pragma once

#include <rocksdb/write_batch.h>

#include <mutex>

#include "database.h"
#include "storage.h"
#include "tree.h"

namespace eventstore {

/// Keeps what a Sequencer orders in RocksDB: one synced batch a group.
class RocksStorage final : public Storage {
 public:
  /// `tree` is that of the events stored.
  RocksStorage(Database& database, Tree tree);

  [[nodiscard]] std::unique_ptr<Group> new_group() override;
  [[nodiscard]] std::optional<std::string> write(Group& group) override;
  [[nodiscard]] StreamVersion stored_version(const StreamId& stream) const override;
  [[nodiscard]] bool has_event(const std::string& id) const override;
  [[nodiscard]] std::optional<Answer> answer(const std::string& idempotency_key) const override;

  /// That of the groups written.
  [[nodiscard]] Frontier frontier() const;

 private:
  class RocksGroup;

  Database& database_;
  // Of what is ordered: only the group being filled touches these.
  Tree tree_;
  Hasher hasher_;
  mutable std::mutex mutex_;
  Frontier written_;
};

}  // namespace eventstore
