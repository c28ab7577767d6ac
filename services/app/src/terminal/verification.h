#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/evidence_commands.h"
#include "eventstore/checkpoint.h"
#include "eventstore/event_proof.h"
#include "eventstore/event_store.h"

namespace app {

/// A checkpoint that was kept, and what to call it.
struct KeptCheckpoint {
  eventstore::Checkpoint checkpoint;
  std::string name;  // of its file
};

/// What a log is to be held against.
struct Kept {
  std::vector<KeptCheckpoint> checkpoints;
  std::vector<eventstore::EventProof> proofs;
  std::vector<std::string> proof_names;
};

/// Reads the checkpoints and proofs of a command, and those of the data folder; each must be signed
/// with one of the keys. Nothing, and a plain line on `err`, when one is not what it should be:
/// `fault` is then what to end with.
[[nodiscard]] std::optional<Kept> read_kept(const Terminal& terminal, const VerifyCommand& command,
                                            const std::vector<eventstore::VerifyingKey>& keys,
                                            int& fault);

/// What to look at of the attached files.
enum class Files { kLookedAt, kLeftOut };
[[nodiscard]] inline Files files_of(const VerifyCommand& command) {
  return command.without_files ? Files::kLeftOut : Files::kLookedAt;
}

/// Verifies the store, opened just now, and its files; compares it with what was kept, and tells it
/// all. kDone or kFault.
[[nodiscard]] int tell_verification(const Terminal& terminal, const eventstore::EventStore& store,
                                    const Kept& kept, Files files);

}  // namespace app
