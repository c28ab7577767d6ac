#pragma once

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <atomic>
#include <cstdint>
#include <memory>

namespace eventstore::test {

/// The machine's file system, until told to fail.
/// Threads: any.
class FailingDisk {
 public:
  FailingDisk();
  [[nodiscard]] rocksdb::Env& env() { return *env_; }
  /// Lets `calls` more writes and syncs through; from then on each is refused.
  void fail_after(int calls) { state_.left = calls; }
  /// Lets `calls` more syncs through; the one after that fails, once, though all is written.
  void fail_one_sync_after(int calls) { state_.syncs_left = calls; }
  /// While set, every write is refused for want of room, half of it written. What is told of the
  /// room left is not touched: as under a quota.
  void fill(bool full) { state_.full = full; }
  /// What the disk says is left, true or not.
  void set_room(std::uint64_t bytes) { state_.room = bytes; }

 private:
  class Files;
  struct State {
    std::atomic<int> left;
    std::atomic<int> syncs_left;
    std::atomic<bool> full = false;
    std::atomic<std::uint64_t> room;
  };
  friend class FailingFile;

  State state_;
  std::unique_ptr<rocksdb::Env> env_;
};

}  // namespace eventstore::test
