#pragma once

#include <string>
#include <string_view>

#include "app/caller.h"
#include "app/ids.h"
#include "eventstore/types.h"
#include "gwarchod/v1/envelope.pb.h"
#include "schema/time.h"

/// How events stand in the store: streams by name, the kind's name as the type, Event as the
/// payload.
namespace app {

inline constexpr std::string_view kProviderStreams = "provider/";
inline constexpr std::string_view kAccountStreams = "account/";
inline constexpr std::string_view kPolicyStream = "policy";
inline constexpr std::string_view kErasureStream = "erasure";

[[nodiscard]] eventstore::StreamId provider_stream(std::string_view provider);
[[nodiscard]] eventstore::StreamId account_stream(std::string_view account);
[[nodiscard]] eventstore::StreamId policy_stream();
[[nodiscard]] eventstore::StreamId erasure_stream();
/// What follows the prefix in a stream's name; empty when the stream has another prefix.
[[nodiscard]] std::string_view name_in(const eventstore::StreamId& stream, std::string_view prefix);

/// The event as it is to be appended: with who recorded it, for whom and when; and with a new id,
/// where none is given. For what the system writes: records are sealed before (event_sealer.h).
[[nodiscard]] eventstore::NewEvent to_store(gwarchod::v1::Event event, const Caller& caller,
                                            std::string id, schema::Instant now);
[[nodiscard]] eventstore::NewEvent to_store(gwarchod::v1::Event event, const Caller& caller,
                                            IdSource& ids, schema::Instant now);
/// An event of the kind with nothing in its envelope but the day: what the system writes.
[[nodiscard]] gwarchod::v1::Event system_event(std::string kind, std::string body, schema::Day day);

/// The payload of what the system wrote (a policy, an account), read back. Records are read by an
/// EventReader (event_reader.h). Throws std::runtime_error when it is no Event.
[[nodiscard]] gwarchod::v1::Event from_store(const eventstore::StoredEvent& stored);

}  // namespace app
