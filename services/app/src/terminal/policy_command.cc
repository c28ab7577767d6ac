#include <fmt/format.h>
#include <google/protobuf/text_format.h>

#include <fstream>
#include <future>
#include <optional>
#include <ostream>
#include <sstream>

#include "app/policy_desk.h"
#include "app/terminal.h"
#include "escalation/calendar.h"
#include "escalation/policy.h"
#include "schema/json.h"
#include "terminal/interrupt.h"
#include "terminal/open.h"
#include "terminal/progress.h"
#include "terminal/trial_text.h"

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

std::optional<std::string> text_in(const Terminal& terminal, const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (stream) return text.str();
  refuse(terminal, file.string() + " cannot be read");
  return std::nullopt;
}

void tell(const Terminal& terminal, const PolicyCommand& command, int line,
          const std::string& what) {
  terminal.err << command.file.string() << ":" << line << ": " << what << "\n";
}

/// The policy; nothing, and every fault told, when it has any.
auto read_or_tell(const Terminal& terminal, const PolicyCommand& command, const std::string& text) {
  auto read =
      escalation::read_policy(text, terminal.schema, escalation::Calendar::england_and_wales());
  if (!read) {
    for (const auto& fault : read.error()) tell(terminal, command, fault.line, fault.what);
  }
  return read;
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

int check_policy(const Terminal& terminal, const PolicyCommand& command) {
  const auto text = text_in(terminal, command.file);
  if (!text) return kWrongUse;
  const auto read = read_or_tell(terminal, command, *text);
  if (!read) return kFault;
  if (command.beside_log) {
    const auto authority = open_authority(terminal, eventstore::OpenMode::kReadOnly, KeyUse::kNone);
    if (!authority) return kWrongUse;
    gwarchod::v1::PolicyFile file;
    file.set_text(*text);
    const auto check = PolicyDesk(*authority->tracker).check(file);
    for (const auto& fault : check.faults()) tell(terminal, command, fault.line(), fault.what());
    if (!check.faults().empty()) return kFault;
  }
  const auto& policy = read->policy();
  terminal.out << fmt::format("{}: {} stages, {} rules; no fault\n", policy.version(),
                              policy.stages_size(), policy.rules_size());
  return kDone;
}

int try_policy(const Terminal& terminal, const PolicyCommand& command) {
  const auto text = text_in(terminal, command.file);
  if (!text) return kWrongUse;
  if (!read_or_tell(terminal, command, *text)) return kFault;
  const Interrupt interrupt;
  const auto authority = open_authority(terminal, eventstore::OpenMode::kReadOnly, KeyUse::kNone);
  if (!authority) return kWrongUse;
  gwarchod::v1::PolicyFile file;
  file.set_text(*text);
  const ImportProgress progress = progress_on(terminal.err);
  const auto trial =
      PolicyDesk(*authority->tracker).try_out(file, [&](std::size_t done, std::size_t of) {
        progress(terminal.cymraeg ? "darparwyr" : "providers", done, of);
        return !interrupt.came();
      });
  if (!trial) {
    refuse(terminal, trial.error());
    return kFault;
  }
  if (terminal.json) {
    terminal.out << schema::to_json(*trial) << "\n";
  } else {
    terminal.out << trial_text(*trial, terminal.cymraeg ? Language::kWelsh : Language::kEnglish);
  }
  return kDone;
}

int adopt_policy(const Terminal& terminal, const PolicyCommand& command) {
  const auto text = text_in(terminal, command.file);
  if (!text) return kWrongUse;
  if (!read_or_tell(terminal, command, *text)) return kFault;
  auto authority = open_authority(terminal, eventstore::OpenMode::kExisting, KeyUse::kNone);
  if (!authority) return kWrongUse;
  gwarchod::v1::PolicyFile file;
  file.set_text(*text);
  file.set_why(command.why);
  file.set_approved_by(command.approved_by);
  file.set_effective_from(command.from);
  std::promise<Tracker::Outcome<gwarchod::v1::Recorded>> answered;
  PolicyDesk(*authority->tracker).adopt(Caller::system(), file, [&](const auto& outcome) {
    answered.set_value(outcome);
  });
  const auto recorded = answered.get_future().get();
  if (!recorded) {
    refuse(terminal, recorded.error());
    return kFault;
  }
  authority->tracker->catch_up();
  const auto adopted = PolicyDesk(*authority->tracker).adopted().policies(0);
  if (terminal.json) {
    terminal.out << schema::to_json(adopted) << "\n";
  } else {
    terminal.out << fmt::format(
        fmt::runtime(terminal.cymraeg
                         ? "Mabwysiadwyd {}, mewn grym o {} (digwyddiad {}, safle {})\n"
                         : "Adopted {}, in force from {} (event {}, position {})\n"),
        adopted.version(), adopted.effective_from(), recorded->event_id(), recorded->position());
  }
  return kDone;
}

}  // namespace app
