#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/checkpoint.h"
#include "eventstore/event_store.h"

namespace eventstore {

/// What proves to anyone, without the log, that an event stands in it: the bytes that were hashed,
/// the path from their hash to the root, and the signed checkpoint that names the root.
/// As a file it is a C2SP tlog-proof whose extra data are the record's bytes (record.h):
///
///   c2sp.org/tlog-proof@v1
///   extra <base64>         the record; or a zero byte and its leaf hash, for who may not read it
///   index <number>         its position less one
///   <base64> ...           the audit path, a hash a line, the leaf's sibling first
///                          an empty line
///   <checkpoint>           a signed note
struct EventProof {
  Position position;
  std::optional<std::string> record;  // none: the event's hash alone is proved
  Hash leaf{};                        // of the record
  std::vector<Hash> path;
  std::string checkpoint;

  [[nodiscard]] std::string text() const;
};

/// A longer text is refused unread.
inline constexpr std::size_t kProofBytesMax = 2U << 20U;

/// Reads a proof strictly: it is then printed as it was. Nothing of it is checked yet.
/// Error: what is wrong, in words that hold nothing of the text.
[[nodiscard]] Result<EventProof, std::string> parse_event_proof(std::string_view text);

/// The proof of a stored event under a checkpoint of this log, with its bytes or its hash alone.
/// Throws as inclusion_proof does; std::runtime_error too when it would not stand, for the log is
/// then damaged, or the checkpoint is of another.
[[nodiscard]] EventProof prove_event(const EventStore& store, const StoredEvent& event,
                                     const std::string& checkpoint, bool with_record);

/// What a proof that stands shows.
struct ProvenEvent {
  Checkpoint checkpoint;
  std::optional<StoredEvent> event;  // none: the hash alone is proved
};
/// Checks record, path and signature.
/// Error: the first that does not hold, in words.
[[nodiscard]] Result<ProvenEvent, std::string> check_event_proof(
    const EventProof& proof, std::span<const VerifyingKey> keys);

}  // namespace eventstore
