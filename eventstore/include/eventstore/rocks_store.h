#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "eventstore/event_store.h"
#include "schema/time.h"

namespace rocksdb {
class Env;
}

namespace eventstore {

/// Room kept free on the disk: with less, writes are refused before they are begun, so that what is
/// in memory can still be put in order.
inline constexpr std::uint64_t kDiskReserveBytes = 128U << 20U;

/// Why a data folder could not be opened, as one plain line for the person at the terminal.
struct OpenError {
  enum class Kind { kMissing, kInUse, kUnreadable, kDamaged, kNewer };
  Kind kind;
  std::string line;  // "gwarchod: the data folder /x is in use by another process (...)"
};

enum class OpenMode {
  kCreate,    // makes the folder if there is none
  kExisting,  // kMissing if there is none
  kReadOnly,  // as it stands now, beside a running server; append throws std::logic_error
  kFollow,    // as kReadOnly, and wait_beyond() takes in what the server has written since
};

[[nodiscard]] constexpr bool writes(OpenMode mode) {
  return mode == OpenMode::kCreate || mode == OpenMode::kExisting;
}

/// Opens the RocksDB store in `folder`. One process may write; any number may read.
/// To write, the log must hold what was acknowledged, and end as it was recorded (kDamaged; nothing
/// in the folder is then changed); a reader opens whatever can be read, so that `verify` can say
/// what is wrong with it. Blocks while what a crash left is read again.
[[nodiscard]] Result<std::unique_ptr<EventStore>, OpenError> open_rocks_store(
    const std::filesystem::path& folder, OpenMode mode, const schema::Clock& clock);

/// The same on another file system than the machine's own. `env` outlives the store.
[[nodiscard]] Result<std::unique_ptr<EventStore>, OpenError> open_rocks_store(
    const std::filesystem::path& folder, OpenMode mode, const schema::Clock& clock,
    rocksdb::Env& env);

/// What a log is beside a head of it that was kept elsewhere.
enum class Beside {
  kWhole,      // it begins with all that the head was over
  kShortened,  // it has fewer events than the head was over
  kRewritten,  // it has as many, and they are not those
  kUnknown,    // the log is damaged before it could be told
};

/// What `verify` found.
struct Verification {
  Position checked_to;
  bool whole = true;
  Position first_bad;        // when not whole
  std::string what;          // "position 17: the event's hash is not the one in the tree"
  Hash root{};               // recomputed
  std::vector<Beside> kept;  // one for each head given
};

/// Reads the whole log and recomputes everything: positions without a gap, stream versions, event
/// ids, stream index, every leaf and node of the tree, the root; that the log goes as far as was
/// acknowledged; that every block on the disk is the one that was written. A log that agrees with
/// itself may still have been rewritten whole, or cut: only heads kept where its keeper could not
/// reach show that. Memory: a little for each stream.
[[nodiscard]] Verification verify(const EventStore& store,
                                  std::span<const EventStore::TreeHead> kept = {});

}  // namespace eventstore
