#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "schema/result.h"
#include "schema/strong.h"
#include "schema/time.h"

namespace eventstore {

using schema::Instant;
using schema::Result;

/// The name of one stream: 1 to 200 bytes of UTF-8 without NUL, "provider/1f3c".
using StreamId = schema::Strong<struct StreamIdTag, std::string>;
/// Place within one stream: its first event is 1; 0 is "before the first".
using StreamVersion = schema::Strong<struct StreamVersionTag, std::uint64_t>;
/// Place among all events of the log: the first is 1, without a gap; 0 is "before the first".
using Position = schema::Strong<struct PositionTag, std::uint64_t>;
using Hash = std::array<std::uint8_t, 32>;

inline constexpr std::size_t kStreamIdBytesMax = 200;
inline constexpr std::size_t kEventIdBytesMax = 200;
inline constexpr std::size_t kEventTypeBytesMax = 200;
inline constexpr std::size_t kPayloadBytesMax = 1U << 20U;
inline constexpr std::size_t kIdempotencyKeyBytesMax = 200;
inline constexpr std::size_t kCommitEventsMax = 1'000'000;
inline constexpr std::size_t kCommitBytesMax = 1U << 30U;  // of payloads
/// What may wait for the disk at once. One commit alone may have more bytes.
inline constexpr std::size_t kWaitingCommitsMax = 200'000;
inline constexpr std::size_t kWaitingBytesMax = 256U << 20U;

/// What a writer believes of a stream before its events.
class ExpectedVersion {
 public:
  static ExpectedVersion any() { return ExpectedVersion{kAny}; }
  static ExpectedVersion no_stream() { return ExpectedVersion{0}; }
  /// Any but none: the stream has events already.
  static ExpectedVersion some() { return ExpectedVersion{kSome}; }
  static ExpectedVersion exactly(StreamVersion version) { return ExpectedVersion{version.value()}; }
  [[nodiscard]] bool accepts(StreamVersion actual) const {
    if (value_ == kSome) return actual.value() > 0;
    return value_ == kAny || value_ == actual.value();
  }

 private:
  static constexpr std::uint64_t kAny = ~std::uint64_t{0};
  static constexpr std::uint64_t kSome = kAny - 1;
  explicit ExpectedVersion(std::uint64_t value) : value_(value) {}
  std::uint64_t value_;
};

/// An event to be appended. `id` is unique in the log (a UUIDv7 in text); `type` and `payload` mean
/// nothing to the store.
struct NewEvent {
  std::string id;
  std::string type;
  std::string payload;
};

/// What one commit asks of one stream. No events: only the expectation is checked.
struct StreamWrite {
  StreamId stream;
  ExpectedVersion expected;
  std::vector<NewEvent> events;
};

/// The atomic unit: all of it is written, or none. A stream may be written to more than once: each
/// expectation then counts the writes before it.
struct Commit {
  std::vector<StreamWrite> writes;
  /// Empty: no protection against repeats. Else 1 to kIdempotencyKeyBytesMax bytes: the same key
  /// with the same `content_hash` is answered as the first time; with another it is refused.
  std::string idempotency_key;
  /// What "the same content" means is the caller's: the hash of the request, usually.
  Hash content_hash{};
  /// Nobody waits for the answer: it may stay some milliseconds for another commit, whose sync it
  /// then shares.
  bool unhurried = false;
};

/// One stored event as read back.
struct StoredEvent {
  Position position;
  StreamId stream;
  StreamVersion version;
  Instant recorded;
  std::string id;
  std::string type;
  std::string payload;
};

struct Appended {
  Position first;  // of the commit's events; first > last for a commit of none
  Position last;
  std::vector<StreamVersion> versions;  // after the commit, one for each StreamWrite
  bool repeated = false;                // answered from the idempotency record; nothing was written
};

struct AppendError {
  enum class Kind {
    kWrongExpectedVersion,  // someone was first; `stream` and `actual` say where it stands
    kIdempotencyMismatch,   // the key was used before for other content
    kDuplicateEventId,      // an event of that id is stored already; `what` holds the id
    kTooLarge,              // a limit of types.h; `what` names it
    kBusy,                  // kWaiting...Max is reached: send it again in a moment
    kDiskFull,              // too little room is left; writes are taken again once there is more
    kStorageFailed,         // the disk refused, or holds what was not written to it
  };
  Kind kind;
  StreamId stream;
  StreamVersion actual;
  std::string what;
  /// Whether it reached the disk is not known: sent again with its idempotency key, it is there
  /// once. Otherwise nothing of it was written, nor will be.
  bool may_be_written = false;
};

}  // namespace eventstore
