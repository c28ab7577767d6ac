#include <ostream>

#include "app/export.h"
#include "app/terminal.h"
#include "terminal/open.h"

namespace app {

int export_log(const Terminal& terminal, const ExportCommand& command) {
  auto folder = AuthorityFolder::open(terminal.data, eventstore::OpenMode::kReadOnly,
                                      terminal.clock, terminal.master, KeyUse::kNeeded);
  if (!folder) {
    terminal.err << folder.error() << "\n";
    return kWrongUse;
  }
  ExportOptions options;
  options.format =
      command.format == "csv" ? ExportOptions::Format::kCsv : ExportOptions::Format::kJsonLines;
  options.from = command.from;
  options.kind = command.kind;
  options.clearance = Caller::system().clearance();
  options.accounts = true;
  auto exporter = Exporter::make(*folder->store, *folder->keys, terminal.schema, options);
  if (!exporter) {
    return refuse(terminal, exporter.error());
  }
  for (std::string piece = (*exporter)->next(); !piece.empty(); piece = (*exporter)->next()) {
    terminal.out << piece;
    if (!terminal.out) {
      return fail(terminal, "the export could not be written");
    }
  }
  terminal.out.flush();
  return kDone;
}

}  // namespace app
