#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "faults.h"
#include "gwarchod/v1/records/decisions.pb.h"
#include "gwarchod/v1/records/meetings.pb.h"
#include "gwarchod/v1/records/register.pb.h"
#include "providers/decide.h"
#include "schema/validate.h"

namespace providers {
namespace {

using gwarchod::v1::Envelope;
using gwarchod::v1::EXIT_UNMET;
using gwarchod::v1::ExitShown;
using gwarchod::v1::ExitTest;
using gwarchod::v1::FieldProblem;
using Faults = std::vector<FieldProblem>;

constexpr std::string_view kRegistration = "ProviderRegistered";

Faults validate(const Envelope& envelope, const google::protobuf::Message& body,
                schema::Day today) {
  Faults found = schema::validate(envelope, today, "envelope");
  Faults more = schema::validate(body, today, "body");
  std::move(more.begin(), more.end(), std::back_inserter(found));
  return found;
}

void check_updates(const Record& command, const Known& known, Faults& found) {
  const std::string& updates = command.envelope.updates();
  if (updates.empty()) {
    if (command.kind.name == kRegistration) found.push_back(registered_already());
    return;
  }
  const std::optional<std::string> kind = known.kind_of(updates);
  if (!kind) {
    found.push_back(updates_unknown());
  } else if (*kind != command.kind.name) {
    found.push_back(updates_other_kind());
  }
}

void check_corrects(const gwarchod::v1::Correction& correction, const Known& known, Faults& found) {
  if (correction.corrects().empty()) return;  // told as a required field
  const std::optional<std::string> name = known.kind_of(correction.corrects());
  if (!name) {
    found.push_back(corrects_unknown());
    return;
  }
  const schema::Kind* kind = known.schema.find(*name);
  if (kind != nullptr && kind->options->system()) found.push_back(corrects_system());
  if (*name == kRegistration) found.push_back(corrects_registration());
}

/// Whether a record can be a report of an occurrence; if not, which fault that is.
std::optional<FieldProblem> no_report(const std::string& record, const std::string& field,
                                      const Known& known) {
  const std::optional<std::string> name = known.kind_of(record);
  if (!name) return report_unknown(field);
  const schema::Kind* kind = known.schema.find(*name);
  const bool is_system = kind != nullptr && kind->options->system();
  const bool says_of_others =
      *name == "Correction" || *name == "OccurrencesMerged" || *name == "OccurrenceSplit";
  if (is_system || says_of_others) return no_report_kind(field);
  return std::nullopt;
}

void check_merged(const gwarchod::v1::OccurrencesMerged& merged, const Known& known,
                  Faults& found) {
  const std::string field = "body.records";
  const std::set<std::string> records(merged.records().begin(), merged.records().end());
  if (records.size() < 2) found.push_back(merged_too_few(field));
  for (const std::string& record : records) {
    if (auto fault = no_report(record, field, known)) {
      found.push_back(std::move(*fault));
      return;  // all would be told at the same field
    }
  }
}

void check_split(const gwarchod::v1::OccurrenceSplit& split, const Known& known, Faults& found) {
  if (split.of_record().empty()) return;  // told as a required field
  auto fault = no_report(split.of_record(), "body.ofRecord", known);
  if (fault) found.push_back(std::move(*fault));
}

/// The answer to an exit test: it names the test by its id or by its words.
const ExitTest* answer_to(const ExitShown& exit,
                          const google::protobuf::RepeatedPtrField<ExitTest>& answers) {
  const auto at = std::find_if(answers.begin(), answers.end(), [&](const ExitTest& answer) {
    return (!exit.exit().empty() && answer.test() == exit.exit()) ||
           answer.test() == exit.words().en() || answer.test() == exit.words().cy();
  });
  return at == answers.end() ? nullptr : &*at;
}

/// A stage is never lowered by silence: each exit test is answered, and what the record does not
/// show met is not said to be, unless a record is named that shows it.
template <class Decision>
void check_exits(const Decision& decision, const std::string& day, const Known& known,
                 Faults& found) {
  std::vector<ExitShown> unanswered, unshown;
  for (ExitShown& exit : known.exits_to(decision.to_stage(), day)) {
    const ExitTest* answer = answer_to(exit, decision.exit_tests());
    if (answer == nullptr) {
      unanswered.push_back(std::move(exit));
    } else if (answer->met() && answer->evidence().empty() && exit.state() == EXIT_UNMET) {
      unshown.push_back(std::move(exit));
    }
  }
  if (!unanswered.empty()) found.push_back(exits_unanswered(unanswered));
  if (!unshown.empty()) found.push_back(exits_unshown(unshown));
  for (const ExitTest& answer : decision.exit_tests()) {
    if (answer.evidence().empty() || known.kind_of(answer.evidence())) continue;
    found.push_back(exit_evidence_unknown(answer.evidence()));
  }
}

template <class Decision>
void check_decision(const Decision& decision, const std::string& day, const Known& known,
                    Faults& found) {
  if (decision.to_stage().empty()) return;  // told as a required field
  if (!known.has_stage(decision.to_stage())) {
    found.push_back(unknown_stage());
  } else {
    check_exits(decision, day, known, found);
  }
}

/// The body as a message of the type, if it is one.
template <class Body>
const Body* body_as(const Record& command) {
  if (command.body.GetDescriptor() != Body::descriptor()) return nullptr;
  return dynamic_cast<const Body*>(&command.body);
}

}  // namespace

std::vector<FieldProblem> faults(const Register& command, const Known& known) {
  Faults found = validate(command.envelope, command.body, known.today);
  if (!is_provider_id(command.provider)) found.push_back(bad_provider_id());
  if (!command.envelope.updates().empty()) found.push_back(updates_at_registration());
  return found;
}

std::vector<FieldProblem> faults(const Record& command, const Known& known) {
  Faults found = validate(command.envelope, command.body, known.today);
  check_updates(command, known, found);
  if (const auto* correction = body_as<gwarchod::v1::Correction>(command)) {
    check_corrects(*correction, known, found);
  }
  if (const auto* merged = body_as<gwarchod::v1::OccurrencesMerged>(command)) {
    check_merged(*merged, known, found);
  }
  if (const auto* split = body_as<gwarchod::v1::OccurrenceSplit>(command)) {
    check_split(*split, known, found);
  }
  const std::string& day = command.envelope.occurred_from();
  if (const auto* decision = body_as<gwarchod::v1::StageDecision>(command)) {
    check_decision(*decision, day, known, found);
  }
  if (const auto* decision = body_as<gwarchod::v1::DeEscalation>(command)) {
    check_decision(*decision, day, known, found);
  }
  return found;
}

}  // namespace providers
