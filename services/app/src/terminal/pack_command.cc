#include <ostream>

#include "app/evidence.h"
#include "app/pack_html.h"
#include "app/report_commands.h"
#include "app/report_desk.h"
#include "evidence/private_file.h"
#include "terminal/open.h"

namespace app {

int make_pack(const Terminal& terminal, const PackCommand& command) {
  const auto page = read_pack_template(command.pages);
  if (!page) return refuse(terminal, page.error());
  auto files = EvidenceFiles::read(terminal.data);  // before the log: a server may sign meanwhile
  if (!files) {
    terminal.err << files.error() << "\n";
    return kWrongUse;
  }
  const auto authority = open_authority(terminal, eventstore::OpenMode::kReadOnly, KeyUse::kNeeded);
  if (!authority) return kWrongUse;
  Evidence evidence(*authority->folder.store, terminal.schema, std::move(*files));
  const auto pack = ReportDesk(*authority->tracker)
                        .pack(Caller::system(),
                              {.provider = command.provider,
                               .as_of = command.as_of.day,
                               .as_known_at = command.as_of.known_at,
                               .known_to = command.as_of.known_to,
                               .made_by = "gwarchod timeline"},
                              &evidence);
  if (!pack) return refuse(terminal, pack.error());
  const auto html = pack_html(*pack, *page);
  if (!html) return refuse(terminal, html.error());
  if (command.output.empty()) {
    terminal.out << *html;
    return kDone;
  }
  if (const auto written = write_file(command.output, *html, Readable::kByOwner); !written) {
    return fail(terminal, command.output.string() + " cannot be written: " + written.error());
  }
  return kDone;
}

}  // namespace app
