// The bytes of one event, as they are read from a disk: what is read is written as it was.
#include "bytes.h"
#include "layout.h"
#include "record.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text(data, size);
  eventstore::RecordView record;
  if (eventstore::decode_record(input, record)) {
    std::string written;
    eventstore::encode_record(record, written);
    fuzz::check(written == input);
    eventstore::StoredEvent event;
    eventstore::assign(event, record);
    fuzz::check(event.payload == record.payload && event.stream.value() == record.stream);
  }
  if (const auto value = eventstore::parse_log_value(input)) {
    fuzz::check(value->leaf.size() + value->record.size() == input.size());
    static_cast<void>(eventstore::hash_at(value->leaf));
    static_cast<void>(eventstore::decode_record(value->record, record));
  }
  return 0;
}
