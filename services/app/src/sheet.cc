#include "sheet.h"

#include <algorithm>
#include <utility>

#include "gwarchod/v1/records/decisions.pb.h"
#include "gwarchod/v1/records/register.pb.h"
#include "suggestions.h"

namespace app {
namespace {

using gwarchod::v1::BoardRow;
using gwarchod::v1::Event;
using gwarchod::v1::Status;

std::int64_t to_unix_ms(schema::Instant instant) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(instant.time_since_epoch()).count();
}

}  // namespace

void Sheet::take_in(const eventstore::StoredEvent& stored, const Event& event,
                    const schema::Schema& schema, const escalation::CompiledPolicy& policy) {
  take_in_facts(stored, event, policy);
  timeline::evolve(links_, stored.id, event);
  version_ = stored.version.value();
  position_ = stored.position.value();
  recorded_unix_ms_ = to_unix_ms(stored.recorded);
  const schema::Kind* kind = schema.find(stored.type);
  if (kind != nullptr && kind->options->system()) {
    if (stored.type == kSuggestedStageChanged) take_in_said(said, event.body());
    return;
  }
  ++records_count_;
  last_record_on_ = std::max(last_record_on_, event.envelope().occurred_from());
  take_in_kind(stored, event);
}

void Sheet::take_in_facts(const eventstore::StoredEvent& stored, const Event& event,
                          const escalation::CompiledPolicy& policy) {
  escalation::evolve(facts_, policy,
                     {.position = stored.position.value(), .id = stored.id, .event = &event});
}

// The only kinds that the board itself looks at.
void Sheet::take_in_kind(const eventstore::StoredEvent& stored, const Event& event) {
  if (stored.type == "ProviderRegistered") {
    registrations_.add(stored.id, event.envelope().updates(), event.body());
    read_registration();
  } else if (stored.type == "Correction") {
    read_registration();  // an update of the registration may be what it strikes out
  } else if (stored.type == "SpotVisit" || stored.type == "ArrangedVisit") {
    take_in_visit(stored.id, event.envelope());
  } else if (stored.type == "Embargo") {
    take_in_embargo(stored.id, event);
  }
}

void Sheet::take_in_visit(const std::string& id, const gwarchod::v1::Envelope& envelope) {
  const auto* earlier = visits_.find(envelope.updates());
  const auto day = schema::parse_day(envelope.occurred_from());
  visits_.add(id, envelope.updates(), earlier ? earlier->value : day.value_or(schema::Day{}));
}

void Sheet::take_in_embargo(const std::string& id, const Event& event) {
  gwarchod::v1::Embargo embargo;
  embargo.ParseFromString(event.body());
  embargoes_.add(id, event.envelope().updates(),
                 {embargo.kind(), schema::parse_day(embargo.starts()),
                  schema::parse_day(embargo.lifted_on())});
}

std::string Sheet::registration() const {
  std::string body;
  registrations_.for_each_standing([this](const std::string& id) { return struck(id); },
                                   [&](const std::string& standing) { body = standing; });
  return body;
}

void Sheet::read_registration() {
  gwarchod::v1::ProviderRegistered registered;
  if (!registered.ParseFromString(registration())) return;
  registered_.set_name(registered.name());
  registered_.set_sector(gwarchod::v1::Sector_Name(registered.sector()));
  registered_.set_service(gwarchod::v1::Service_Name(registered.service()));
  registered_.set_in_county(registered.in_county());
  registered_.set_in_use(registered.in_use());
  registered_.set_place(registered.town());
  registered_.set_local_authority(registered.host_authority());
}

std::string Sheet::last_visit_on() const {
  std::optional<schema::Day> last;
  visits_.for_each_standing([this](const std::string& id) { return struck(id); },
                            [&](schema::Day day) { last = last ? std::max(*last, day) : day; });
  return last ? schema::to_string(*last) : std::string{};
}

// The heaviest of those in effect: the enumeration is in that order.
std::string Sheet::embargo_on(schema::Day day) const {
  int heaviest = 0;
  embargoes_.for_each_standing([this](const std::string& id) { return struck(id); },
                               [&](const EmbargoSpan& span) {
                                 const bool begun = !span.starts || *span.starts <= day;
                                 const bool lifted = span.lifted && *span.lifted <= day;
                                 if (begun && !lifted) heaviest = std::max(heaviest, span.kind);
                               });
  if (heaviest == 0 || !gwarchod::v1::EmbargoKind_IsValid(heaviest)) return {};
  return gwarchod::v1::EmbargoKind_Name(static_cast<gwarchod::v1::EmbargoKind>(heaviest));
}

Status Sheet::status(const escalation::CompiledPolicy& policy, schema::Day as_of) const {
  Status status = escalation::status(facts_, policy, as_of);
  status.set_provider(provider_);
  status.set_position(position_);
  return status;
}

BoardRow Sheet::row(Status status, const escalation::CompiledPolicy& policy,
                    schema::Day as_of) const {
  BoardRow row = registered_;
  row.set_provider(provider_);
  row.mutable_decided()->Swap(status.mutable_decided());
  row.mutable_suggested()->Swap(status.mutable_suggested());
  row.mutable_reasons()->Swap(status.mutable_reasons());
  row.set_needs_decision(status.needs_decision());
  row.set_next_change(status.next_change());
  count(row, policy, as_of);
  row.set_records_count(records_count_);
  row.set_last_record_on(last_record_on_);
  row.set_last_visit_on(last_visit_on());
  row.set_changed_at(position_);
  row.set_changed_unix_ms(recorded_unix_ms_);
  return row;
}

void Sheet::count(BoardRow& row, const escalation::CompiledPolicy& policy,
                  schema::Day as_of) const {
  const escalation::Counts counts = escalation::counts(facts_, policy, as_of);
  row.set_concerns_90_days(counts.concerns_90_days);
  row.set_overdue_count(counts.overdue);
  row.set_embargo(embargo_on(as_of));
}

}  // namespace app
