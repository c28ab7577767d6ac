#include <mutex>

#include "escalation/owner_watch.h"
#include "events.h"
#include "inside.h"

namespace app {

Standing Tracker::Inside::standing(const std::string& provider, schema::Day as_of,
                                   std::uint64_t known_at) const {
  const std::uint64_t newest = store.ordered_version(provider_stream(provider)).value();
  std::shared_ptr<const Sheets> sheets;
  Standing held;
  {
    const std::shared_lock lock(views.mutex);
    sheets = views.sheets;
    const auto found = views.entries.find(provider);
    if (found != views.entries.end()) held.entry = found->second;
    held.policy = views.policy;
    held.as_of = views.as_of;
    const bool is_now = held.entry && as_of == views.as_of && known_at >= views.position;
    if (is_now && (held.entry->version >= newest || views.stale)) return held;
  }
  Standing then{.entry = nullptr,
                .policy = policy_on(as_of, known_at),
                .as_of = as_of,
                .sheet = nullptr,
                .known_at = known_at};
  const bool has_snapshots = sheets && then.policy == sheets->policy();
  then.sheet = std::make_shared<const Sheet>(
      has_snapshots ? sheets->known_at(provider, known_at)
                    : Sheets(store, reader, schema, then.policy, {}).known_at(provider, known_at));
  then.entry = std::make_shared<const BoardEntry>(then.sheet->entry(*then.policy, as_of));
  return then;
}

gwarchod::v1::Status Tracker::Inside::status_of(const Standing& standing,
                                                gwarchod::v1::Class clearance) const {
  gwarchod::v1::Status status =
      app::status_of(*standing.entry, standing.policy->policy().version(), standing.as_of);
  const auto add = [&](const Sheet& sheet) {
    sheet.add_outlook(*standing.policy, standing.as_of, clearance, status);
  };
  if (standing.sheet) {
    add(*standing.sheet);
    add_watch(standing, status);
    return status;
  }
  for (const auto& flag : standing.entry->row.flags()) {
    if (flag.flag() == escalation::kOwnerWatch) *status.add_flags() = flag;
  }
  std::shared_ptr<const Sheets> sheets;
  {
    const std::shared_lock lock(views.mutex);
    sheets = views.sheets;
  }
  if (sheets && sheets->policy() == standing.policy) sheets->read(status.provider(), add);
  return status;
}

void Tracker::Inside::add_watch(const Standing& standing, gwarchod::v1::Status& status) const {
  const std::string& owner = standing.entry->row.owner_group();
  if (owner.empty()) return;
  std::vector<std::string> others;
  {
    const std::shared_lock lock(views.mutex);
    for (const auto& [provider, entry] : views.entries) {
      if (provider != status.provider() && entry->row.owner_group() == owner) {
        others.push_back(provider);
      }
    }
  }
  std::vector<escalation::OwnedService> services;
  for (const std::string& other : others) {
    const Standing then = this->standing(other, standing.as_of, standing.known_at);
    if (then.entry->version > 0) services.push_back(escalation::owned_service(then.entry->row));
  }
  if (auto watch = escalation::owner_watch(*standing.policy, owner, services)) {
    *status.add_flags() = std::move(*watch);
  }
}

}  // namespace app
