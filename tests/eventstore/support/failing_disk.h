#pragma once

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <atomic>
#include <memory>

namespace eventstore::test {

/// The machine's file system, until told to fail: from then on every write and sync is refused.
/// Threads: any.
class FailingDisk {
 public:
  FailingDisk();
  [[nodiscard]] rocksdb::Env& env() { return *env_; }
  /// Lets `calls` more writes and syncs through.
  void fail_after(int calls) { left_ = calls; }

 private:
  class Files;

  std::atomic<int> left_;
  std::unique_ptr<rocksdb::Env> env_;
};

}  // namespace eventstore::test
