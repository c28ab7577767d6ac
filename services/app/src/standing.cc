#include <algorithm>
#include <mutex>

#include "escalation/owner_watch.h"
#include "events.h"
#include "inside.h"
#include "projections/owners.h"

namespace app {

using eventstore::EventStore;
using eventstore::Position;

namespace {

SharedEntry without_watch(SharedEntry entry) {
  const auto is_watch = [](const auto& flag) { return flag.flag() == escalation::kOwnerWatch; };
  if (std::ranges::none_of(entry->row.flags(), is_watch)) return entry;
  auto bare = std::make_shared<BoardEntry>(*entry);
  auto& flags = *bare->row.mutable_flags();
  flags.erase(std::remove_if(flags.begin(), flags.end(), is_watch), flags.end());
  return bare;
}

}  // namespace

// Events are recorded in the order of their positions, so that a few of them tell.
std::uint64_t Tracker::Inside::last_position_on(schema::Day day) const {
  std::uint64_t first_later = store.last_position().value() + 1;
  std::uint64_t first = 1;
  while (first < first_later) {
    const std::uint64_t middle = first + (first_later - first) / 2;
    const auto found = store.read_log(Position{middle}, 1, EventStore::Direction::kForward);
    const bool is_later = found.empty() || schema::uk_day(found.front().recorded) > day;
    if (is_later) {
      first_later = middle;
    } else {
      first = middle + 1;
    }
  }
  return first_later - 1;
}

Selected Tracker::Inside::select(const Selection& selection) const {
  Selected selected;
  selected.as_of = selection.as_of.value_or(selection.known_on.value_or(today()));
  selected.known_on = selection.known_on.value_or(selected.as_of);
  selected.known_to = selection.known_to;
  if (selection.known_on) selected.known_at = last_position_on(*selection.known_on);
  if (!selection.known_at) return selected;
  selected.known_at = *selection.known_at;
  const auto last = store.read_log(Position{std::max<std::uint64_t>(selected.known_at, 1)}, 1,
                                   EventStore::Direction::kBackward);
  if (!last.empty()) selected.known_on = schema::uk_day(last.front().recorded);
  return selected;
}

Standing Tracker::Inside::standing(const std::string& provider, const Selected& selected) const {
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
    const bool is_now = held.entry && !selected.known_to && selected.as_of == views.as_of &&
                        selected.known_at >= views.position;
    if (is_now && (held.entry->version >= newest || views.stale)) return held;
  }
  Standing then{.policy = policy_on(selected.as_of, selected.known_at),
                .as_of = selected.as_of,
                .selected = selected};
  const bool has_snapshots = sheets && then.policy == sheets->policy();
  const Sheets anew(store, reader, schema, then.policy, {});
  const Sheets& from = has_snapshots ? *sheets : anew;
  then.sheet = std::make_shared<const Sheet>(
      selected.known_to
          ? from.known_to(provider, selected.known_at, *selected.known_to, selected.known_on)
          : from.known_at(provider, selected.known_at));
  BoardEntry entry = then.sheet->entry(*then.policy, selected.as_of);
  // Under which name it is known now, where the register entry came later.
  if (entry.registration == 0 && held.entry) entry.row.set_name(held.entry->row.name());
  then.entry = std::make_shared<const BoardEntry>(std::move(entry));
  return then;
}

std::vector<SharedEntry> Tracker::Inside::entries_of(std::vector<SharedEntry> now,
                                                     const Selected& selected) const {
  std::vector<SharedEntry> entries;
  for (const SharedEntry& held : now) {
    Standing standing = this->standing(held->row.provider(), selected);
    if (standing.entry->version > 0) entries.push_back(without_watch(standing.entry));
  }
  // Each service watched for its owner's others as they stood then.
  const PolicyInForce policy = policy_on(selected.as_of, selected.known_at);
  return Owners(policy).show(entries, 0, [](const std::string&) { return SharedEntry{}; });
}

gwarchod::v1::Status Tracker::Inside::status_of(const Standing& standing,
                                                gwarchod::v1::Class clearance) const {
  gwarchod::v1::Status status =
      app::status_of(*standing.entry, standing.policy->policy().version(), standing.as_of);
  if (standing.selected.known_to) status.set_known_to(Agency_Name(*standing.selected.known_to));
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
  const std::shared_ptr<const Sheets> sheets = sheets_held();
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
    const Standing then = this->standing(other, standing.selected);
    if (then.entry->version > 0) services.push_back(escalation::owned_service(then.entry->row));
  }
  if (auto watch = escalation::owner_watch(*standing.policy, owner, services)) {
    *status.add_flags() = std::move(*watch);
  }
}

std::vector<gwarchod::v1::ExitShown> Tracker::Inside::exits_to(const std::string& provider,
                                                               std::string_view stage,
                                                               std::string_view day) const {
  const auto taken_on = schema::parse_day(day);
  if (!taken_on || !has_provider(provider)) return {};
  const Standing standing =
      this->standing(provider, select({.as_of = std::min(*taken_on, today())}));
  if (standing.entry->version == 0 || !standing.policy->has_stage(stage)) return {};
  if (standing.policy->stage(stage).level() >= standing.entry->row.decided().level()) return {};
  const gwarchod::v1::Status status = status_of(standing, gwarchod::v1::P4);
  return {status.exits().begin(), status.exits().end()};
}

std::shared_ptr<const Sheets> Tracker::Inside::sheets_held() const {
  const std::shared_lock lock(views.mutex);
  return views.sheets;
}

}  // namespace app
