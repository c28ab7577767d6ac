#include "event_reader.h"

#include <fmt/format.h>

#include <memory>
#include <stdexcept>
#include <vector>

#include "schema/personal.h"

namespace app {
namespace {

using gwarchod::v1::Event;

std::runtime_error no_event(const eventstore::StoredEvent& stored) {
  return std::runtime_error(
      fmt::format("position {} is no event of this program", stored.position.value()));
}

}  // namespace

EventReader::EventReader(const schema::Schema& schema, const eventstore::Keyring& keys)
    : schema_(schema), keys_(keys), upcasters_(schema), personal_(schema::personal_kinds(schema)) {}

void EventReader::read_sealed(const eventstore::StoredEvent& stored, Event& event) const {
  if (!read_sealed_if_event(stored, event)) throw no_event(stored);
}

bool EventReader::read_sealed_if_event(const eventstore::StoredEvent& stored, Event& event) const {
  if (!event.ParseFromString(stored.payload)) return false;
  upcasters_.bring_up_to_date(event);
  return true;
}

Event EventReader::read_sealed(const eventstore::StoredEvent& stored) const {
  Event event;
  read_sealed(stored, event);
  return event;
}

Event EventReader::read(const eventstore::StoredEvent& stored) const {
  auto event = read_if_event(stored);
  if (!event) throw no_event(stored);
  return std::move(*event);
}

std::optional<Event> EventReader::read_if_event(const eventstore::StoredEvent& stored) const {
  Event event;
  if (!event.ParseFromString(stored.payload)) return std::nullopt;
  upcasters_.bring_up_to_date(event);
  if (event.sealed_for_size() > 0) open(stored.id, event);
  return event;
}

void EventReader::open(const std::string& id, Event& event) const {
  std::unique_ptr<google::protobuf::Message> body;
  if (personal_.contains(event.kind())) {
    body = schema_.make(*schema_.find(event.kind()));
    if (!body->ParseFromString(event.body())) body.reset();
  }
  const std::vector<eventstore::Token> tokens(event.sealed_for().begin(), event.sealed_for().end());
  gwarchod::v1::PersonalFields taken;
  const auto plain = event.sealed().empty() ? std::optional(std::string{})
                                            : keys_.open(tokens, event.sealed(), id);
  if (plain && taken.ParseFromString(*plain)) {
    schema::put_back(taken.envelope(), *event.mutable_envelope());
    if (body && !taken.body().empty()) {
      const std::unique_ptr<google::protobuf::Message> of_body(body->New());
      if (of_body->ParseFromString(taken.body())) schema::put_back(*of_body, *body);
    }
    event.clear_sealed_fields();
  }
  name_people(event, body.get());
  if (body) body->SerializeToString(event.mutable_body());
  event.clear_sealed();
  event.clear_sealed_for();
}

void EventReader::name_people(Event& event, google::protobuf::Message* body) const {
  const auto name = [this](std::string& token) { token = keys_.reference_of(token).value_or(""); };
  schema::replace_people(
      *event.mutable_envelope(),
      [&](const schema::Place& place) {
        schema::note_sealed(event, Event::kEnvelopeFieldNumber, place);
      },
      name);
  if (body == nullptr) return;
  schema::replace_people(
      *body,
      [&](const schema::Place& place) {
        schema::note_sealed(event, Event::kBodyFieldNumber, place);
      },
      name);
}

}  // namespace app
