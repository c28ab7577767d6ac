#include <algorithm>
#include <string>
#include <utility>

#include "chains.h"
#include "extract.h"
#include "facts.h"
#include "fields.h"
#include "groupings.h"

namespace escalation {
namespace {

using gwarchod::v1::Envelope;
using gwarchod::v1::Event;

constexpr std::size_t kItemsMax = UINT16_MAX;   // of one version
constexpr std::size_t kPeopleMax = UINT16_MAX;  // of one version
constexpr unsigned kIndicatorsMax = 15;         // numbers of the list of indicators

std::uint16_t indicator_bits(const Envelope& envelope) {
  unsigned bits = 0;
  for (const int indicator : envelope.indicators()) {
    const auto number = static_cast<unsigned>(indicator);
    if (number > 0 && number <= kIndicatorsMax) bits |= 1U << number;
  }
  return static_cast<std::uint16_t>(bits);
}

/// One that the schema does not know yet is as one that was not said.
std::uint8_t severity_of(const Envelope& envelope) {
  return gwarchod::v1::Severity_IsValid(envelope.severity())
             ? static_cast<std::uint8_t>(envelope.severity())
             : std::uint8_t{0};
}

/// An agency; of one that is many (another local authority), the organisation that it names.
std::uint32_t source_of(Facts::Inside& facts, const CompiledPolicy::Inside& policy,
                        const Envelope& envelope) {
  if (envelope.source() == gwarchod::v1::AGENCY_UNSPECIFIED) return 0;
  std::string source = std::to_string(envelope.source());
  const auto& by_name = policy.policy.told_apart_by_name();
  if (!envelope.source_name().empty() &&
      std::find(by_name.begin(), by_name.end(), envelope.source()) != by_name.end()) {
    source += ' ';
    for (const char letter : envelope.source_name()) {
      const bool is_capital = letter >= 'A' && letter <= 'Z';
      if (letter != ' ') source += static_cast<char>(is_capital ? letter - 'A' + 'a' : letter);
    }
  }
  return facts.sources.add(source) + 1;
}

void add_people(Facts::Inside& facts, const KindPlan& plan, const Event& event, Version& version) {
  std::vector<std::uint32_t> people;
  const auto add = [&](std::string_view person) {
    if (!person.empty()) people.push_back(facts.persons.add(person));
  };
  for (const std::string& person : event.envelope().people()) add(person);
  for (const schema::FieldPath& path : plan.people) {
    for (const std::string_view person : schema::read_elements(event.body(), path)) add(person);
  }
  std::sort(people.begin(), people.end());
  people.erase(std::unique(people.begin(), people.end()), people.end());
  people.resize(std::min(people.size(), kPeopleMax));
  version.people = static_cast<std::uint32_t>(facts.people.size());
  version.people_count = static_cast<std::uint16_t>(people.size());
  facts.people.insert(facts.people.end(), people.begin(), people.end());
}

void add_items(Facts::Inside& facts, const CompiledPolicy::Inside& policy, const KindPlan& plan,
               const Event& event, Version& version) {
  std::vector<Item> items = extract(plan, policy, event, facts);
  items.resize(std::min(items.size(), kItemsMax));
  version.items = static_cast<std::uint32_t>(facts.items.size());
  version.items_count = static_cast<std::uint16_t>(items.size());
  facts.items.insert(facts.items.end(), items.begin(), items.end());
}

Version read(Facts::Inside& facts, const CompiledPolicy::Inside& policy, const KindPlan& plan,
             const ProviderEvent& taken) {
  const Event& event = *taken.event;
  const Envelope& envelope = event.envelope();
  Version version;
  version.position = taken.position;
  version.day = happened(event);
  version.indicators = indicator_bits(envelope);
  version.severity = severity_of(envelope);
  version.source = source_of(facts, policy, envelope);
  version.recorded_by = facts.accounts.add(event.recorded_by());
  if (!envelope.occurrence().empty())
    version.occurrence = facts.occurrences.add(envelope.occurrence());
  add_people(facts, plan, event, version);
  add_items(facts, policy, plan, event, version);
  if (plan.is_decision) {
    const auto stage = schema::read_text(event.body(), plan.to_stage).value_or(std::string_view{});
    if (!stage.empty()) version.stage = facts.stages.add(stage);
    version.effective = day_in(plan.effective, event.body()).value_or(version.day);
    version.review_due = day_in(plan.review_due, event.body()).value_or(kNever);
  }
  if (plan.is_correction) {
    version.is_correction = true;
    const auto target = schema::read_text(event.body(), plan.corrects);
    if (target) version.target = facts.ids.find(*target).value_or(kNone);
  }
  return version;
}

void note_evidence(Facts::Inside& facts, const KindPlan& plan, const Event& event,
                   std::uint32_t number) {
  Evidence evidence{.version = number};
  const auto cite = [&](std::string_view id) {
    if (!id.empty()) evidence.cited.push_back(facts.cited.add(id));
  };
  if (plan.evidence) {
    for (const std::string_view id : schema::read_elements(event.body(), *plan.evidence)) cite(id);
  }
  if (plan.exit_tests) {
    for (const std::string_view test : schema::read_elements(event.body(), *plan.exit_tests)) {
      cite(schema::read_text(test, plan.exit_evidence).value_or(std::string_view{}));
    }
  }
  if (!evidence.cited.empty()) facts.evidence.push_back(std::move(evidence));
}

void note_cited_correction(Facts::Inside& facts, const KindPlan& plan, const Event& event,
                           std::uint32_t number) {
  const auto corrects = schema::read_text(event.body(), plan.corrects);
  const auto cited = corrects ? facts.cited.find(*corrects) : std::nullopt;
  if (cited) facts.cited_corrections.push_back({.version = number, .cited = *cited});
}

/// Puts the version at the end of its record's chain; its own, when it updates nothing we know of.
void join(Facts::Inside& facts, Version& version, std::uint32_t number, std::string_view updates) {
  version.first = number;
  version.latest = number;
  if (updates.empty() || version.is_correction) return;
  const auto earlier = facts.ids.find(updates);
  if (!earlier || facts.versions[*earlier].is_correction) return;
  version.first = facts.versions[*earlier].first;
  version.previous = std::exchange(facts.versions[version.first].latest, number);
}

}  // namespace

Facts::Facts() : inside_(std::make_unique<Inside>()) {}
Facts::Facts(const Facts& other) : inside_(std::make_unique<Inside>(*other.inside_)) {}
Facts::Facts(Facts&&) noexcept = default;
Facts& Facts::operator=(const Facts& other) {
  if (this != &other) inside_ = std::make_unique<Inside>(*other.inside_);
  return *this;
}
Facts& Facts::operator=(Facts&&) noexcept = default;
Facts::~Facts() = default;

void evolve(Facts& facts, const CompiledPolicy& policy, const ProviderEvent& event) {
  Facts::Inside& inside = facts.inside();
  inside.position = std::max(inside.position, event.position);
  const auto plan = policy.inside().kinds.find(std::string_view(event.event->kind()));
  if (plan == policy.inside().kinds.end()) return;
  if (inside.ids.find(event.id)) return;  // taken in before
  Version version = read(inside, policy.inside(), plan->second, event);
  const std::uint32_t number = inside.ids.add(event.id);
  join(inside, version, number, event.event->envelope().updates());
  inside.versions.push_back(version);
  if (plan->second.is_decision) note_evidence(inside, plan->second, *event.event, number);
  if (version.is_correction && version.target == kNone) {
    note_cited_correction(inside, plan->second, *event.event, number);
  }
  if (plan->second.merges || plan->second.splits) {
    inside.groupings.push_back(grouping_of(inside, plan->second, event, number));
  }
  if (version.is_correction) return strike(inside, policy.inside(), version.target, true);
  refresh(inside, policy.inside(), version.first);
}

}  // namespace escalation
