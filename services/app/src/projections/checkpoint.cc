#include "projections/checkpoint.h"

#include <fmt/format.h>

#include "event_bytes.h"
#include "projections/board_entry.h"
#include "projections/sheet.h"
#include "schema/packed.h"

namespace app {
namespace {

std::string key_of(const std::string& name) { return "projection/" + name + "/at"; }

}  // namespace

std::optional<Checkpoint> read_checkpoint(const eventstore::EventStore& store,
                                          const std::string& name) {
  const auto bytes = store.get_side(key_of(name));
  if (!bytes) return std::nullopt;
  schema::PackedReader from(*bytes);
  Checkpoint checkpoint;
  checkpoint.made_by = from.text();
  checkpoint.generation = from.number();
  checkpoint.position = from.number();
  checkpoint.as_of = schema::Day{std::chrono::days{from.difference()}};
  // A log that is shorter than what was taken in of it is another log.
  const bool fits = checkpoint.position <= store.last_position().value();
  if (!from.is_good() || !from.is_at_end() || !fits) return std::nullopt;
  return checkpoint;
}

eventstore::EventStore::SideValue value_of(const std::string& name, const Checkpoint& checkpoint) {
  std::string bytes;
  schema::PackedWriter to(bytes);
  to.text(checkpoint.made_by);
  to.number(checkpoint.generation);
  to.number(checkpoint.position);
  to.difference(checkpoint.as_of.time_since_epoch().count());
  return {key_of(name), std::move(bytes)};
}

std::string board_made_by(const escalation::CompiledPolicy& policy, const schema::Schema& schema,
                          const Upcasters& upcasters) {
  std::string all = fmt::format("{}/{}/", Sheet::kForm, kEntryForm);
  all += policy.policy().SerializeAsString();
  for (const schema::Kind* kind : schema.kinds()) {
    google::protobuf::DescriptorProto described;
    kind->message->CopyTo(&described);
    all += fmt::format("{} {} ", kind->message->full_name(), upcasters.current(kind->name));
    all += described.SerializeAsString();
  }
  return uuid_of(content_hash(all));
}

std::string board_prefix(std::uint64_t generation) {
  return fmt::format("projection/board/{}/", generation);
}

}  // namespace app
