#include <algorithm>
#include <iterator>
#include <utility>

#include "faults.h"
#include "gwarchod/v1/records/decisions.pb.h"
#include "gwarchod/v1/records/register.pb.h"
#include "providers/decide.h"
#include "schema/validate.h"

namespace providers {
namespace {

using gwarchod::v1::Envelope;
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
  if (command.body.GetDescriptor() == gwarchod::v1::Correction::descriptor()) {
    check_corrects(dynamic_cast<const gwarchod::v1::Correction&>(command.body), known, found);
  }
  if (command.body.GetDescriptor() == gwarchod::v1::StageDecision::descriptor()) {
    const auto& decision = dynamic_cast<const gwarchod::v1::StageDecision&>(command.body);
    if (!decision.to_stage().empty() && !known.has_stage(decision.to_stage())) {
      found.push_back(unknown_stage());
    }
  }
  return found;
}

}  // namespace providers
