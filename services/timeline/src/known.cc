#include "timeline/known.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace timeline {
namespace {

using gwarchod::v1::Agency;
using gwarchod::v1::Event;
using gwarchod::v1::KnownTo;
using schema::Day;

constexpr std::string_view kRegister = "ProviderRegistered";
constexpr std::array<std::string_view, 6> kKnownToAll = {kRegister,           "StageDecision",
                                                         "DeEscalation",      "Correction",
                                                         "OccurrencesMerged", "OccurrenceSplit"};

void take_earlier(std::optional<Day>& since, std::optional<Day> day) {
  if (day && (!since || *day < *since)) since = day;
}

}  // namespace

bool is_known_to_all(const Event& event) {
  return std::ranges::find(kKnownToAll, event.kind()) != kKnownToAll.end();
}

std::optional<Day> known_since(const Event& event, Day recorded, Agency agency) {
  std::optional<Day> since;
  const gwarchod::v1::Envelope& envelope = event.envelope();
  if (is_known_to_all(event)) since = recorded;
  if (event.kind() == kRegister) {
    take_earlier(since, schema::parse_day(envelope.occurred_from()));
  }
  if (envelope.source() == agency) {
    take_earlier(since, schema::parse_day(envelope.received_on()).value_or(recorded));
  }
  for (const KnownTo& known : envelope.known_to()) {
    if (known.agency() == agency) take_earlier(since, schema::parse_day(known.since()));
  }
  if (event.recorded_for() == agency) take_earlier(since, recorded);
  return since;
}

std::vector<KnownTo> known_by(const Event& event, Day recorded) {
  std::vector<KnownTo> known;
  if (is_known_to_all(event)) return known;
  const auto* agencies = gwarchod::v1::Agency_descriptor();
  for (int i = 0; i < agencies->value_count(); ++i) {
    const auto agency = static_cast<Agency>(agencies->value(i)->number());
    if (agency == gwarchod::v1::AGENCY_UNSPECIFIED) continue;
    const auto since = known_since(event, recorded, agency);
    if (!since) continue;
    KnownTo& one = known.emplace_back();
    one.set_agency(agency);
    one.set_since(schema::to_string(*since));
  }
  std::ranges::sort(known, {}, [](const KnownTo& one) {
    return std::pair(one.since(), static_cast<int>(one.agency()));
  });
  return known;
}

}  // namespace timeline
