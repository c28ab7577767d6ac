#include "app/backup_service.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <ostream>
#include <sstream>

#include "app/control_socket.h"
#include "evidence/backup_folder.h"
#include "evidence/private_file.h"
#include "terminal/progress.h"

namespace app {
namespace {

namespace fs = std::filesystem;

std::string megabytes(std::uint64_t bytes) {
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

/// The signed head of what the backup holds, kept beside it, with the public keys.
int sign_backup(const Terminal& terminal, const BackupFolder& folder,
                const eventstore::BackupMade& made, Evidence& evidence) {
  const auto note = evidence.checkpoint_of(made.head);
  if (!note) {
    return fail(terminal,
                "the backup is made, but its head is not signed: " + note.error().words().en());
  }
  const auto written = folder.write_checkpoint(made.number, *note, evidence.keys());
  return written ? kDone : fail(terminal, "the backup is made, but " + written.error());
}

}  // namespace

int make_backup(const Terminal& terminal, const eventstore::EventStore& store, Evidence& evidence,
                const BackupCommand& command) {
  const BackupFolder folder(command.to);
  if (const auto other = folder.fault_for(evidence.keys())) {
    return refuse(terminal, *other);
  }
  if (!command.keys_to.empty() && is_within(command.keys_to, command.to)) {
    return refuse(terminal,
                  "keys are kept apart from the log: name a folder for --keys-to that "
                  "is not in " +
                      command.to.string());
  }
  const auto made = eventstore::back_up(store, folder.log(), command.kept);
  if (!made) {
    return fail(terminal, command.to.string() + ": no backup was made: " + made.error());
  }
  // After the log: what it names was there before it was named.
  const auto copied = copy_attachments(terminal.data / kAttachmentsFolder, folder.attachments());
  if (!copied) {
    return fail(terminal, "the log is backed up, the attachments are not: " + copied.error());
  }
  const int done = sign_backup(terminal, folder, *made, evidence);
  folder.forget_old_checkpoints();
  if (!command.keys_to.empty()) {
    if (const auto keys = copy_keys(terminal.data, command.keys_to); !keys) {
      return fail(terminal, "the log is backed up, the keys are not: " + keys.error());
    }
  }
  const std::uint64_t written = made->bytes_written + copied->bytes;
  if (terminal.json) {
    terminal.out << fmt::format(
        "{{\"backup\":{},\"events\":{},\"bytes\":{},\"bytesWritten\":{},\"attachmentsCopied\":{},"
        "\"signed\":{},\"keys\":{}}}\n",
        made->number, made->head.size, made->bytes, written, copied->files, done == kDone,
        !command.keys_to.empty());
  } else {
    terminal.out << fmt::format("Backup {}: {} events, {}; {} were new and copied\n", made->number,
                                with_commas(made->head.size), megabytes(made->bytes),
                                megabytes(written));
    if (done == kDone) {
      terminal.out << "Its signed head: " << folder.checkpoint(made->number).string()
                   << " (keep a copy elsewhere)\n";
    }
    terminal.out << (command.keys_to.empty()
                         ? "The keys are not in it; say --keys-to FOLDER to copy them apart\n"
                         : "The keys: " + command.keys_to.string() + "\n");
  }
  return done;
}

namespace {

namespace json = boost::json;

std::string text_of(const json::object& object, const char* name) {
  const json::value* found = object.if_contains(name);
  return found != nullptr && found->is_string() ? std::string{found->as_string()} : std::string{};
}

std::int64_t number_of(const json::object& object, const char* name) {
  const json::value* found = object.if_contains(name);
  return found != nullptr && found->is_int64() ? found->as_int64() : 0;
}

fs::path as_absolute(const fs::path& path) {
  return path.empty() ? path : fs::absolute(path).lexically_normal();
}

}  // namespace

std::string answer_control(const std::string& question, const Terminal& terminal,
                           const eventstore::EventStore& store, Evidence& evidence) {
  std::ostringstream out;
  std::ostringstream err;
  int code = kWrongUse;
  boost::system::error_code fault;
  const json::value asked = json::parse(question, fault);
  const json::object* object = fault ? nullptr : asked.if_object();
  if (object == nullptr || text_of(*object, "do") != "backup") {
    err << "gwarchod: the server that runs does not know what it is asked\n";
  } else {
    const Terminal there{out,
                         err,
                         terminal.clock,
                         terminal.schema,
                         terminal.data,
                         number_of(*object, "json") != 0,
                         number_of(*object, "cymraeg") != 0};
    BackupCommand command;
    command.to = text_of(*object, "to");
    command.keys_to = text_of(*object, "keysTo");
    command.kept = static_cast<std::uint32_t>(number_of(*object, "keep"));
    try {
      code = make_backup(there, store, evidence, command);
    } catch (const std::exception& error) {
      err << "gwarchod: " << error.what() << "\n";
      code = kFault;
    }
  }
  return json::serialize(json::object{{"code", code}, {"out", out.str()}, {"err", err.str()}});
}

std::optional<int> ask_for_backup(const Terminal& terminal, const BackupCommand& command) {
  const json::object question{{"do", "backup"},
                              {"to", as_absolute(command.to).string()},
                              {"keysTo", as_absolute(command.keys_to).string()},
                              {"keep", command.kept},
                              {"json", terminal.json ? 1 : 0},
                              {"cymraeg", terminal.cymraeg ? 1 : 0}};
  const auto answer = ControlSocket::ask(terminal.data, json::serialize(question));
  if (!answer) {
    return std::nullopt;
  }
  boost::system::error_code fault;
  const json::value read = json::parse(*answer, fault);
  const json::object* object = fault ? nullptr : read.if_object();
  if (object == nullptr) {
    return fail(terminal, "the server's answer cannot be read");
  }
  terminal.out << text_of(*object, "out");
  terminal.err << text_of(*object, "err");
  return static_cast<int>(number_of(*object, "code"));
}

}  // namespace app
