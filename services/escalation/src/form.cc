// Facts as bytes. What follows from the rest (chains, tracks, decisions) is not written down but
// worked out again: that is as quick as reading it would be, and a third of the size.
#include "chains.h"
#include "escalation/status.h"
#include "facts.h"
#include "groupings.h"

namespace escalation {
namespace {

using schema::PackedReader;
using schema::PackedWriter;

/// What a version has; most have little.
enum Has : std::uint64_t {
  kCorrection = 1U << 0U,
  kEarlier = 1U << 1U,  // it brings another up to date
  kDecision = 1U << 2U,
  kOccurrence = 1U << 3U,
  kPeople = 1U << 4U,
  kItems = 1U << 5U,
  kIndicators = 1U << 6U,
  kStrikes = 1U << 7U,
  kReviewDue = 1U << 8U,
  kSeverity = 1U << 9U,
};

/// What an item has besides its rule and group.
enum ItemHas : std::uint64_t {
  kEnd = 1U << 0U,
  kElement = 1U << 1U,
  kDay = 1U << 2U,
  kDue = 1U << 3U,
  kLate = 1U << 4U,
  kDone = 1U << 5U,
  kResumed = 1U << 6U,
  kLink = 1U << 7U,
};

std::uint64_t flag(bool set, std::uint64_t of) { return set ? of : 0U; }

std::uint64_t flags_of(const Version& version, std::uint32_t number) {
  return flag(version.is_correction, kCorrection) | flag(version.first != number, kEarlier) |
         flag(version.stage != kNone || version.effective != 0, kDecision) |
         flag(version.occurrence != kNone, kOccurrence) | flag(version.people_count > 0, kPeople) |
         flag(version.items_count > 0, kItems) | flag(version.indicators != 0, kIndicators) |
         flag(version.strikes > 0, kStrikes) | flag(version.review_due != kNever, kReviewDue) |
         flag(version.severity != 0, kSeverity);
}

void save(const Item& item, DayNumber day, PackedWriter& to) {
  to.number(flag(item.part == Part::kEnd, kEnd) | flag(item.element != 0, kElement) |
            flag(item.day != kNever, kDay) | flag(item.due != kNever, kDue) |
            flag(item.late != kNever, kLate) | flag(item.done != kNever, kDone) |
            flag(item.resumed != kNever, kResumed) | flag(item.link != kNone, kLink));
  to.number(item.rule);
  to.number(item.group);
  if (item.element != 0) to.number(item.element);
  for (const DayNumber known : {item.day, item.due, item.late, item.done, item.resumed}) {
    if (known != kNever) to.difference(known - day);
  }
  if (item.link != kNone) to.number(item.link);
}

Item load_item(DayNumber day, PackedReader& from) {
  const std::uint64_t has = from.number();
  Item item{.rule = from.number_as<std::uint16_t>(),
            .part = (has & kEnd) != 0 ? Part::kEnd : Part::kMain,
            .group = 0};
  item.group = from.number_as<std::uint32_t>();
  if ((has & kElement) != 0) item.element = from.number_as<std::uint16_t>();
  const auto day_if = [&](std::uint64_t set) {
    return (has & set) != 0 ? static_cast<DayNumber>(day + from.difference()) : kNever;
  };
  item.day = day_if(kDay);
  item.due = day_if(kDue);
  item.late = day_if(kLate);
  item.done = day_if(kDone);
  item.resumed = day_if(kResumed);
  if ((has & kLink) != 0) item.link = from.number_as<std::uint32_t>();
  return item;
}

void save(const Facts::Inside& facts, std::uint32_t number, PackedWriter& to) {
  const Version& version = facts.versions[number];
  to.number(flags_of(version, number));
  to.number(version.position - (number == 0 ? 0 : facts.versions[number - 1].position));
  to.difference(version.day - (number == 0 ? 0 : facts.versions[number - 1].day));
  to.number(version.source);
  to.number(version.recorded_by);
  if (version.is_correction) to.number(version.target == kNone ? 0 : version.target + 1);
  if (version.first != number) to.number(number - version.previous);
  if (version.stage != kNone || version.effective != 0) {
    to.number(version.stage == kNone ? 0 : version.stage + 1);
    to.difference(version.effective - version.day);
  }
  if (version.occurrence != kNone) to.number(version.occurrence);
  if (version.people_count > 0) {
    to.number(version.people_count);
    for (std::uint32_t i = 0; i < version.people_count; ++i) {
      to.number(facts.people[version.people + i]);
    }
  }
  if (version.items_count > 0) {
    to.number(version.items_count);
    for (std::uint32_t i = 0; i < version.items_count; ++i) {
      save(facts.items[version.items + i], version.day, to);
    }
  }
  if (version.indicators != 0) to.number(version.indicators);
  if (version.strikes > 0) to.number(version.strikes);
  if (version.review_due != kNever) to.difference(version.review_due - version.day);
  if (version.severity != 0) to.number(version.severity);
}

/// Reads the next version; false when what it says cannot be.
bool load_version(Facts::Inside& facts, PackedReader& from) {
  const auto number = static_cast<std::uint32_t>(facts.versions.size());
  const std::uint64_t has = from.number();
  Version version;
  version.position = from.number() + (number == 0 ? 0 : facts.versions.back().position);
  version.day =
      static_cast<DayNumber>(from.difference() + (number == 0 ? 0 : facts.versions.back().day));
  version.source = from.number_as<std::uint32_t>();
  version.recorded_by = from.number_as<std::uint32_t>();
  version.first = number;
  version.latest = number;
  version.is_correction = (has & kCorrection) != 0;
  if (version.is_correction) version.target = from.number_as<std::uint32_t>() - 1;  // 0: kNone
  if (version.target != kNone && version.target >= number) return false;
  if ((has & kEarlier) != 0) {
    const auto back = from.number_as<std::uint32_t>();
    if (back == 0 || back > number) return false;
    version.previous = number - back;
    version.first = facts.versions[version.previous].first;
    facts.versions[version.first].latest = number;
  }
  if ((has & kDecision) != 0) {
    version.stage = from.number_as<std::uint32_t>() - 1;
    version.effective = static_cast<DayNumber>(version.day + from.difference());
  }
  if ((has & kOccurrence) != 0) version.occurrence = from.number_as<std::uint32_t>();
  version.people = static_cast<std::uint32_t>(facts.people.size());
  version.items = static_cast<std::uint32_t>(facts.items.size());
  if ((has & kPeople) != 0) version.people_count = static_cast<std::uint16_t>(from.count());
  for (std::uint32_t i = 0; i < version.people_count; ++i) {
    facts.people.push_back(from.number_as<std::uint32_t>());
  }
  if ((has & kItems) != 0) version.items_count = static_cast<std::uint16_t>(from.count());
  for (std::uint32_t i = 0; i < version.items_count; ++i) {
    facts.items.push_back(load_item(version.day, from));
  }
  if ((has & kIndicators) != 0) version.indicators = from.number_as<std::uint16_t>();
  if ((has & kStrikes) != 0) version.strikes = from.number_as<std::uint32_t>();
  if ((has & kReviewDue) != 0) {
    version.review_due = static_cast<DayNumber>(version.day + from.difference());
  }
  if ((has & kSeverity) != 0) version.severity = from.number_as<std::uint8_t>();
  facts.versions.push_back(version);
  return from.is_good();
}

/// Whether every number names something that is there.
bool hangs_together(const Facts::Inside& facts, const CompiledPolicy::Inside& policy) {
  for (const Version& version : facts.versions) {
    if (version.occurrence != kNone && version.occurrence >= facts.occurrences.size()) return false;
    if (version.stage != kNone && version.stage >= facts.stages.size()) return false;
    if (version.source > facts.sources.size()) return false;
    if (version.recorded_by >= facts.accounts.size()) return false;
  }
  for (const std::uint32_t person : facts.people) {
    if (person >= facts.persons.size()) return false;
  }
  for (const Item& item : facts.items) {
    if (item.rule >= policy.rules.size()) return false;
    if (policy.rules[item.rule].per_text && item.group >= facts.groups.size()) return false;
    const bool names_none = item.link == kNone || item.link == kUnknown;
    if (!names_none && item.link >= facts.versions.size()) return false;
  }
  for (const Grouping& grouping : facts.groupings) {
    if (grouping.version >= facts.versions.size()) return false;
    if (grouping.occurrence >= facts.occurrences.size()) return false;
    for (const std::uint32_t record : grouping.records) {
      if (record >= grouping.version) return false;
    }
  }
  for (const Evidence& evidence : facts.evidence) {
    if (evidence.version >= facts.versions.size()) return false;
    for (const std::uint32_t cited : evidence.cited) {
      if (cited >= facts.cited.size()) return false;
    }
  }
  for (const CitedCorrection& one : facts.cited_corrections) {
    if (one.version >= facts.versions.size() || one.cited >= facts.cited.size()) return false;
  }
  return facts.ids.size() == facts.versions.size();
}

void save(const Evidence& evidence, PackedWriter& to) {
  to.number(evidence.version);
  to.number(evidence.cited.size());
  for (const std::uint32_t cited : evidence.cited) to.number(cited);
}

Evidence load_evidence(PackedReader& from) {
  Evidence evidence{.version = from.number_as<std::uint32_t>()};
  for (std::size_t left = from.count(); left > 0; --left) {
    evidence.cited.push_back(from.number_as<std::uint32_t>());
  }
  return evidence;
}

void save(const Grouping& grouping, PackedWriter& to) {
  to.number(grouping.version);
  to.number(grouping.splits ? 1 : 0);
  to.number(grouping.occurrence);
  to.number(grouping.records.size());
  for (const std::uint32_t record : grouping.records) to.number(record);
}

Grouping load_grouping(PackedReader& from) {
  Grouping grouping;
  grouping.version = from.number_as<std::uint32_t>();
  grouping.splits = from.number() != 0;
  grouping.occurrence = from.number_as<std::uint32_t>();
  for (std::size_t left = from.count(); left > 0; --left) {
    grouping.records.push_back(from.number_as<std::uint32_t>());
  }
  return grouping;
}

}  // namespace

void save(const Facts& facts, schema::PackedWriter& to) {
  const Facts::Inside& inside = facts.inside();
  to.number(inside.position);
  for (const Names* names : {&inside.ids, &inside.occurrences, &inside.persons, &inside.groups,
                             &inside.stages, &inside.sources, &inside.accounts, &inside.cited}) {
    names->save(to);
  }
  to.number(inside.versions.size());
  for (std::uint32_t number = 0; number < inside.versions.size(); ++number) {
    save(inside, number, to);
  }
  to.number(inside.groupings.size());
  for (const Grouping& grouping : inside.groupings) save(grouping, to);
  to.number(inside.evidence.size());
  for (const Evidence& evidence : inside.evidence) save(evidence, to);
  to.number(inside.cited_corrections.size());
  for (const CitedCorrection& one : inside.cited_corrections) {
    to.number(one.version);
    to.number(one.cited);
  }
}

std::optional<Facts> load(schema::PackedReader& from, const CompiledPolicy& policy) {
  Facts facts;
  Facts::Inside& inside = facts.inside();
  inside.position = from.number();
  for (Names* names : {&inside.ids, &inside.occurrences, &inside.persons, &inside.groups,
                       &inside.stages, &inside.sources, &inside.accounts, &inside.cited}) {
    if (!names->load(from)) return std::nullopt;
  }
  const std::size_t count = from.count();
  inside.versions.reserve(count);
  while (inside.versions.size() < count) {
    if (!load_version(inside, from)) return std::nullopt;
  }
  for (std::size_t left = from.count(); left > 0 && from.is_good(); --left) {
    inside.groupings.push_back(load_grouping(from));
  }
  for (std::size_t left = from.count(); left > 0 && from.is_good(); --left) {
    inside.evidence.push_back(load_evidence(from));
  }
  for (std::size_t left = from.count(); left > 0 && from.is_good(); --left) {
    const auto version = from.number_as<std::uint32_t>();
    inside.cited_corrections.push_back({version, from.number_as<std::uint32_t>()});
  }
  if (!from.is_good() || !hangs_together(inside, policy.inside())) return std::nullopt;
  for (std::uint32_t number = 0; number < count; ++number) {
    const Version& version = inside.versions[number];
    if (version.first == number && !version.is_correction) {
      restate(inside, policy.inside(), number);
    }
  }
  if (!inside.groupings.empty()) regroup(inside, policy.inside());
  return facts;
}

std::size_t Facts::bytes() const {
  std::size_t bytes = sizeof(Inside) + inside_->versions.capacity() * sizeof(Version) +
                      inside_->items.capacity() * sizeof(Item) +
                      inside_->people.capacity() * sizeof(std::uint32_t);
  for (const Track& track : inside_->tracks) {
    bytes += sizeof(Track) + track.entries.capacity() * sizeof(Entry) +
             track.left.capacity() * sizeof(DayNumber);
  }
  for (const Names* names :
       {&inside_->ids, &inside_->occurrences, &inside_->persons, &inside_->groups, &inside_->stages,
        &inside_->sources, &inside_->accounts, &inside_->cited}) {
    bytes += names->bytes();
  }
  constexpr std::size_t kGroupingBytes = 200;  // with what it makes of the occurrences
  bytes += kGroupingBytes * inside_->groupings.capacity();
  constexpr std::size_t kEvidenceBytes = 64;
  bytes += kEvidenceBytes * inside_->evidence.capacity() +
           sizeof(CitedCorrection) * inside_->cited_corrections.capacity();
  return bytes;
}

}  // namespace escalation
