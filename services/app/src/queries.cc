#include <algorithm>
#include <set>
#include <utility>

#include "accounts/rights.h"
#include "app/problem.h"
#include "events.h"
#include "gwarchod/v1/records/register.pb.h"
#include "inside.h"
#include "schema/show.h"
#include "stage_names.h"
#include "timeline/timeline.h"

namespace app {
namespace {

using eventstore::EventStore;
using eventstore::StoredEvent;
using eventstore::StreamVersion;
using gwarchod::v1::TimelineItem;

constexpr std::size_t kReadAtOnce = 1024;

// Calls `visit` with each event of the stream in order, until it returns false.
template <class Visit>
void for_each(const EventStore& store, const eventstore::StreamId& stream, const Visit& visit) {
  StreamVersion from{1};
  while (true) {
    const auto events =
        store.read_stream(stream, from, kReadAtOnce, EventStore::Direction::kForward);
    for (const StoredEvent& stored : events) {
      if (!visit(stored)) return;
    }
    if (events.size() < kReadAtOnce) return;
    from = StreamVersion{events.back().version.value() + 1};
  }
}

timeline::Entry entry_of(const StoredEvent& stored) {
  return {.position = stored.position.value(),
          .version = stored.version.value(),
          .id = stored.id,
          .recorded = stored.recorded,
          .event = from_store(stored)};
}

// The sheet of one provider as known at a position, folded from its stream.
Sheet fold(const EventStore& store, const schema::Schema& schema, const std::string& provider,
           const escalation::CompiledPolicy& policy, std::uint64_t known_at) {
  Sheet sheet(provider);
  for_each(store, provider_stream(provider), [&](const StoredEvent& stored) {
    if (stored.position.value() > known_at) return false;
    sheet.take_in(stored, from_store(stored), schema, policy);
    return true;
  });
  return sheet;
}

SharedLinks links_of(const Views& views, const std::string& provider) {
  const std::shared_lock lock(views.mutex);
  const auto found = views.links.find(provider);
  return found == views.links.end() ? nullptr : found->second;
}

// Choices of a stage, as the policy in force names them.
void offer_stages(const gwarchod::v1::Policy& policy, gwarchod::v1::KindForm& form) {
  constexpr std::array<std::string_view, 3> kStageFields = {"fromStage", "toStage",
                                                            "suggestedThen"};
  for (auto& field : *form.mutable_fields()) {
    if (std::ranges::find(kStageFields, field.field()) == kStageFields.end()) continue;
    field.set_control("choice");
    for (const auto& stage : policy.stages()) {
      gwarchod::v1::Label& choice = *field.add_choices();
      choice.set_value(stage.id());
      *choice.mutable_text() = stage_in_words(stage.name(), stage.number());
    }
  }
}

}  // namespace

gwarchod::v1::Board Tracker::board(const Caller& /*caller*/) const {
  gwarchod::v1::Board board;
  std::vector<SharedRow> rows;
  PolicyInForce policy;
  {
    const std::shared_lock lock(inside_->views.mutex);
    board.set_as_of(schema::to_string(inside_->views.as_of));
    policy = inside_->views.policies.in_force(inside_->views.as_of);
    rows.reserve(inside_->views.rows.size());
    for (const auto& [provider, row] : inside_->views.rows) rows.push_back(row);
  }
  board.set_authority(inside_->settings.authority);
  board.set_demonstration(inside_->settings.demonstration);
  board.set_synthetic(inside_->settings.synthetic);
  for (const auto& stage : policy->policy().stages())
    *board.add_stages() = policy->stage(stage.id());
  for (const SharedRow& row : rows) *board.add_rows() = *row;
  for (auto& label : schema::labels(*gwarchod::v1::Sector_descriptor())) {
    *board.add_sectors() = std::move(label);
  }
  for (auto& label : schema::labels(*gwarchod::v1::Service_descriptor())) {
    *board.add_services() = std::move(label);
  }
  return board;
}

std::vector<SharedRow> Tracker::rows_changed_after(std::uint64_t position) const {
  std::vector<SharedRow> changed;
  const std::shared_lock lock(inside_->views.mutex);
  for (const auto& [provider, row] : inside_->views.rows) {
    if (row->changed_at() > position) changed.push_back(row);
  }
  return changed;
}

std::string Tracker::board_epoch() const {
  const std::shared_lock lock(inside_->views.mutex);
  const PolicyInForce policy = inside_->views.policies.in_force(inside_->views.as_of);
  return schema::to_string(inside_->views.as_of) + "/" + policy->policy().version();
}

Tracker::Outcome<gwarchod::v1::ProviderView> Tracker::provider(const Caller& caller,
                                                               const std::string& provider) const {
  if (!inside_->has_provider(provider)) return unknown_provider();
  const schema::Day as_of = today();
  const PolicyInForce policy = inside_->policy_on(as_of, kAnyPosition);
  const Sheet sheet = fold(inside_->store, inside_->schema, provider, *policy, kAnyPosition);
  gwarchod::v1::ProviderView view;
  *view.mutable_status() = sheet.status(*policy, as_of);
  *view.mutable_row() = sheet.row(view.status(), *policy, as_of);
  view.set_version(sheet.version());
  gwarchod::v1::ProviderRegistered registered;
  registered.ParseFromString(sheet.registration());
  for (auto& shown : schema::show(registered, caller.clearance())) {
    *view.add_details() = std::move(shown);
  }
  return view;
}

Tracker::Outcome<gwarchod::v1::Status> Tracker::status(const Caller& /*caller*/,
                                                       const std::string& provider,
                                                       const StatusQuery& query) const {
  if (!inside_->has_provider(provider)) return unknown_provider();
  const schema::Day as_of = query.as_of.value_or(today());
  const std::uint64_t known_at = query.known_at.value_or(kAnyPosition);
  const PolicyInForce policy = inside_->policy_on(as_of, known_at);
  const Sheet sheet = fold(inside_->store, inside_->schema, provider, *policy, known_at);
  if (sheet.version() == 0) return unknown_provider();  // not yet registered then
  return sheet.status(*policy, as_of);
}

Tracker::Outcome<gwarchod::v1::Timeline> Tracker::timeline(const Caller& caller,
                                                           const std::string& provider,
                                                           std::uint64_t before,
                                                           std::size_t limit) const {
  if (!inside_->has_provider(provider)) return unknown_provider();
  const eventstore::StreamId stream = provider_stream(provider);
  const std::uint64_t newest = inside_->store.ordered_version(stream).value();
  const std::uint64_t from = before == 0 ? newest : std::min(before - 1, newest);
  std::vector<StoredEvent> events;
  if (from > 0) {
    events = inside_->store.read_stream(stream, StreamVersion{from},
                                        std::clamp<std::size_t>(limit, 1, kTimelineItemsMax),
                                        EventStore::Direction::kBackward);
  }
  gwarchod::v1::Timeline timeline;
  timeline.set_provider(provider);
  {
    const std::shared_lock lock(inside_->views.mutex);
    const auto row = inside_->views.rows.find(provider);
    if (row != inside_->views.rows.end()) timeline.set_name(row->second->name());
  }
  timeline.set_version(before == 0 && !events.empty() ? events.front().version.value() : newest);

  std::vector<timeline::Entry> entries;
  for (const StoredEvent& stored : events) entries.push_back(entry_of(stored));
  const SharedLinks shared = links_of(inside_->views, provider);
  timeline::Links links = shared ? *shared : timeline::Links{};
  for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
    timeline::evolve(links, entry->id, entry->event);
  }
  const PolicyInForce policy = inside_->policy_on(today(), kAnyPosition);
  for (const timeline::Entry& entry : entries) {
    TimelineItem& item = *timeline.add_items();
    item = timeline::item(entry, links, inside_->schema, caller.clearance());
    name_stages(*policy, item);
  }
  if (!events.empty() && events.back().version.value() > 1) {
    timeline.set_next(std::to_string(events.back().version.value()));
  }
  return timeline;
}

std::vector<TimelineItem> Tracker::timeline_items(const Caller& caller,
                                                  const std::vector<StoredEvent>& events) const {
  std::vector<timeline::Entry> entries;
  std::set<std::string> held;
  for (const StoredEvent& stored : events) {
    entries.push_back(entry_of(stored));
    held.insert(stored.id);
  }
  std::vector<std::string> providers;  // of each entry
  for (const StoredEvent& stored : events) {
    providers.emplace_back(name_in(stored.stream, kProviderStreams));
  }
  // Entries added on the way are looked at too: a correction of a correction restores a third
  // record.
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::string touched = timeline::touched_by(entries[i].event);
    if (touched.empty() || !held.insert(touched).second) continue;
    const auto stored = inside_->store.find(touched);
    if (!stored) continue;
    entries.push_back(entry_of(*stored));
    providers.push_back(providers[i]);
  }
  std::map<std::string, timeline::Links> links;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto [found, added] = links.try_emplace(providers[i]);
    if (added) {
      if (const SharedLinks shared = links_of(inside_->views, providers[i]))
        found->second = *shared;
    }
    timeline::evolve(found->second, entries[i].id, entries[i].event);
  }
  const PolicyInForce policy = inside_->policy_on(today(), kAnyPosition);
  std::vector<TimelineItem> items;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    items.push_back(
        timeline::item(entries[i], links.at(providers[i]), inside_->schema, caller.clearance()));
    name_stages(*policy, items.back());
  }
  return items;
}

gwarchod::v1::Forms Tracker::forms(const Caller& caller) const {
  gwarchod::v1::Forms forms;
  if (!accounts::may_record(caller.role)) return forms;
  for (auto& field : schema::envelope_form()) *forms.add_envelope() = std::move(field);
  const PolicyInForce policy = inside_->policy_on(today(), kAnyPosition);
  for (const schema::Kind* kind : inside_->schema.kinds()) {
    if (kind->options->system()) continue;
    gwarchod::v1::KindForm form = schema::form(*kind);
    if (kind->name == "StageDecision") offer_stages(policy->policy(), form);
    *forms.add_kinds() = std::move(form);
  }
  return forms;
}

gwarchod::v1::Policy Tracker::policy() const {
  return inside_->policy_on(today(), kAnyPosition)->policy();
}

}  // namespace app
