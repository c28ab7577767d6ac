#include "event_sealer.h"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <vector>

#include "events.h"
#include "schema/personal.h"
#include "upcasters.h"

namespace app {
namespace {

using gwarchod::v1::Event;

/// Notes the token among those whose keys seal the event; each stands there once.
void add_token(Event& event, const eventstore::Token& token) {
  const auto& tokens = event.sealed_for();
  if (std::ranges::find(tokens, token) == tokens.end()) event.add_sealed_for(token);
}

}  // namespace

EventSealer::EventSealer(const schema::Schema& schema, eventstore::Keyring& keys)
    : schema_(schema), keys_(keys), personal_(schema::personal_kinds(schema)) {}

void EventSealer::seal(Event& event, const std::string& id) const {
  const schema::Kind* kind = schema_.find(event.kind());
  if (kind == nullptr) throw std::logic_error("an event of a kind that the schema does not know");
  if (kind->options->system()) return;
  const auto replace = [&](std::string& person) {
    person = keys_.token_of(person);
    add_token(event, person);
  };
  gwarchod::v1::PersonalFields taken;
  bool any = schema::take_out(
      *event.mutable_envelope(), *taken.mutable_envelope(),
      [&](const schema::Place& place) {
        schema::note_sealed(event, Event::kEnvelopeFieldNumber, place);
      },
      replace);
  if (personal_.contains(event.kind())) {
    const std::unique_ptr<google::protobuf::Message> body = schema_.make(*kind);
    if (!body->ParseFromString(event.body())) throw std::logic_error("a body of another kind");
    const std::unique_ptr<google::protobuf::Message> of_body(body->New());
    any = schema::take_out(
              *body, *of_body,
              [&](const schema::Place& place) {
                schema::note_sealed(event, Event::kBodyFieldNumber, place);
              },
              replace) ||
          any;
    of_body->SerializeToString(taken.mutable_body());
    body->SerializeToString(event.mutable_body());
  }
  event.set_schema_version(kSealedVersion);
  if (!any) return;
  if (event.sealed_for_size() == 0) event.add_sealed_for(keys_.fresh_token());
  const std::vector<eventstore::Token> tokens(event.sealed_for().begin(), event.sealed_for().end());
  event.set_sealed(keys_.seal(tokens, taken.SerializeAsString(), id));
}

void EventSealer::seal(eventstore::Commit& commit) const {
  Event event;
  for (eventstore::StreamWrite& write : commit.writes) {
    for (eventstore::NewEvent& made : write.events) {
      if (!event.ParseFromString(made.payload)) throw std::logic_error("no event of this program");
      seal(event, made.id);
      event.SerializeToString(&made.payload);
    }
  }
}

eventstore::NewEvent EventSealer::to_store(Event event, const Caller& caller, IdSource& ids,
                                           schema::Instant now) const {
  std::string id = ids.event_id();
  seal(event, id);
  return app::to_store(std::move(event), caller, std::move(id), now);
}

}  // namespace app
