#pragma once

#include <rocksdb/write_batch.h>

#include <atomic>
#include <memory>
#include <mutex>

#include "head_file.h"
#include "open_folder.h"
#include "storage.h"
#include "tree.h"

namespace eventstore {

/// Keeps what a Sequencer orders in RocksDB: one synced batch a group.
class RocksStorage final : public Storage {
 public:
  /// `tree` is that of the events stored; `head` is told what is acknowledged, if there is one.
  RocksStorage(OpenFolder& folder, Tree tree, std::unique_ptr<HeadFile> head);
  RocksStorage(const RocksStorage&) = delete;
  RocksStorage& operator=(const RocksStorage&) = delete;
  /// Says in the head that all ends whole, if it does.
  ~RocksStorage() override;

  [[nodiscard]] std::unique_ptr<Group> new_group() override;
  [[nodiscard]] std::optional<WriteFault> write(Group& group) override;
  [[nodiscard]] Result<Tail, WriteFault> recover() override;
  [[nodiscard]] StreamVersion stored_version(const StreamId& stream) const override;
  [[nodiscard]] bool has_event(const std::string& id) const override;
  [[nodiscard]] std::optional<Answer> answer(const std::string& idempotency_key) const override;

  /// That of the groups written.
  [[nodiscard]] Frontier frontier() const;

  /// Tells what RocksDB refused: from now on it takes no writes, until it is opened anew.
  [[nodiscard]] WriteFault refused(const rocksdb::Status& status);

 private:
  class RocksGroup;

  void keep_as_written(Frontier frontier);

  OpenFolder& folder_;
  std::unique_ptr<HeadFile> head_;
  std::atomic<bool> must_reopen_ = false;
  // Of what is ordered: only the group being filled touches these.
  Tree tree_;
  Hasher hasher_;
  mutable std::mutex mutex_;
  Frontier written_;
};

}  // namespace eventstore
