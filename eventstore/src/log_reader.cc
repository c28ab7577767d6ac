#include "log_reader.h"

#include <algorithm>

#include "batch_room.h"
#include "tree.h"

namespace eventstore {
namespace {

constexpr std::size_t kScanReadaheadBytes = 2U << 20U;
constexpr std::size_t kFetchMax = 256;

/// What stands in the value under `position`.
RecordView decoded(std::uint64_t position, std::string_view value) {
  const auto stored = parse_log_value(value);
  RecordView record;
  if (!stored || !decode_record(stored->record, record) || record.position.value() != position) {
    throw StorageError("the event at position " + std::to_string(position) + " is damaged", true);
  }
  return record;
}

/// What stands where the iterator does, which must be at `position`.
RecordView decoded(const rocksdb::Iterator& at, std::uint64_t position) {
  if (!at.Valid()) check(at.status());
  if (!at.Valid() || position_of_key(view(at.key())) != position) {
    throw StorageError("the event at position " + std::to_string(position) + " is missing", true);
  }
  return decoded(position, view(at.value()));
}

}  // namespace

std::vector<StoredEvent> LogReader::log(Position from, Position last, std::size_t limit,
                                        Direction direction) const {
  std::vector<StoredEvent> events;
  const bool forward = direction == Direction::kForward;
  const std::uint64_t start =
      forward ? std::max<std::uint64_t>(from.value(), 1) : std::min(from.value(), last.value());
  if (start == 0 || start > last.value() || limit == 0) {
    return events;
  }
  const std::uint64_t there = forward ? last.value() - start + 1 : start;
  const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(limit, there));
  events.resize(count);
  const auto at = database_.iterate(kLog, {});
  at->Seek(log_key(start));
  for (std::size_t number = 0; number < count; ++number) {
    const std::uint64_t position = forward ? start + number : start - number;
    assign(events[number], decoded(*at, position));
    forward ? at->Next() : at->Prev();
  }
  return events;
}

std::vector<StoredEvent> LogReader::stream(const StreamId& stream, StreamVersion from,
                                           Position last, std::size_t limit,
                                           Direction direction) const {
  std::vector<StoredEvent> events;
  const bool forward = direction == Direction::kForward;
  if (!forward && from.value() == 0) {
    return events;
  }
  const std::string first = stream_key(stream.value(), 1);
  const std::string prefix = first.substr(0, first.size() - sizeof(std::uint64_t));
  const std::string start = stream_key(stream.value(), std::max<std::uint64_t>(from.value(), 1));
  const auto at = database_.iterate(kStreams, {});
  forward ? at->Seek(start) : at->SeekForPrev(start);

  std::vector<std::string> positions;
  for (; at->Valid() && events.size() + positions.size() < limit;
       forward ? at->Next() : at->Prev()) {
    const std::string_view key = view(at->key());
    if (!key.starts_with(prefix) || key.size() != first.size()) {
      break;
    }
    if (view(at->value()) > log_key(last.value())) {
      continue;  // on its way to being seen
    }
    positions.push_back(at->value().ToString());
    if (positions.size() == kFetchMax) {
      fetch(positions, events);
      positions.clear();
    }
  }
  check(at->status());
  fetch(positions, events);
  return events;
}

void LogReader::fetch(const std::vector<std::string>& positions,
                      std::vector<StoredEvent>& events) const {
  const std::vector<rocksdb::Slice> keys(positions.begin(), positions.end());
  std::vector<rocksdb::PinnableSlice> values(keys.size());
  std::vector<rocksdb::Status> statuses(keys.size());
  database_.db().MultiGet({}, database_.family(kLog), keys.size(), keys.data(), values.data(),
                          statuses.data());
  for (std::size_t number = 0; number < keys.size(); ++number) {
    const std::uint64_t position = number_of_value(positions[number]).value_or(0);
    if (statuses[number].IsNotFound()) {
      throw StorageError("the event at position " + std::to_string(position) + " is missing", true);
    }
    check(statuses[number]);
    assign(events.emplace_back(), decoded(position, view(values[number])));
  }
}

void LogReader::scan(Position from, Position last,
                     const std::function<bool(const StoredEvent&)>& visit) const {
  const std::uint64_t start = std::max<std::uint64_t>(from.value(), 1);
  if (start > last.value()) {
    return;
  }
  rocksdb::ReadOptions options;
  options.readahead_size = kScanReadaheadBytes;
  options.fill_cache = false;  // one pass over everything would only drive out what is in use
  const auto at = database_.iterate(kLog, options);
  StoredEvent event;
  at->Seek(log_key(start));
  for (std::uint64_t position = start; position <= last.value(); ++position, at->Next()) {
    assign(event, decoded(*at, position));
    if (!visit(event)) {
      return;
    }
  }
}

Batch LogReader::batch(Position after, Position last, const EventFilter& filter,
                       const BatchLimits& limits) const {
  Batch batch{.through = after};
  BatchRoom room(limits);
  const auto at = database_.iterate(kLog, {});
  std::uint64_t position = after.value() + 1;
  for (at->Seek(log_key(position)); position <= last.value() && room.may_look_at(batch.looked_at);
       at->Next(), ++position) {
    const RecordView record = decoded(*at, position);
    if (filter.wants(record.stream, record.type)) {
      if (!room.take(record)) break;
      assign(batch.events.emplace_back(), record);
    }
    ++batch.looked_at;
    batch.through = record.position;
  }
  return batch;
}

std::vector<Hash> LogReader::tile(unsigned level, std::uint64_t index, Position last) const {
  const unsigned height = level * kTileHeight;
  const std::uint64_t complete = height < 64 ? last.value() >> height : 0;
  if (index > complete / kTileHashes) {
    return {};
  }
  const std::size_t count = std::min<std::uint64_t>(kTileHashes, complete - index * kTileHashes);
  if (count == 0) {
    return {};
  }
  if (level == 0 && count < kTileHashes) {
    return leaves(index * kTileHashes + 1, count);
  }
  const auto stored = database_.get(kTree, tile_key(level, index));
  constexpr std::size_t kHashBytes = std::tuple_size_v<Hash>;
  // One that grows may hold more already than is to be seen.
  if (!stored || stored->size() < count * kHashBytes) {
    throw StorageError("the tree lacks a tile, of level " + std::to_string(level));
  }
  std::vector<Hash> hashes;
  for (std::size_t at = 0; at < count; ++at) {
    hashes.push_back(hash_at(std::string_view{*stored}.substr(at * kHashBytes)));
  }
  return hashes;
}

std::vector<Hash> LogReader::leaves(std::uint64_t first, std::size_t count) const {
  std::vector<Hash> hashes;
  const auto at = database_.iterate(kLog, {});
  at->Seek(log_key(first));
  for (std::uint64_t position = first; hashes.size() < count; ++position, at->Next()) {
    if (!at->Valid()) {
      check(at->status());
    }
    const bool there = at->Valid() && position_of_key(view(at->key())) == position;
    const auto stored = there ? parse_log_value(view(at->value())) : std::nullopt;
    if (!stored) {
      throw StorageError("the event at position " + std::to_string(position) + " is missing");
    }
    hashes.push_back(hash_at(stored->leaf));
  }
  return hashes;
}

std::optional<StoredEvent> LogReader::find(const std::string& event_id, Position last) const {
  const auto value = database_.get(kIds, event_id);
  if (!value) {
    return std::nullopt;
  }
  const auto position = number_of_value(*value);
  if (!position) {
    throw StorageError("the index of event ids is damaged", true);
  }
  if (*position > last.value()) {
    return std::nullopt;
  }
  std::vector<StoredEvent> events;
  fetch({*value}, events);
  return std::move(events.front());
}

}  // namespace eventstore
