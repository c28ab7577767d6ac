#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/terminal.h"
#include "eventstore/backup.h"

/// The commands by which a log is evidence, and outlives its machine. What each prints and returns
/// is told in terminal.h; docs/evidence.md shows them in use.
namespace app {

struct CheckpointCommand {
  std::filesystem::path out;    // empty: standard output
  std::filesystem::path since;  // a checkpoint that was kept: prove that the log only grew
  bool public_keys = false;     // print those that signed, in place of a checkpoint
  bool new_key = false;         // make another signing key first: the old one is lost
};
/// The signed head of the log; with the proof that it goes on from an earlier one.
[[nodiscard]] int show_checkpoint(const Terminal& terminal, const CheckpointCommand& command);

struct ProofCommand {
  std::string event;
  std::filesystem::path out;
  bool hash_alone = false;  // without the record itself
};
/// The proof that an event stands in the log.
[[nodiscard]] int show_proof(const Terminal& terminal, const ProofCommand& command);

struct VerifyCommand {
  // Checkpoints kept elsewhere, each alone or at the end of a proof of growth.
  std::vector<std::filesystem::path> against;
  std::vector<std::filesystem::path> proofs;
  std::string key;  // the public key they must be signed with, or a file of some; empty: log.vkey
  bool without_files = false;  // leave the attached files out
};
/// Recomputes everything, and compares it with what was kept elsewhere; reads every attached file,
/// or, where no master key is given, measures it.
[[nodiscard]] int verify_log(const Terminal& terminal, const VerifyCommand& command);

struct BackupCommand {
  std::filesystem::path to;
  std::filesystem::path keys_to;  // empty: the keys are left out
  std::uint32_t kept = eventstore::kBackupsKept;
  bool list = false;  // tell what the folder holds
};
/// Copies log and attachments, beside a running server too: the server is then asked to.
[[nodiscard]] int back_up(const Terminal& terminal, const BackupCommand& command);

struct RestoreCommand {
  std::filesystem::path from;
  std::filesystem::path keys_from;
  std::uint32_t number = 0;  // the latest
  VerifyCommand verify;
};
/// Puts a backup into an empty data folder, and verifies it against its signed head.
[[nodiscard]] int restore(const Terminal& terminal, const RestoreCommand& command);

}  // namespace app
