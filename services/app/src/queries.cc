#include <algorithm>
#include <utility>

#include "accounts/rights.h"
#include "app/problem.h"
#include "events.h"
#include "gwarchod/v1/records/register.pb.h"
#include "inside.h"
#include "schema/show.h"
#include "stage_names.h"

namespace app {
namespace {

using eventstore::EventStore;

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

gwarchod::v1::Board Tracker::board(const Caller& /*caller*/, const Selection& selection) const {
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
  if (!selection.is_now()) {
    const Selected selected = inside_->select(selection);
    policy = inside_->policy_on(selected.as_of, selected.known_at);
    board.set_as_of(schema::to_string(selected.as_of));
    entries = inside_->entries_of(std::move(entries), selected);
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
                                                               const std::string& provider,
                                                               const Selection& selection) const {
  if (!inside_->has_provider(provider)) return unknown_provider();
  const Selected selected = inside_->select(selection);
  const Standing standing = inside_->standing(provider, selected);
  if (standing.entry->version == 0) return not_known_then();
  gwarchod::v1::ProviderView view;
  *view.mutable_row() = standing.entry->row;
  *view.mutable_status() = inside_->status_of(standing, caller.clearance());
  view.set_version(standing.entry->version);
  gwarchod::v1::Event registration;  // bytes that are none: nothing in it
  const std::uint64_t position = standing.entry->registration;
  const auto stored =
      inside_->store.read_log(eventstore::Position{position}, 1, EventStore::Direction::kForward);
  if (position > 0 && !stored.empty()) {
    registration = inside_->reader.read_if_event(stored.front()).value_or(registration);
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
                                                       const Selection& selection) const {
  if (!inside_->has_provider(provider)) return unknown_provider();
  const Selected selected = inside_->select(selection);
  const Standing standing = inside_->standing(provider, selected);
  if (standing.entry->version == 0) return not_known_then();
  return inside_->status_of(standing, caller.clearance());
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
