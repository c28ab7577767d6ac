#pragma once

#include <string>
#include <vector>

#include "app/terminal.h"
#include "eventstore/event_store.h"

namespace app {

/// What to tell of the attached files.
struct FileReport {
  std::vector<std::string> notes;   // sentences of what is well, or does no harm
  std::vector<std::string> faults;  // plain lines
  std::string json;                 // a member that begins with its comma; empty: not looked at
};

/// Reads every file that is attached to a record of the log, which was opened just now in the
/// terminal's data folder; where no master key is given, measures it. How far it has come is told
/// on `err`.
/// Errors: those of FileVerification.
[[nodiscard]] FileReport look_at_files(const Terminal& terminal,
                                       const eventstore::EventStore& store);

}  // namespace app
