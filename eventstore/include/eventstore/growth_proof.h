#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/checkpoint.h"
#include "eventstore/event_store.h"

namespace eventstore {

/// What shows to whoever kept a checkpoint that a later one is over the same events and more, none
/// altered or removed: a consistency proof. As a file it is what C2SP tlog-witness sends a witness:
///
///   old <number>     the size of the checkpoint that was kept
///   <base64> ...     the proof, a hash a line
///                    an empty line
///   <checkpoint>     the later one, a signed note
struct GrowthProof {
  std::uint64_t old_size = 0;
  std::vector<Hash> path;
  std::string checkpoint;

  [[nodiscard]] std::string text() const;
};

/// Reads a proof strictly: it is then printed as it was. Nothing of it is checked yet.
/// Error: what is wrong, in words that hold nothing of the text.
[[nodiscard]] Result<GrowthProof, std::string> parse_growth_proof(std::string_view text);

/// The proof from an earlier size of this log to a checkpoint of it. Throws as consistency_proof
/// does.
[[nodiscard]] GrowthProof prove_growth(const EventStore& store, std::uint64_t old_size,
                                       const std::string& checkpoint);

/// The later checkpoint, when it is signed and grew from the earlier one.
/// Error: the first that does not hold, in words.
[[nodiscard]] Result<Checkpoint, std::string> check_growth_proof(
    const GrowthProof& proof, const Checkpoint& old, std::span<const VerifyingKey> keys);

}  // namespace eventstore
