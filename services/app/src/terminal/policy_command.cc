#include <fmt/format.h>
#include <google/protobuf/text_format.h>

#include <fstream>
#include <ostream>
#include <sstream>

#include "app/terminal.h"
#include "escalation/calendar.h"
#include "escalation/policy.h"
#include "schema/json.h"
#include "terminal/open.h"

namespace app {
namespace {

/// The text it was written as, comments and all, where that is known.
std::string text_of(const gwarchod::v1::Policy& policy, const schema::Schema& schema) {
  const auto text = escalation::default_policy_text();
  const auto known =
      escalation::read_policy(text, schema, escalation::Calendar::england_and_wales());
  if (known && known->policy().SerializeAsString() == policy.SerializeAsString()) {
    return std::string(text);
  }
  google::protobuf::TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  std::string printed;
  printer.PrintToString(policy, &printed);
  return printed;
}

}  // namespace

int show_policy(const Terminal& terminal) {
  if (!std::filesystem::exists(terminal.data)) {
    terminal.out << escalation::default_policy_text();
    return kDone;
  }
  const auto authority = open_authority(terminal, eventstore::OpenMode::kReadOnly, KeyUse::kNone);
  if (!authority) {
    return kWrongUse;
  }
  const gwarchod::v1::Policy policy = authority->tracker->policy();
  if (terminal.json) {
    terminal.out << schema::to_json(policy) << "\n";
  } else {
    terminal.out << text_of(policy, terminal.schema);
  }
  return kDone;
}

int check_policy(const Terminal& terminal, const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) {
    return refuse(terminal, file.string() + " cannot be read");
  }
  const auto read = escalation::read_policy(text.str(), terminal.schema,
                                            escalation::Calendar::england_and_wales());
  if (!read) {
    for (const auto& fault : read.error()) {
      terminal.err << file.string() << ":" << fault.line << ": " << fault.what << "\n";
    }
    return kFault;
  }
  const auto& policy = read->policy();
  terminal.out << fmt::format("{}: {} stages, {} rules; no fault\n", policy.version(),
                              policy.stages_size(), policy.rules_size());
  return kDone;
}

}  // namespace app
