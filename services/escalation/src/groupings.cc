#include "groupings.h"

#include <string>
#include <utility>

#include "chains.h"
#include "schema/wire.h"

namespace escalation {
namespace {

/// The occurrence of a grouping is named after it. No occurrence that a record names begins so: a
/// line of text has no control characters.
constexpr char kOfGrouping = '\x1f';

bool is_in_force(const Facts::Inside& facts, const Grouping& grouping) {
  const Version& version = facts.versions[grouping.version];
  return facts.versions[version.first].active == grouping.version;
}

/// What the record itself says now.
std::uint32_t said_by(const Facts::Inside& facts, std::uint32_t first) {
  const std::uint32_t active = facts.versions[first].active;
  return active == kNone ? kNone : facts.versions[active].occurrence;
}

void merge(const Facts::Inside& facts, const Grouping& grouping, Regrouped& made) {
  const std::uint32_t one = made.root(grouping.occurrence);  // itself, but in mangled bytes
  for (const std::uint32_t record : grouping.records) {
    const std::uint32_t first = facts.versions[record].first;
    const std::uint32_t was = made.occurrence_of(first, said_by(facts, first));
    if (was != kNone && was != one) made.joined[was] = one;
    made.records[first] = {.occurrence = grouping.occurrence};
  }
}

void split(const Facts::Inside& facts, const Grouping& grouping, Regrouped& made) {
  for (const std::uint32_t record : grouping.records) {
    made.records[facts.versions[record].first] = {.occurrence = grouping.occurrence,
                                                  .since = grouping.version};
  }
}

}  // namespace

std::uint32_t Regrouped::occurrence_of(std::uint32_t first, std::uint32_t said) const {
  const auto record = records.find(first);
  return root(record == records.end() ? said : record->second.occurrence);
}

std::uint32_t Regrouped::root(std::uint32_t occurrence) const {
  for (auto at = joined.find(occurrence); at != joined.end(); at = joined.find(occurrence)) {
    occurrence = at->second;
  }
  return occurrence;
}

Regrouped::Moved Regrouped::moved(std::uint32_t first) const {
  const auto record = records.find(first);
  return record == records.end() ? Moved{} : record->second;
}

Grouping grouping_of(Facts::Inside& facts, const KindPlan& plan, const ProviderEvent& event,
                     std::uint32_t version) {
  Grouping grouping{.version = version, .splits = plan.splits};
  grouping.occurrence = facts.occurrences.add(kOfGrouping + std::string(event.id));
  for (const std::string_view id : schema::read_elements(event.event->body(), plan.grouped)) {
    const auto record = facts.ids.find(id);
    if (record && *record != version) grouping.records.push_back(*record);
  }
  return grouping;
}

void regroup(Facts::Inside& facts, const CompiledPolicy::Inside& policy) {
  Regrouped made;
  for (const Grouping& grouping : facts.groupings) {
    if (!is_in_force(facts, grouping)) continue;
    grouping.splits ? split(facts, grouping, made) : merge(facts, grouping, made);
  }
  const Regrouped was = std::exchange(facts.regrouped, std::move(made));
  const auto restate_if_other = [&](std::uint32_t first) {
    if (was.moved(first).since != facts.regrouped.moved(first).since) restate(facts, policy, first);
  };
  for (const auto& [first, moved] : was.records) restate_if_other(first);
  for (const auto& [first, moved] : facts.regrouped.records) {
    if (!was.records.contains(first)) restate_if_other(first);
  }
  // Any window may count fewer or more occurrences now.
  for (Track& track : facts.tracks) ++track.changes;
}

}  // namespace escalation
