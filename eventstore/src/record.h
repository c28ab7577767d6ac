#pragma once

#include <string>
#include <string_view>

#include "eventstore/types.h"

namespace eventstore {

/// An event about to be written, or in the bytes just read: views of what others own.
struct RecordView {
  Position position;
  std::string_view stream;
  StreamVersion version;
  Instant recorded;
  std::string_view id;
  std::string_view type;
  std::string_view payload;
};

/// The bytes of an event that are hashed and stored. One event has one form only, so a hash can be
/// recomputed from what was read. Integers are little-endian:
///
///   1 byte  form, 1
///   8 bytes position, 8 bytes stream version, 8 bytes recorded (microseconds since 1970, signed)
///   2 bytes length of the stream's name, 2 of the id, 2 of the type, 4 of the payload
///   the stream's name, the id, the type, the payload
///
/// Limits: those of types.h, checked before. Appends to `out`.
void encode_record(const RecordView& record, std::string& out);

/// Reads what encode_record wrote. Views point into `bytes`.
/// Returns false when the bytes are no record; `record` is then unspecified.
[[nodiscard]] bool decode_record(std::string_view bytes, RecordView& record);

/// The event as a record.
[[nodiscard]] inline RecordView view_of(const StoredEvent& event) {
  return {event.position, event.stream.value(), event.version, event.recorded,
          event.id,       event.type,           event.payload};
}

/// Copies a record into an event, reusing the event's memory.
void assign(StoredEvent& event, const RecordView& record);

}  // namespace eventstore
