#pragma once

#include <optional>
#include <string>

#include "database.h"
#include "storage.h"
#include "tree.h"

namespace eventstore {

/// What a store goes on from, as its database has it.
struct StoredTail {
  Tail last;
  Tree tree;
  bool whole;  // the last events are those that were recorded
};

/// Reads the head of the tree and the last events, as far as the tree's growing tile needs them.
/// Throws StorageError when the disk does not read or the head of the tree is none.
[[nodiscard]] StoredTail read_tail(const Database& database);

/// Whether the log begins with what was acknowledged. Returns what of it is not there any more.
/// Throws StorageError when the disk does not read.
[[nodiscard]] std::optional<std::string> what_is_lost(const Database& database,
                                                      const Frontier& acknowledged);

}  // namespace eventstore
