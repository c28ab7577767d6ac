#include <mutex>

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
  Standing then{
      .entry = nullptr, .policy = policy_on(as_of, known_at), .as_of = as_of, .sheet = nullptr};
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
    return status;
  }
  std::shared_ptr<const Sheets> sheets;
  {
    const std::shared_lock lock(views.mutex);
    sheets = views.sheets;
  }
  if (sheets && sheets->policy() == standing.policy) sheets->read(status.provider(), add);
  return status;
}

}  // namespace app
