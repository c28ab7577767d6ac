#include <fmt/format.h>

#include <ostream>

#include "app/authority_folder.h"
#include "app/terminal.h"
#include "terminal/progress.h"

namespace app {

int simulate_authority(const Terminal& terminal, SimulationSettings settings,
                       const std::string& authority) {
  settings.last_day = schema::uk_day(terminal.clock.now()) - std::chrono::days{1};
  SimulatedClock clock;
  auto folder = AuthorityFolder::open(terminal.data, eventstore::OpenMode::kCreate, clock,
                                      terminal.master, KeyUse::kMadeIfNone);
  if (!folder) {
    terminal.err << folder.error() << "\n";
    return kWrongUse;
  }
  // Marked before anything is in it: nobody can take half of it for a real authority.
  folder->settings.authority = authority;
  folder->settings.synthetic = true;
  if (folder->store->last_position().value() == 0) {
    folder->keep();
  }
  const auto done = simulate(*folder->store, *folder->keys, terminal.schema, clock, settings,
                             progress_on(terminal.err));
  if (!done) {
    return refuse(terminal, done.error());
  }
  folder->settings.demonstration = settings.demonstration;
  folder->keep();
  terminal.out << fmt::format(
      "A synthetic authority, \"{}\": {} invented providers, {} events, up to {}.\n", authority,
      with_commas(done->providers), with_commas(done->events),
      schema::to_string(settings.last_day));
  return kDone;
}

}  // namespace app
