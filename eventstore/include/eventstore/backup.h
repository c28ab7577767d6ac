#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "eventstore/event_store.h"

/// Copies of a log in another folder, made while the log is read and written, and put back. A
/// folder holds several: each after the first copies only what is new, for the files of a RocksDB
/// are never changed once they are written.
/// Errors:  one plain phrase for the person at the terminal. A backup that failed leaves those
///          before it whole.
/// Threads: any; one at a time for each folder of backups.
namespace eventstore {

/// How many backups a folder keeps, unless told otherwise: the oldest goes.
inline constexpr std::uint32_t kBackupsKept = 30;

struct BackupMade {
  std::uint32_t number = 0;         // counted from 1 in its folder
  EventStore::TreeHead head{};      // of the log as the backup holds it
  std::uint64_t bytes = 0;          // of all that is needed to put it back
  std::uint64_t bytes_written = 0;  // for this one: the rest was there
};

/// Backs up a store opened for writing. Every commit acknowledged before the call is in it.
/// Appends go on meanwhile. Blocks for as long as the copying takes.
/// Throws std::invalid_argument for a store that is not on disk.
[[nodiscard]] Result<BackupMade, std::string> back_up(const EventStore& store,
                                                      const std::filesystem::path& folder,
                                                      std::uint32_t kept = kBackupsKept);

struct BackupKept {
  std::uint32_t number;
  Instant made;
  std::uint64_t bytes;
};
/// Those that can be put back, oldest first.
[[nodiscard]] Result<std::vector<BackupKept>, std::string> list_backups(
    const std::filesystem::path& folder);

/// Puts a backup of a folder into a new data folder; number 0 is the latest. The checksum of each
/// file is compared with that of when it was copied. What stands in `data` is not looked at: that
/// is for the caller, and so is verifying the log then.
[[nodiscard]] Result<void, std::string> restore_backup(const std::filesystem::path& folder,
                                                       std::uint32_t number,
                                                       const std::filesystem::path& data);

/// Copies a RocksDB whole, as it stands now, beside the process that writes to it, into a folder of
/// which nothing is left that stood in it before: for a ring of keys, of which a copy that
/// remembers what was erased would be worse than none. Not incremental.
[[nodiscard]] Result<void, std::string> copy_database(const std::filesystem::path& from,
                                                      const std::filesystem::path& to);

}  // namespace eventstore
