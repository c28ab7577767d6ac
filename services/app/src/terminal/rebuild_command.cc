#include <fmt/format.h>

#include <ostream>
#include <vector>

#include "app/terminal.h"
#include "terminal/open.h"
#include "terminal/progress.h"

namespace app {
namespace {

std::string listed(const std::vector<std::string>& ids, const char* around) {
  std::string text;
  for (const std::string& id : ids) {
    text += fmt::format("{}{}{}{}", text.empty() ? "" : ",", around, id, around);
  }
  return text;
}

std::string json_of(const Rebuilt& rebuilt) {
  return fmt::format(
      R"({{"name":"{}","position":{},"entries":{},"equal":{},"replaced":{},"differing":[{}],)"
      R"("builds":{}}})",
      rebuilt.name, rebuilt.position, rebuilt.entries, rebuilt.equal, rebuilt.replaced,
      listed(rebuilt.differing, "\""), rebuilt.fault.empty());
}

void tell(const Terminal& terminal, const Rebuilt& rebuilt) {
  if (!rebuilt.fault.empty()) {
    terminal.err << fmt::format("gwarchod: {} cannot be built beyond position {}: {}\n",
                                rebuilt.name, rebuilt.position, rebuilt.fault);
    return;
  }
  terminal.out << fmt::format("{}: {} entries at position {}; {} as it stood{}\n", rebuilt.name,
                              with_commas(rebuilt.entries), with_commas(rebuilt.position),
                              rebuilt.equal ? "the same" : "NOT the same",
                              rebuilt.replaced ? "; the new one stands in its place" : "");
  if (!rebuilt.equal) terminal.out << "  differing: " << listed(rebuilt.differing, "") << "\n";
}

}  // namespace

int rebuild_projections(const Terminal& terminal, const RebuildCommand& command) {
  auto authority = open_authority(
      terminal, command.check ? eventstore::OpenMode::kReadOnly : eventstore::OpenMode::kExisting,
      KeyUse::kNone);
  if (!authority) return kWrongUse;
  std::vector<Rebuilt> all;
  bool good = true;
  for (const ProjectionState& state : authority->tracker->projections()) {
    if (!command.projection.empty() && command.projection != state.name) continue;
    all.push_back(authority->tracker->rebuild(state.name, command.check));
    good = good && all.back().equal && all.back().fault.empty();
  }
  if (all.empty()) {
    terminal.err << "gwarchod: there is no projection \"" << command.projection
                 << "\"; they are policies, accounts and board\n";
    return kWrongUse;
  }
  if (terminal.json) {
    std::string each;
    for (const Rebuilt& rebuilt : all) each += (each.empty() ? "" : ",") + json_of(rebuilt);
    terminal.out << fmt::format("{{\"equal\":{},\"projections\":[{}]}}\n", good, each);
  } else {
    for (const Rebuilt& rebuilt : all) tell(terminal, rebuilt);
  }
  return good ? kDone : kFault;
}

}  // namespace app
