#include <fmt/format.h>

#include <ostream>

#include "app/backup_service.h"
#include "app/kept_secret.h"
#include "eventstore/rocks_store.h"
#include "evidence/backup_folder.h"
#include "evidence/private_file.h"
#include "terminal/open.h"
#include "terminal/progress.h"
#include "terminal/verification.h"

namespace app {
namespace {

namespace fs = std::filesystem;

int list(const Terminal& terminal, const fs::path& folder) {
  const auto kept = eventstore::list_backups(BackupFolder{folder}.log());
  if (!kept) {
    return refuse(terminal, folder.string() + ": " + kept.error());
  }
  for (const eventstore::BackupKept& backup : *kept) {
    terminal.out << (terminal.json
                         ? fmt::format("{{\"backup\":{},\"made\":\"{}\",\"bytes\":{}}}\n",
                                       backup.number, schema::to_string(backup.made), backup.bytes)
                         : fmt::format("{:>6}  {}  {:.1f} MB\n", backup.number,
                                       schema::to_string(backup.made),
                                       static_cast<double>(backup.bytes) / 1e6));
  }
  return kDone;
}

/// The number of the backup that is meant; the latest for none.
std::optional<std::uint32_t> chosen(const Terminal& terminal, const RestoreCommand& command) {
  const auto kept = eventstore::list_backups(BackupFolder{command.from}.log());
  if (!kept || kept->empty()) {
    refuse(terminal, command.from.string() + ": " + (kept ? "it holds no backups" : kept.error()));
    return std::nullopt;
  }
  if (command.number == 0) {
    return kept->back().number;
  }
  for (const eventstore::BackupKept& backup : *kept) {
    if (backup.number == command.number) {
      return backup.number;
    }
  }
  refuse(terminal, fmt::format("{} holds no backup {}; say --list to see those it holds",
                               command.from.string(), command.number));
  return std::nullopt;
}

/// Everything but the log: what is not there is not put back.
schema::Result<void, std::string> put_back_files(const Terminal& terminal,
                                                 const RestoreCommand& command,
                                                 std::uint32_t number) {
  const BackupFolder folder(command.from);
  const auto copied = copy_attachments(folder.attachments(), terminal.data / kAttachmentsFolder);
  if (!copied) {
    return copied.error();
  }
  for (const auto& [from, name] : {std::pair{folder.verifying_keys(), kVerifyingKeysFile},
                                   std::pair{folder.checkpoint(number), kLastCheckpointFile}}) {
    if (const auto text = read_file(from, eventstore::kNoteBytesMax)) {
      const auto written = write_file(terminal.data / name, *text, Readable::kByAll);
      if (!written) {
        return (terminal.data / name).string() + " cannot be written: " + written.error();
      }
    }
  }
  return command.keys_from.empty() ? schema::Result<void, std::string>{}
                                   : copy_keys(command.keys_from, terminal.data);
}

/// Verifies what was put back against the head it was backed up with, and those kept elsewhere.
int verify_restored(const Terminal& terminal, const RestoreCommand& command, std::uint32_t number) {
  const BackupFolder folder(command.from);
  VerifyCommand verify = command.verify;
  const fs::path head = folder.checkpoint(number);
  std::error_code fault;
  const bool is_signed = fs::exists(head, fault);
  if (is_signed) {
    verify.against.push_back(head);
  }
  std::vector<eventstore::VerifyingKey> keys;
  if (!verify.against.empty() || !verify.proofs.empty()) {
    auto read =
        read_verifying_keys(verify.key.empty() ? folder.verifying_keys().string() : verify.key);
    if (!read) {
      terminal.err << read.error() << "\n";
      return kFault;
    }
    keys = std::move(*read);
  }
  int ends_with = kFault;
  const auto kept = read_kept(terminal, verify, keys, ends_with);
  if (!kept) {
    return ends_with;
  }
  const auto store =
      eventstore::open_rocks_store(terminal.data, eventstore::OpenMode::kReadOnly, terminal.clock);
  if (!store) {
    terminal.err << store.error().line << "\n";
    return kFault;
  }
  const int found = tell_verification(terminal, **store, *kept, files_of(command.verify));
  return found == kDone && !is_signed
             ? fail(terminal,
                    "the backup has no signed head: that the log is what was backed up "
                    "nothing shows")
             : found;
}

}  // namespace

int back_up(const Terminal& terminal, const BackupCommand& command) {
  if (command.list) {
    return list(terminal, command.to);
  }
  auto files = EvidenceFiles::read(terminal.data);
  if (!files) {
    terminal.err << files.error() << "\n";
    return kWrongUse;
  }
  const auto store =
      eventstore::open_rocks_store(terminal.data, eventstore::OpenMode::kExisting, terminal.clock);
  if (store) {
    Evidence evidence(**store, terminal.schema, std::move(*files));
    return make_backup(terminal, **store, evidence, command);
  }
  if (store.error().kind != eventstore::OpenError::Kind::kInUse) {
    terminal.err << store.error().line << "\n";
    return kWrongUse;
  }
  const auto asked = ask_for_backup(terminal, command);
  return asked ? *asked
               : refuse(terminal, "the data folder " + terminal.data.string() +
                                      " is in use by a process that makes no backups (an import, "
                                      "say); try again when it is done");
}

int restore(const Terminal& terminal, const RestoreCommand& command) {
  std::error_code fault;
  if (fs::exists(terminal.data, fault) && !fs::is_empty(terminal.data, fault)) {
    return refuse(terminal, "the folder " + terminal.data.string() +
                                " is not empty: a backup is put into a new one");
  }
  const auto number = chosen(terminal, command);
  if (!number) {
    return kWrongUse;
  }
  const auto restored =
      eventstore::restore_backup(BackupFolder{command.from}.log(), *number, terminal.data);
  if (!restored) {
    return fail(terminal, fmt::format("backup {} of {} cannot be put back: {}", *number,
                                      command.from.string(), restored.error()));
  }
  if (const auto files = put_back_files(terminal, command, *number); !files) {
    return fail(terminal, files.error());
  }
  if (!terminal.json) {
    terminal.out << fmt::format("Backup {} of {} is put back into {}\n", *number,
                                command.from.string(), terminal.data.string());
  }
  if (const int verified = verify_restored(terminal, command, *number); verified != kDone) {
    terminal.err << "gwarchod: do not serve " << terminal.data.string() << " before you know why\n";
    return verified;
  }
  const auto store =
      eventstore::open_rocks_store(terminal.data, eventstore::OpenMode::kExisting, terminal.clock);
  if (!store) {
    terminal.err << store.error().line << "\n";
    return kFault;
  }
  // A page that saw events which this log no longer has must not go on from where it was.
  forget_secrets(**store);
  if (command.keys_from.empty() && !terminal.json) {
    terminal.out << "The keys were kept apart: put signing.key and keys/ back into it before you "
                    "serve it, or say --keys-from FOLDER\n";
  }
  return kDone;
}

}  // namespace app
