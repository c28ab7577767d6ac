#include "events.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace app {
namespace {

google::protobuf::Timestamp to_timestamp(schema::Instant instant) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(instant);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(seconds.time_since_epoch().count());
  timestamp.set_nanos(static_cast<std::int32_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(instant - seconds).count()));
  return timestamp;
}

eventstore::StreamId stream(std::string_view prefix, std::string_view name) {
  return eventstore::StreamId{fmt::format("{}{}", prefix, name)};
}

}  // namespace

eventstore::StreamId provider_stream(std::string_view provider) {
  return stream(kProviderStreams, provider);
}

eventstore::StreamId account_stream(std::string_view account) {
  return stream(kAccountStreams, account);
}

eventstore::StreamId policy_stream() { return stream(kPolicyStream, ""); }

eventstore::StreamId erasure_stream() { return stream(kErasureStream, ""); }

std::string_view name_in(const eventstore::StreamId& stream, std::string_view prefix) {
  const std::string_view name = stream.value();
  return name.starts_with(prefix) ? name.substr(prefix.size()) : std::string_view{};
}

eventstore::NewEvent to_store(gwarchod::v1::Event event, const Caller& caller, std::string id,
                              schema::Instant now) {
  event.set_recorded_by(caller.account);
  event.set_recorded_for(caller.agency);
  *event.mutable_recorded_at() = to_timestamp(now);
  eventstore::NewEvent made;
  made.id = std::move(id);
  made.payload = event.SerializeAsString();
  made.type = std::move(*event.mutable_kind());
  return made;
}

eventstore::NewEvent to_store(gwarchod::v1::Event event, const Caller& caller, IdSource& ids,
                              schema::Instant now) {
  return to_store(std::move(event), caller, ids.event_id(), now);
}

gwarchod::v1::Event system_event(std::string kind, std::string body, schema::Day day) {
  gwarchod::v1::Event event;
  event.set_kind(std::move(kind));
  event.set_schema_version(1);
  event.mutable_envelope()->set_occurred_from(schema::to_string(day));
  event.set_body(std::move(body));
  return event;
}

gwarchod::v1::Event from_store(const eventstore::StoredEvent& stored) {
  gwarchod::v1::Event event;
  if (!event.ParseFromString(stored.payload)) {
    throw std::runtime_error(
        fmt::format("position {} is no event of this program", stored.position.value()));
  }
  return event;
}

}  // namespace app
