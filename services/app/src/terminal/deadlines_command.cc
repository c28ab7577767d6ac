#include <ostream>

#include "app/calendar_text.h"
#include "app/terminal.h"
#include "app/text_report.h"
#include "schema/json.h"
#include "terminal/open.h"

namespace app {

int show_deadlines(const Terminal& terminal, const DeadlinesCommand& command) {
  DeadlineQuery query;
  query.provider = command.provider;
  query.account = command.account;
  query.overdue_only = command.overdue;
  query.as_of = day_of(terminal, command.as_of);
  if (!query.as_of) return kWrongUse;
  if (!command.agency.empty() && !gwarchod::v1::Agency_Parse(command.agency, &query.owner)) {
    return refuse(terminal, "there is no agency " + command.agency +
                                "; one is COUNCIL_CONTRACTS, COUNCIL_SAFEGUARDING, "
                                "COUNCIL_COMPLAINTS, HEALTH_BOARD ...");
  }
  const auto authority = open_authority(terminal, eventstore::OpenMode::kReadOnly, KeyUse::kNone);
  if (!authority) return kWrongUse;
  const auto deadlines = authority->tracker->deadlines(Caller::system(), query);
  if (!deadlines) return refuse(terminal, deadlines.error());
  const Language language = terminal.cymraeg ? Language::kWelsh : Language::kEnglish;
  if (terminal.json) {
    terminal.out << schema::to_json(*deadlines) << "\n";
  } else if (command.calendar) {
    terminal.out << calendar_text(*deadlines, authority->tracker->settings().authority, "",
                                  language);
  } else {
    terminal.out << deadlines_text(*deadlines, language);
  }
  return kDone;
}

}  // namespace app
