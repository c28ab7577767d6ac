#include "commit_limits.h"

namespace eventstore {
namespace {

AppendError too_large(const StreamId& stream, std::string what) {
  return {AppendError::Kind::kTooLarge, stream, StreamVersion{}, std::move(what)};
}

std::optional<AppendError> over_limit(const StreamId& stream, const NewEvent& event) {
  if (event.id.empty() || event.id.size() > kEventIdBytesMax) {
    return too_large(stream, "an event id has 1 to " + std::to_string(kEventIdBytesMax) + " bytes");
  }
  if (event.type.size() > kEventTypeBytesMax) {
    return too_large(stream,
                     "an event type has at most " + std::to_string(kEventTypeBytesMax) + " bytes");
  }
  if (event.payload.size() > kPayloadBytesMax) {
    return too_large(stream,
                     "a payload has at most " + std::to_string(kPayloadBytesMax) + " bytes");
  }
  return std::nullopt;
}

bool is_name(const std::string& stream) {
  return !stream.empty() && stream.size() <= kStreamIdBytesMax &&
         stream.find('\0') == std::string::npos;
}

}  // namespace

std::optional<AppendError> over_limit(const Commit& commit) {
  if (commit.idempotency_key.size() > kIdempotencyKeyBytesMax) {
    return too_large(
        {}, "an idempotency key has at most " + std::to_string(kIdempotencyKeyBytesMax) + " bytes");
  }
  std::size_t events = 0;
  std::size_t bytes = 0;
  for (const StreamWrite& write : commit.writes) {
    if (!is_name(write.stream.value())) {
      return too_large(write.stream, "a stream's name has 1 to " +
                                         std::to_string(kStreamIdBytesMax) + " bytes, none NUL");
    }
    events += write.events.size();
    for (const NewEvent& event : write.events) {
      if (auto error = over_limit(write.stream, event)) {
        return error;
      }
      bytes += event.payload.size();
    }
  }
  if (events > kCommitEventsMax || commit.writes.size() > kCommitEventsMax) {
    return too_large({}, "a commit has at most " + std::to_string(kCommitEventsMax) + " events");
  }
  if (bytes > kCommitBytesMax) {
    return too_large(
        {}, "a commit has at most " + std::to_string(kCommitBytesMax) + " bytes of payload");
  }
  return std::nullopt;
}

}  // namespace eventstore
