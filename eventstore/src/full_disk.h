#pragma once

#include <rocksdb/options.h>

#include <string>

namespace eventstore {

/// Whether what RocksDB says of a failure tells of a disk, or a share of one, without room.
[[nodiscard]] bool says_full(const std::string& text);

/// Debian's build of RocksDB keeps its assertions, and two of them end the process after a disk was
/// full: when its own notes (LOG) cannot be written, and when it goes on with a file of which a
/// write failed before. With these options it keeps no notes, and does not go on by itself: what
/// went wrong is in the statuses, and whoever opened the database opens it anew.
void outlive_a_full_disk(rocksdb::Options& options);

}  // namespace eventstore
