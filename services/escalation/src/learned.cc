#include "escalation/learned.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "fields.h"
#include "gwarchod/v1/records.pb.h"

namespace escalation {
namespace {

using gwarchod::v1::Event;

constexpr std::string_view kProgram = "system";  // Event.recorded_by

std::optional<Day> recorded_on(const Event& event) {
  if (!event.has_recorded_at()) return std::nullopt;
  return schema::uk_day(schema::Instant{std::chrono::seconds{event.recorded_at().seconds()}});
}

std::string earlier_of(const Event& event) {
  if (event.kind() != "Correction") return event.envelope().updates();
  gwarchod::v1::Correction correction;
  return correction.ParseFromString(event.body()) ? correction.corrects() : std::string{};
}

}  // namespace

Day became_known(const Event& event, Knowledge knowledge) {
  const std::optional<Day> recorded = recorded_on(event);
  if (knowledge == Knowledge::kRecorded && recorded) return *recorded;
  std::optional<Day> known;
  const auto may_be = [&](std::optional<Day> day) {
    if (day && (!known || *day < *known)) known = day;
  };
  const gwarchod::v1::Envelope& envelope = event.envelope();
  if (knowledge == Knowledge::kPooled) {
    may_be(schema::parse_day(envelope.received_on()));
    for (const auto& knower : envelope.known_to()) may_be(schema::parse_day(knower.since()));
  }
  if (event.recorded_by() != kProgram) may_be(recorded);
  if (!known) known = day_of(happened(event));
  return std::max(*known, schema::parse_day(envelope.occurred_from()).value_or(*known));
}

std::vector<Learned> in_order_known(std::span<const ProviderEvent> stream, Knowledge knowledge) {
  std::vector<Learned> history;
  history.reserve(stream.size());
  std::unordered_map<std::string_view, Day> days;
  for (const ProviderEvent& event : stream) {
    Day day = became_known(*event.event, knowledge);
    const auto earlier = days.find(earlier_of(*event.event));
    if (earlier != days.end()) day = std::max(day, earlier->second);
    days.emplace(event.id, day);
    history.push_back({event, day});
  }
  std::sort(history.begin(), history.end(), [](const Learned& a, const Learned& b) {
    return std::tie(a.day, a.event.position) < std::tie(b.day, b.event.position);
  });
  return history;
}

}  // namespace escalation
