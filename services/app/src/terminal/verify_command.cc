#include <fmt/format.h>

#include <ostream>

#include "app/terminal.h"
#include "eventstore/rocks_store.h"
#include "terminal/open.h"
#include "terminal/progress.h"

namespace app {
namespace {

std::string hex(const eventstore::Hash& hash) {
  std::string text;
  for (const std::uint8_t byte : hash) {
    text += fmt::format("{:02x}", byte);
  }
  return text;
}

}  // namespace

int verify_log(const Terminal& terminal) {
  auto folder = AuthorityFolder::open(terminal.data, eventstore::OpenMode::kReadOnly,
                                      terminal.clock, terminal.master, KeyUse::kNone);
  if (!folder) {
    terminal.err << folder.error() << "\n";
    return kWrongUse;
  }
  const eventstore::Verification found = eventstore::verify(*folder->store);
  const std::string root = hex(found.root);
  if (terminal.json) {
    terminal.out << fmt::format(
        "{{\"whole\":{},\"checkedTo\":{},\"firstBad\":{},\"root\":\"{}\"}}\n", found.whole,
        found.checked_to.value(), found.first_bad.value(), root);
  } else if (found.whole) {
    terminal.out << fmt::format("The log is whole: {} events, root {}\n",
                                with_commas(found.checked_to.value()), root);
  }
  if (!found.whole) {
    terminal.err << "gwarchod: the log is damaged: " << found.what << "\n";
    return kFault;
  }
  return kDone;
}

}  // namespace app
