#include "projections/board_entry.h"

namespace app {

gwarchod::v1::Status status_of(const BoardEntry& entry, const std::string& policy_version,
                               schema::Day as_of) {
  const gwarchod::v1::BoardRow& row = entry.row;
  gwarchod::v1::Status status;
  status.set_provider(row.provider());
  *status.mutable_decided() = row.decided();
  *status.mutable_suggested() = row.suggested();
  *status.mutable_reasons() = row.reasons();
  status.set_needs_decision(row.needs_decision());
  status.set_decided_on(entry.decided_on);
  status.set_as_of(schema::to_string(as_of));
  status.set_next_change(row.next_change());
  status.set_policy_version(policy_version);
  status.set_position(row.changed_at());
  return status;
}

void save(const BoardEntry& entry, schema::PackedWriter& to) {
  to.text(entry.row.SerializeAsString());
  to.text(entry.decided_on);
  to.number(entry.version);
  to.number(entry.registration);
  to.number(entry.rolls_on ? 1 : 0);
  if (entry.rolls_on) to.difference(entry.rolls_on->time_since_epoch().count());
}

std::optional<BoardEntry> load_entry(schema::PackedReader& from) {
  BoardEntry entry;
  const std::string_view row = from.text();
  const bool read = entry.row.ParseFromArray(row.data(), static_cast<int>(row.size()));
  entry.decided_on = from.text();
  entry.version = from.number();
  entry.registration = from.number();
  if (from.number() != 0) {
    entry.rolls_on = schema::Day{std::chrono::days{from.difference()}};
  }
  if (!read || !from.is_good()) return std::nullopt;
  return entry;
}

}  // namespace app
