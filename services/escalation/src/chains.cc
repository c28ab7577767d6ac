#include "chains.h"

#include <algorithm>
#include <limits>
#include <span>
#include <tuple>

#include "groupings.h"

namespace escalation {
namespace {

std::span<const Item> items_of(const Facts::Inside& facts, const Version& version) {
  return std::span(facts.items).subspan(version.items, version.items_count);
}

std::span<const std::uint32_t> people_of(const Facts::Inside& facts, const Version& version) {
  return std::span(facts.people).subspan(version.people, version.people_count);
}

bool same_concern(const Facts::Inside& facts, const Version& one, const Version& other) {
  const auto mine = people_of(facts, one);
  const auto theirs = people_of(facts, other);
  return one.source == other.source && one.indicators == other.indicators &&
         one.occurrence == other.occurrence &&
         std::equal(mine.begin(), mine.end(), theirs.begin(), theirs.end());
}

/// Whether the earlier version told of it as long as this item does, or longer. An action closed
/// since is no news; one opened again is.
bool told_of(const Item& earlier, const Item& item) {
  return earlier.rule == item.rule && earlier.part == item.part && earlier.group == item.group &&
         earlier.day == item.day && earlier.due == item.due && earlier.done >= item.done;
}

/// The earliest version from which on, without a break, the record told of the item: a complaint
/// whose acknowledgement was filled in later did not become known later.
std::uint32_t known_since(const Facts::Inside& facts, std::uint32_t active, const Item& item) {
  std::uint32_t since = active;
  for (std::uint32_t at = facts.versions[active].previous; at != kNone;
       at = facts.versions[at].previous) {
    const Version& earlier = facts.versions[at];
    if (earlier.strikes > 0) continue;
    const auto items = items_of(facts, earlier);
    const auto tells = [&](const Item& told) { return told_of(told, item); };
    if (std::none_of(items.begin(), items.end(), tells)) break;
    if (!same_concern(facts, earlier, facts.versions[active])) break;
    since = at;
  }
  return since;
}

auto key(const Track& track) { return std::tuple(track.rule, track.part, track.group); }

Track& track_of(Facts::Inside& facts, const Item& item) {
  Track wanted{
      .rule = item.rule, .part = item.part, .group = item.group, .entries = {}, .left = {}};
  const auto at = std::lower_bound(facts.tracks.begin(), facts.tracks.end(), wanted,
                                   [](const Track& a, const Track& b) { return key(a) < key(b); });
  if (at != facts.tracks.end() && key(*at) == key(wanted)) return *at;
  return *facts.tracks.insert(at, std::move(wanted));
}

Entry entry_of(const CompiledPolicy::Inside& policy, const Item& item, DayNumber day) {
  Entry entry{.day = day, .enter = day, .leave = item.done};
  const CompiledRule& rule = policy.rules[item.rule];
  if (rule.kind == TestKind::kCount) entry.leave = std::min(item.done, day + rule.window_days + 1);
  if (rule.kind == TestKind::kNoted && rule.window_days > 0) {
    entry.leave = std::min(item.done, day + rule.window_days);
  }
  if (rule.kind == TestKind::kOverdue) entry.enter = std::max(day, item.late);
  return entry;
}

void note_leaving(Track& track, std::size_t from) {
  const std::size_t blocks = (track.entries.size() + kBlockEntries - 1) / kBlockEntries;
  track.left.resize(blocks);
  for (std::size_t block = from / kBlockEntries; block < blocks; ++block) {
    DayNumber left = std::numeric_limits<DayNumber>::min();
    const std::size_t end = std::min((block + 1) * kBlockEntries, track.entries.size());
    for (std::size_t i = block * kBlockEntries; i < end; ++i) {
      left = std::max(left, track.entries[i].leave);
    }
    track.left[block] = left;
  }
}

/// After the entry at `from` came or went: who looks on knows by `changes`, of the rule's other
/// tracks too when it is one of those that end or reset.
void note_change(Facts::Inside& facts, Track& track, std::size_t from) {
  for (std::size_t i = from; i < track.entries.size(); ++i) {
    Entry& entry = track.entries[i];
    entry.newest = i == 0 ? entry.since : std::max(entry.since, track.entries[i - 1].newest);
  }
  note_leaving(track, from);
  ++track.changes;
  if (track.part != Part::kEnd) return;
  for (Track& other : facts.tracks) {
    if (other.rule == track.rule && other.part != Part::kEnd) ++other.changes;
  }
}

bool before(const Entry& a, const Entry& b) {
  return std::tuple(a.day, a.enter, a.version) < std::tuple(b.day, b.enter, b.version);
}

void add_entries(Facts::Inside& facts, const CompiledPolicy::Inside& policy, std::uint32_t active) {
  const Version& version = facts.versions[active];
  const DayNumber day = facts.versions[version.first].day;
  const std::uint32_t split_since =
      facts.groupings.empty() ? 0 : facts.regrouped.moved(version.first).since;
  for (std::uint32_t i = version.items; i < version.items + version.items_count; ++i) {
    const Item& item = facts.items[i];
    Entry entry = entry_of(policy, item, item.day == kNever ? day : item.day);
    entry.version = active;
    entry.since = std::max(known_since(facts, active, item), split_since);
    entry.item = i;
    Track& track = track_of(facts, item);
    std::vector<Entry>& entries = track.entries;
    const auto at =
        entries.insert(std::upper_bound(entries.begin(), entries.end(), entry, before), entry);
    note_change(facts, track, static_cast<std::size_t>(at - entries.begin()));
  }
}

void remove_entries(Facts::Inside& facts, std::uint32_t active) {
  const Version& version = facts.versions[active];
  const DayNumber day = facts.versions[version.first].day;
  for (std::uint32_t i = version.items; i < version.items + version.items_count; ++i) {
    const Item& item = facts.items[i];
    Track& track = track_of(facts, item);
    std::vector<Entry>& entries = track.entries;
    const DayNumber on = item.day == kNever ? day : item.day;
    const auto from =
        std::lower_bound(entries.begin(), entries.end(), on,
                         [](const Entry& entry, DayNumber d) { return entry.day < d; });
    const auto at =
        std::find_if(from, entries.end(), [i](const Entry& entry) { return entry.item == i; });
    if (at == entries.end()) continue;
    const auto left = entries.erase(at);
    note_change(facts, track, static_cast<std::size_t>(left - entries.begin()));
  }
}

void add_decision(Facts::Inside& facts, std::uint32_t active) {
  const Version& version = facts.versions[active];
  if (version.stage == kNone) return;
  const Decided decided{.version = active,
                        .effective = version.effective,
                        .taken = facts.versions[version.first].day};
  const auto at = std::upper_bound(facts.decisions.begin(), facts.decisions.end(), decided,
                                   [](const Decided& a, const Decided& b) {
                                     return std::tuple(a.effective, a.version) <
                                            std::tuple(b.effective, b.version);
                                   });
  facts.decisions.insert(at, decided);
}

}  // namespace

void restate(Facts::Inside& facts, const CompiledPolicy::Inside& policy, std::uint32_t first) {
  const std::uint32_t was = facts.versions[first].active;
  std::uint32_t now = facts.versions[first].strikes > 0 ? kNone : facts.versions[first].latest;
  while (now != kNone && facts.versions[now].strikes > 0) now = facts.versions[now].previous;
  if (was != kNone) {
    remove_entries(facts, was);
    std::erase_if(facts.decisions,
                  [was](const Decided& decided) { return decided.version == was; });
  }
  facts.versions[first].active = now;
  if (now == kNone) return;
  add_entries(facts, policy, now);
  add_decision(facts, now);
}

void refresh(Facts::Inside& facts, const CompiledPolicy::Inside& policy, std::uint32_t first) {
  restate(facts, policy, first);
  if (!facts.groupings.empty()) regroup(facts, policy);
}

void strike(Facts::Inside& facts, const CompiledPolicy::Inside& policy, std::uint32_t version,
            bool on) {
  for (std::uint32_t at = version; at != kNone;) {
    Version& struck = facts.versions[at];
    const bool before = struck.strikes > 0;
    if (on) ++struck.strikes;
    if (!on && struck.strikes > 0) --struck.strikes;
    if (before == (struck.strikes > 0)) return;
    if (!struck.is_correction) return refresh(facts, policy, struck.first);
    on = !on;
    at = struck.target;
  }
}

}  // namespace escalation
