#include "projections/sheet.h"

#include <algorithm>
#include <utility>

#include "escalation/outlook.h"
#include "escalation/review.h"
#include "gwarchod/v1/records/register.pb.h"

namespace app {
namespace {

using gwarchod::v1::BoardRow;
using gwarchod::v1::Event;
using gwarchod::v1::Status;

std::int64_t to_unix_ms(schema::Instant instant) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(instant.time_since_epoch()).count();
}

BoardRow row_of(const gwarchod::v1::ProviderRegistered& registered) {
  BoardRow row;
  row.set_name(registered.name());
  row.set_sector(gwarchod::v1::Sector_Name(registered.sector()));
  row.set_service(gwarchod::v1::Service_Name(registered.service()));
  row.set_in_county(registered.in_county());
  row.set_in_use(registered.in_use());
  row.set_place(registered.town());
  row.set_local_authority(registered.host_authority());
  row.set_owner_group(registered.owner_group());
  return row;
}

/// The earlier of the two, of which nothing is later than every day.
void take_earlier(std::optional<schema::Day>& day, std::optional<schema::Day> other) {
  if (other && (!day || *other < *day)) day = other;
}

}  // namespace

void Sheet::take_in(const eventstore::StoredEvent& stored, const Event& event,
                    const schema::Schema& schema, const escalation::CompiledPolicy& policy) {
  if (stored.version.value() <= version_) return;
  escalation::evolve(facts_, policy,
                     {.position = stored.position.value(), .id = stored.id, .event = &event});
  timeline::evolve(links_, stored.id, event);
  version_ = stored.version.value();
  position_ = stored.position.value();
  recorded_unix_ms_ = to_unix_ms(stored.recorded);
  const schema::Kind* kind = schema.find(stored.type);
  if (kind != nullptr && kind->options->system()) return;
  ++records_count_;
  last_record_on_ = std::max(last_record_on_, event.envelope().occurred_from());
  take_in_kind(stored, event, policy);
}

// The only kinds that the board itself looks at.
void Sheet::take_in_kind(const eventstore::StoredEvent& stored, const Event& event,
                         const escalation::CompiledPolicy& policy) {
  if (stored.type == "ProviderRegistered") {
    take_in_registration(stored, event);
  } else if (stored.type == "Correction") {
    read_registration();  // one of these may be what it strikes out
    read_visits();
  } else if (stored.type == "SpotVisit" || stored.type == "ArrangedVisit") {
    take_in_visit(stored.id, event.envelope());
  }
  if (stored.type == "Correction" || stored.type == "StageDecision" ||
      stored.type == "DeEscalation") {
    reviewed_.from = std::max(reviewed_.from, schema::uk_day(stored.recorded));
    reviewed_.is_needed = !escalation::decisions_to_review(facts_, policy, reviewed_.from).empty();
  }
}

bool Sheet::has_decision_to_review(const escalation::CompiledPolicy& policy,
                                   schema::Day as_of) const {
  if (as_of >= reviewed_.from) return reviewed_.is_needed;
  return !escalation::decisions_to_review(facts_, policy, as_of).empty();
}

void Sheet::take_in_registration(const eventstore::StoredEvent& stored, const Event& event) {
  gwarchod::v1::ProviderRegistered registered;
  registered.ParseFromString(event.body());
  registrations_.add(stored.id, event.envelope().updates(),
                     {stored.position.value(), row_of(registered).SerializeAsString()});
  read_registration();
}

void Sheet::take_in_visit(const std::string& id, const gwarchod::v1::Envelope& envelope) {
  const auto* earlier = visits_.find(envelope.updates());
  const auto day = schema::parse_day(envelope.occurred_from());
  visits_.add(id, envelope.updates(), earlier ? earlier->value : day.value_or(schema::Day{}));
  if (earlier != nullptr || struck(id)) return read_visits();
  const schema::Day on = visits_.all().back().value;
  last_visit_ = last_visit_ ? std::max(*last_visit_, on) : on;
}

void Sheet::read_registration() {
  const Registration* standing = nullptr;
  registrations_.for_each_standing([this](const std::string& id) { return struck(id); },
                                   [&](const Registration& one) { standing = &one; });
  registration_ = standing == nullptr ? 0 : standing->position;
  registered_.ParseFromString(standing == nullptr ? std::string{} : standing->row);
}

void Sheet::read_visits() {
  last_visit_.reset();
  visits_.for_each_standing(
      [this](const std::string& id) { return struck(id); },
      [&](schema::Day day) { last_visit_ = last_visit_ ? std::max(*last_visit_, day) : day; });
}

Status Sheet::status(const escalation::CompiledPolicy& policy, schema::Day as_of) const {
  Status status = escalation::status(facts_, policy, as_of);
  status.set_provider(provider_);
  status.set_position(position_);
  return status;
}

void Sheet::add_outlook(const escalation::CompiledPolicy& policy, schema::Day as_of,
                        gwarchod::v1::Class clearance, Status& status) const {
  escalation::add_outlook(facts_, policy, as_of, clearance, status);
  for (auto& deadline : *status.mutable_deadlines()) name_provider(deadline);
  for (auto& review : escalation::decisions_to_review(facts_, policy, as_of)) {
    *status.add_decisions_to_review() = std::move(review);
  }
}

std::vector<gwarchod::v1::Deadline> Sheet::deadlines(const escalation::CompiledPolicy& policy,
                                                     schema::Day as_of) const {
  std::vector<gwarchod::v1::Deadline> deadlines = escalation::deadlines(facts_, policy, as_of);
  for (auto& deadline : deadlines) name_provider(deadline);
  return deadlines;
}

void Sheet::name_provider(gwarchod::v1::Deadline& deadline) const {
  deadline.set_provider(provider_);
  deadline.set_provider_name(registered_.name());
}

BoardEntry Sheet::entry(const escalation::CompiledPolicy& policy, schema::Day as_of) const {
  Status status = escalation::status(facts_, policy, as_of);
  const escalation::Counts counts = escalation::counts(facts_, policy, as_of);
  escalation::Beside beside = escalation::beside(facts_, policy, as_of);
  BoardEntry entry{.row = registered_,
                   .decided_on = std::move(*status.mutable_decided_on()),
                   .version = version_,
                   .registration = registration_,
                   .rolls_on = counts.next_change};
  take_earlier(entry.rolls_on, schema::parse_day(status.next_change()));
  take_earlier(entry.rolls_on, beside.next_change);
  BoardRow& row = entry.row;
  row.set_provider(provider_);
  row.mutable_decided()->Swap(status.mutable_decided());
  row.mutable_suggested()->Swap(status.mutable_suggested());
  row.mutable_reasons()->Swap(status.mutable_reasons());
  row.set_needs_decision(status.needs_decision());
  row.set_next_change(status.next_change());
  row.set_concerns_90_days(counts.concerns_90_days);
  row.set_overdue_count(counts.overdue + beside.overdue);
  row.set_open_actions(counts.open_actions);
  row.set_overdue_actions(counts.overdue_actions);
  for (const auto& [month, score] : counts.months) {
    row.add_concern_months(month);
    row.add_concern_scores(score);
  }
  row.set_decision_to_review(has_decision_to_review(policy, as_of));
  if (beside.review_on) row.set_review_on(schema::to_string(*beside.review_on));
  if (beside.last_review_on) row.set_last_review_on(schema::to_string(*beside.last_review_on));
  if (beside.next_due) row.set_next_due(schema::to_string(*beside.next_due));
  for (auto& flag : beside.flags) *row.add_flags() = std::move(flag);
  row.set_records_count(records_count_);
  row.set_last_record_on(last_record_on_);
  row.set_last_visit_on(last_visit_ ? schema::to_string(*last_visit_) : std::string{});
  row.set_changed_at(position_);
  row.set_changed_unix_ms(recorded_unix_ms_);
  return entry;
}

}  // namespace app
