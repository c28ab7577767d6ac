#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "gwarchod/v1/views.pb.h"
#include "schema/packed.h"
#include "schema/time.h"

namespace app {

/// What is held of every provider, always: its row of the board, and the little besides that its
/// page shows. Everything else of it is in its Sheet.
struct BoardEntry {
  gwarchod::v1::BoardRow row;
  std::string decided_on;
  std::uint64_t version = 0;       // of its stream
  std::uint64_t registration = 0;  // position of the ProviderRegistered that stands; 0: none
  /// Until that day it is the same if nothing is recorded; nothing: for ever.
  std::optional<schema::Day> rolls_on;
  /// Position at which it was last shown for another reason than its own events; not kept.
  std::uint64_t moved_at = 0;
};
using SharedEntry = std::shared_ptr<const BoardEntry>;
using SharedRow = std::shared_ptr<const gwarchod::v1::BoardRow>;

[[nodiscard]] inline SharedRow row_of(const SharedEntry& entry) { return {entry, &entry->row}; }

/// The status that the row was made of.
[[nodiscard]] gwarchod::v1::Status status_of(const BoardEntry& entry,
                                             const std::string& policy_version, schema::Day as_of);

/// The number of the form that save() writes.
inline constexpr std::uint64_t kEntryForm = 2;
void save(const BoardEntry& entry, schema::PackedWriter& to);
/// Nothing when the bytes are not of that form.
[[nodiscard]] std::optional<BoardEntry> load_entry(schema::PackedReader& from);

}  // namespace app
