#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "database.h"
#include "eventstore/merkle.h"
#include "head_file.h"

namespace eventstore {

/// To be asked before the database of a folder is opened to write, which throws away what RocksDB
/// cannot read: whether its log holds what was acknowledged. Changes nothing.
/// Returns why it is not to be opened, kDamaged when events are lost.
[[nodiscard]] std::optional<OpenError> look_before_writing(const std::filesystem::path& folder,
                                                           OpenMode mode, rocksdb::Env& env,
                                                           const Head& head);

[[nodiscard]] OpenError damaged(const std::filesystem::path& folder, const std::string& what);

/// An open data folder: its database, which can be closed and opened anew while readers go on, and
/// the room left for it. Opening anew is how a failed write is overcome: RocksDB takes no more
/// writes then, and only reading its log of writes again tells what is in it.
/// Threads: any; reopen() from one at a time.
class OpenFolder {
 public:
  OpenFolder(std::filesystem::path folder, OpenMode mode, rocksdb::Env& env,
             std::unique_ptr<Database> database);

  /// The database, kept open as long as this is held: for the length of one read.
  /// Throws StorageError when a reopening failed and nothing can be read.
  [[nodiscard]] std::shared_ptr<const Database> database() const;
  /// Whoever holds the database for long gives it back soon after this turns true, and takes it
  /// anew.
  [[nodiscard]] bool is_wanted_back() const { return closing_; }

  /// Closes the database once nobody reads it, looks, and opens it again to write; where that
  /// fails, to read. Blocks new readers meanwhile.
  /// Returns why it could not be opened for writing.
  [[nodiscard]] std::optional<OpenError> reopen(const Frontier& acknowledged);

  /// Why the disk is to be taken for full: less room than kDiskReserveBytes is left.
  /// `resuming`: a little more room is asked for, so that writes do not stop and go.
  [[nodiscard]] std::optional<std::string> too_full(bool resuming) const;

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] OpenMode mode() const { return mode_; }
  [[nodiscard]] rocksdb::Env& env() const { return env_; }

 private:
  [[nodiscard]] bool close_unread();
  void open(std::shared_ptr<const Database> database);

  const std::filesystem::path folder_;
  const OpenMode mode_;
  rocksdb::Env& env_;
  mutable std::mutex mutex_;  // database_, and changes of closing_
  mutable std::condition_variable opened_;
  std::atomic<bool> closing_ = false;
  std::shared_ptr<const Database> database_;
};

}  // namespace eventstore
