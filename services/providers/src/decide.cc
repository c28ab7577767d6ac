#include "providers/decide.h"

#include <utility>

#include "faults.h"
#include "gwarchod/v1/records/register.pb.h"

namespace providers {
namespace {

using gwarchod::v1::Event;
using gwarchod::v1::FieldProblem;

Event event_of(const std::string& kind, const gwarchod::v1::Envelope& envelope,
               const google::protobuf::Message& body) {
  Event event;
  event.set_kind(kind);
  event.set_schema_version(1);
  *event.mutable_envelope() = envelope;
  body.SerializeToString(event.mutable_body());
  return event;
}

/// A list in braces would copy it.
std::vector<Event> one(Event event) {
  std::vector<Event> events;
  events.push_back(std::move(event));
  return events;
}

Rejection invalid(std::vector<FieldProblem> faults) {
  return {Rejection::Reason::kInvalid, std::move(faults)};
}

}  // namespace

Decision decide(const State& state, const Register& command) {
  if (state.exists) return Rejection{Rejection::Reason::kExists, {}};
  return one(event_of("ProviderRegistered", command.envelope, command.body));
}

Decision decide(const State& state, const Record& command) {
  if (!state.exists) return Rejection{Rejection::Reason::kUnknownProvider, {}};
  return one(event_of(command.kind.name, command.envelope, command.body));
}

State evolve(State state, const Event& /*event*/) {
  state.exists = true;
  ++state.version;
  return state;
}

schema::Result<const schema::Kind*, Rejection> recordable(const schema::Schema& schema,
                                                          std::string_view name) {
  const schema::Kind* kind = schema.find(name);
  if (kind == nullptr) return invalid({unknown_kind()});
  if (kind->options->system()) return invalid({system_kind()});
  if (kind->options->file()) return invalid({file_kind()});
  return kind;
}

}  // namespace providers
