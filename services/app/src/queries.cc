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

// Bytes that are no event show as one of that kind with nothing in it.
timeline::Entry entry_of(const EventReader& reader, const StoredEvent& stored) {
  timeline::Entry entry{.position = stored.position.value(),
                        .version = stored.version.value(),
                        .id = stored.id,
                        .recorded = stored.recorded};
  if (auto event = reader.read_if_event(stored)) {
    entry.event = std::move(*event);
  } else {
    entry.event.set_kind(stored.type);
  }
  return entry;
}

// What became of the records, as far as it was taken in.
void add_links(const Views& views, const std::string& provider,
               const std::vector<timeline::Entry>& entries, timeline::Links& links) {
  std::shared_ptr<const Sheets> sheets;
  {
    const std::shared_lock lock(views.mutex);
    sheets = views.sheets;
  }
  if (!sheets) return;
  sheets->read(provider, [&](const Sheet& sheet) {
    for (const timeline::Entry& entry : entries) {
      timeline::add_links_of(sheet.links(), entry.id, links);
    }
  });
}

// The class of a kind of record; the least for one that this program does not know.
gwarchod::v1::Class class_of(const schema::Schema& schema, const std::string& kind) {
  const schema::Kind* known = schema.find(kind);
  return known == nullptr ? gwarchod::v1::P1 : known->options->class_();
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

// Choices of a step: what the clocks of the policy in force ask for.
void offer_steps(const gwarchod::v1::Policy& policy, gwarchod::v1::KindForm& form) {
  for (auto& field : *form.mutable_fields()) {
    if (field.field() != "step") continue;
    field.set_control("choice");
    std::set<std::string> offered;
    const auto offer = [&](const std::string& id, const gwarchod::v1::Text& name) {
      if (id.empty() || !offered.insert(id).second) return;
      gwarchod::v1::Label& choice = *field.add_choices();
      choice.set_value(id);
      *choice.mutable_text() = name;
    };
    for (const auto& clock : policy.clocks()) offer(clock.id(), clock.name());
    for (const auto& stage : policy.stages()) {
      for (const auto& clock : stage.clocks()) offer(clock.id(), clock.name());
      for (const auto& notice : stage.notices()) offer(notice.id(), notice.whom());
    }
  }
}

}  // namespace

Tracker::Outcome<gwarchod::v1::Attachment> Tracker::attachment(const Caller& caller,
                                                               const std::string& provider,
                                                               const std::string& event_id) const {
  if (!inside_->has_provider(provider)) return unknown_provider();
  const auto of_provider = [&](const std::string& id) {
    auto stored = inside_->store.find(id);
    if (stored && stored->stream != provider_stream(provider)) stored.reset();
    return stored;
  };
  const auto stored = of_provider(event_id);
  if (!stored || stored->type != "Attachment") return not_found();
  gwarchod::v1::Attachment attachment;
  if (!attachment.ParseFromString(inside_->reader.read(*stored).body())) return not_found();
  auto needed = class_of(inside_->schema, stored->type);
  if (const auto owner = of_provider(attachment.attached_to())) {
    needed = std::max(needed, class_of(inside_->schema, owner->type));
  }
  if (caller.clearance() < needed) return not_allowed();
  return attachment;
}

gwarchod::v1::Board Tracker::board(const Caller& /*caller*/) const {
  gwarchod::v1::Board board;
  std::vector<SharedEntry> entries;
  PolicyInForce policy;
  {
    const std::shared_lock lock(inside_->views.mutex);
    board.set_as_of(schema::to_string(inside_->views.as_of));
    policy = inside_->views.policy;
    for (const ProjectionState& state : inside_->views.states) {
      if (state.name == Board::kName) board.set_stopped_at(state.stopped_at.value_or(0));
    }
    entries.reserve(inside_->views.entries.size());
    for (const auto& [provider, entry] : inside_->views.entries) entries.push_back(entry);
  }
  board.set_authority(inside_->settings.authority);
  board.set_demonstration(inside_->settings.demonstration);
  board.set_synthetic(inside_->settings.synthetic);
  for (const auto& stage : policy->policy().stages())
    *board.add_stages() = policy->stage(stage.id());
  for (const SharedEntry& entry : entries) *board.add_rows() = entry->row;
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
  for (const auto& [provider, entry] : inside_->views.entries) {
    if (std::max(entry->row.changed_at(), entry->moved_at) > position)
      changed.push_back(row_of(entry));
  }
  return changed;
}

std::string Tracker::board_epoch() const {
  const std::shared_lock lock(inside_->views.mutex);
  const PolicyInForce& policy = inside_->views.policy;
  return schema::to_string(inside_->views.as_of) + "/" + policy->policy().version();
}

Tracker::Outcome<gwarchod::v1::ProviderView> Tracker::provider(const Caller& caller,
                                                               const std::string& provider) const {
  if (!inside_->has_provider(provider)) return unknown_provider();
  const Standing standing = inside_->standing(provider, today(), kAnyPosition);
  gwarchod::v1::ProviderView view;
  *view.mutable_row() = standing.entry->row;
  *view.mutable_status() = inside_->status_of(standing, caller.clearance());
  view.set_version(standing.entry->version);
  gwarchod::v1::Event registration;
  const std::uint64_t position = standing.entry->registration;
  const auto stored =
      inside_->store.read_log(eventstore::Position{position}, 1, EventStore::Direction::kForward);
  if (position > 0 && !stored.empty()) {
    registration = entry_of(inside_->reader, stored.front()).event;
  }
  gwarchod::v1::ProviderRegistered registered;
  registered.ParseFromString(registration.body());
  const auto erased = schema::erased_in(registration, gwarchod::v1::Event::kBodyFieldNumber);
  for (auto& shown : schema::show(registered, caller.clearance(), erased)) {
    *view.add_details() = std::move(shown);
  }
  return view;
}

Tracker::Outcome<gwarchod::v1::Status> Tracker::status(const Caller& caller,
                                                       const std::string& provider,
                                                       const StatusQuery& query) const {
  if (!inside_->has_provider(provider)) return unknown_provider();
  const Standing standing = inside_->standing(provider, query.as_of.value_or(today()),
                                              query.known_at.value_or(kAnyPosition));
  if (standing.entry->version == 0) return unknown_provider();  // not yet registered then
  return inside_->status_of(standing, caller.clearance());
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
    const auto entry = inside_->views.entries.find(provider);
    if (entry != inside_->views.entries.end()) timeline.set_name(entry->second->row.name());
  }
  timeline.set_version(before == 0 && !events.empty() ? events.front().version.value() : newest);

  std::vector<timeline::Entry> entries;
  for (const StoredEvent& stored : events) entries.push_back(entry_of(inside_->reader, stored));
  timeline::Links links;
  add_links(inside_->views, provider, entries, links);
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
    entries.push_back(entry_of(inside_->reader, stored));
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
    entries.push_back(entry_of(inside_->reader, *stored));
    providers.push_back(providers[i]);
  }
  std::map<std::string, timeline::Links> links;
  for (const std::string& provider : providers) {
    const auto [found, added] = links.try_emplace(provider);
    if (added) add_links(inside_->views, provider, entries, found->second);
  }
  for (std::size_t i = 0; i < entries.size(); ++i) {
    timeline::evolve(links.at(providers[i]), entries[i].id, entries[i].event);
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
    if (kind->options->system() || kind->options->file()) continue;
    gwarchod::v1::KindForm form = schema::form(*kind);
    if (kind->name == "StageDecision" || kind->name == "DeEscalation") {
      offer_stages(policy->policy(), form);
    }
    if (kind->name == "StepTaken") offer_steps(policy->policy(), form);
    *forms.add_kinds() = std::move(form);
  }
  return forms;
}

gwarchod::v1::Policy Tracker::policy() const {
  return inside_->policy_on(today(), kAnyPosition)->policy();
}

}  // namespace app
