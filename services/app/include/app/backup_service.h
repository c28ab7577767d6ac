#pragma once

#include <optional>
#include <string>

#include "app/evidence.h"
#include "app/evidence_commands.h"
#include "app/terminal.h"

/// A backup made by the process that holds the data folder, on its own behalf or because another
/// asked through the control socket.
namespace app {

/// Log, attachments and, where asked for, keys; then the signed head beside them. Tells on the
/// terminal what it did; returns what the command ends with.
[[nodiscard]] int make_backup(const Terminal& terminal, const eventstore::EventStore& store,
                              Evidence& evidence, const BackupCommand& command);

/// For ControlSocket: makes the backups that `back_up` of another process asks for.
[[nodiscard]] std::string answer_control(const std::string& question, const Terminal& terminal,
                                         const eventstore::EventStore& store, Evidence& evidence);

/// Asks the server of the terminal's data folder for a backup, and tells its answer here. Nothing
/// when no server answers.
[[nodiscard]] std::optional<int> ask_for_backup(const Terminal& terminal,
                                                const BackupCommand& command);

}  // namespace app
