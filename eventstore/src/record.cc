#include "record.h"

#include "bytes.h"

namespace eventstore {
namespace {

constexpr char kForm = 1;
constexpr std::size_t kHeadBytes = 1 + 8 + 8 + 8 + 2 + 2 + 2 + 4;

}  // namespace

void encode_record(const RecordView& record, std::string& out) {
  out.reserve(out.size() + kHeadBytes + record.stream.size() + record.id.size() +
              record.type.size() + record.payload.size());
  out.push_back(kForm);
  put_little(out, record.position.value());
  put_little(out, record.version.value());
  put_little(out, static_cast<std::uint64_t>(record.recorded.time_since_epoch().count()));
  put_little(out, static_cast<std::uint16_t>(record.stream.size()));
  put_little(out, static_cast<std::uint16_t>(record.id.size()));
  put_little(out, static_cast<std::uint16_t>(record.type.size()));
  put_little(out, static_cast<std::uint32_t>(record.payload.size()));
  out.append(record.stream).append(record.id).append(record.type).append(record.payload);
}

bool decode_record(std::string_view bytes, RecordView& record) {
  if (bytes.size() < kHeadBytes || bytes.front() != kForm) {
    return false;
  }
  const char* head = bytes.data() + 1;
  record.position = Position{get_little<std::uint64_t>(head)};
  record.version = StreamVersion{get_little<std::uint64_t>(head + 8)};
  const auto microseconds = static_cast<std::int64_t>(get_little<std::uint64_t>(head + 16));
  record.recorded = Instant{std::chrono::microseconds{microseconds}};
  const std::size_t stream = get_little<std::uint16_t>(head + 24);
  const std::size_t id = get_little<std::uint16_t>(head + 26);
  const std::size_t type = get_little<std::uint16_t>(head + 28);
  const std::size_t payload = get_little<std::uint32_t>(head + 30);
  if (bytes.size() != kHeadBytes + stream + id + type + payload) {
    return false;
  }
  const char* text = bytes.data() + kHeadBytes;
  record.stream = {text, stream};
  record.id = {text + stream, id};
  record.type = {text + stream + id, type};
  record.payload = {text + stream + id + type, payload};
  return true;
}

void assign(StoredEvent& event, const RecordView& record) {
  event.position = record.position;
  if (event.stream.value() != record.stream) {
    event.stream = StreamId{std::string{record.stream}};
  }
  event.version = record.version;
  event.recorded = record.recorded;
  event.id.assign(record.id);
  event.type.assign(record.type);
  event.payload.assign(record.payload);
}

}  // namespace eventstore
