#include "app/evidence_commands.h"

#include <fmt/format.h>

#include <ostream>

#include "app/evidence.h"
#include "eventstore/growth_proof.h"
#include "evidence/private_file.h"
#include "terminal/open.h"
#include "terminal/verification.h"

namespace app {
namespace {

/// The log opened for reading, and what is beside it.
struct OpenEvidence {
  AuthorityFolder folder;
  std::unique_ptr<Evidence> evidence;
};

std::optional<OpenEvidence> open_evidence(const Terminal& terminal) {
  auto files = EvidenceFiles::read(terminal.data);  // before the log: a server may sign meanwhile
  if (!files) {
    terminal.err << files.error() << "\n";
    return std::nullopt;
  }
  auto folder = AuthorityFolder::open(terminal.data, eventstore::OpenMode::kReadOnly,
                                      terminal.clock, terminal.master, KeyUse::kNone);
  if (!folder) {
    terminal.err << folder.error() << "\n";
    return std::nullopt;
  }
  OpenEvidence opened{std::move(*folder), nullptr};
  opened.evidence =
      std::make_unique<Evidence>(*opened.folder.store, terminal.schema, std::move(*files));
  return opened;
}

/// To the file, or to standard output where none is named.
int write_out(const Terminal& terminal, const std::filesystem::path& file,
              const std::string& text) {
  if (file.empty()) {
    terminal.out << text;
    return kDone;
  }
  if (const auto written = write_file(file, text, Readable::kByAll); !written) {
    return fail(terminal, file.string() + " cannot be written: " + written.error());
  }
  return kDone;
}

int refused(const Terminal& terminal, const gwarchod::v1::Problem& problem) {
  refuse(terminal, problem);
  return problem.code() == "contradicts-checkpoint" ? kFault : kWrongUse;
}

/// The proof that the log goes on from a checkpoint that someone kept.
int show_growth(const Terminal& terminal, const CheckpointCommand& command,
                const OpenEvidence& opened, const std::string& note) {
  const auto& keys = opened.evidence->keys().verifying;
  int fault = kWrongUse;
  VerifyCommand against;
  against.against.push_back(command.since);
  const auto kept = read_kept(terminal, against, keys, fault);
  if (!kept) {
    return fault;
  }
  const eventstore::Checkpoint& old = kept->checkpoints.front().checkpoint;
  const eventstore::EventStore& store = *opened.folder.store;
  if (old.size <= store.last_position().value()) {
    const auto proof = eventstore::prove_growth(store, old.size, note);
    if (eventstore::check_growth_proof(proof, old, keys)) {
      return write_out(terminal, command.out, proof.text());
    }
  }
  terminal.err << "gwarchod: the log does not go on from " << command.since.string()
               << ": it was cut or rewritten; verify --against says more\n";
  return kFault;
}

}  // namespace

int show_checkpoint(const Terminal& terminal, const CheckpointCommand& command) {
  if (command.new_key) {
    const auto made = replace_log_keys(terminal.data);
    if (!made) {
      terminal.err << made.error() << "\n";
      return kWrongUse;
    }
    terminal.err << "gwarchod: made another signing key; a server that is running takes it up when "
                    "it is started again\n";
  }
  auto opened = open_evidence(terminal);
  if (!opened) {
    return kWrongUse;
  }
  if (command.public_keys) {
    std::string lines;
    for (const eventstore::VerifyingKey& key : opened->evidence->keys().verifying) {
      lines += key.text() + "\n";
    }
    return write_out(terminal, command.out, lines);
  }
  const auto note = opened->evidence->checkpoint();
  if (!note) {
    return refused(terminal, note.error());
  }
  return command.since.empty() ? write_out(terminal, command.out, *note)
                               : show_growth(terminal, command, *opened, *note);
}

int show_proof(const Terminal& terminal, const ProofCommand& command) {
  auto opened = open_evidence(terminal);
  if (!opened) {
    return kWrongUse;
  }
  const auto proof = opened->evidence->proof(
      command.event, command.hash_alone ? Evidence::Record::kHashAlone : Evidence::Record::kWhole);
  if (!proof) {
    return refused(terminal, proof.error());
  }
  if (proof->record) {
    terminal.err << "gwarchod: the proof holds the record itself: give it only to those who may "
                    "read it, or say --hash-alone\n";
  }
  return write_out(terminal, command.out, proof->text());
}

int verify_log(const Terminal& terminal, const VerifyCommand& command) {
  VerifyCommand all = command;
  const std::filesystem::path last = terminal.data / kLastCheckpointFile;
  std::error_code fault;
  const bool signed_before = std::filesystem::exists(last, fault);
  std::vector<eventstore::VerifyingKey> keys;
  if (signed_before || !all.against.empty() || !all.proofs.empty()) {
    auto read = read_verifying_keys(all.key.empty() ? (terminal.data / kVerifyingKeysFile).string()
                                                    : all.key);
    if (!read) {
      terminal.err << read.error() << "\n";
      return kWrongUse;
    }
    keys = std::move(*read);
  }
  if (signed_before) {
    all.against.push_back(last);
  }
  int ends_with = kWrongUse;
  // Read before the log is opened: a server may sign meanwhile.
  const auto kept = read_kept(terminal, all, keys, ends_with);
  if (!kept) {
    return ends_with;
  }
  auto folder = AuthorityFolder::open(terminal.data, eventstore::OpenMode::kReadOnly,
                                      terminal.clock, terminal.master, KeyUse::kNone);
  if (!folder) {
    terminal.err << folder.error() << "\n";
    return kWrongUse;
  }
  return tell_verification(terminal, *folder->store, *kept, files_of(command));
}

}  // namespace app
