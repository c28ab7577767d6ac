#include "escalation/foresight.h"

#include <mutex>
#include <vector>

#include "app/problem.h"
#include "events.h"
#include "inside.h"

namespace app {

Tracker::Outcome<gwarchod::v1::Foresights> Tracker::foresight(
    const Caller& /*caller*/, const std::string& provider,
    const std::optional<schema::Day>& as_of) const {
  if (!inside_->has_provider(provider)) return unknown_provider();
  const std::vector<eventstore::StoredEvent> stored =
      inside_->store.read_stream(provider_stream(provider), eventstore::StreamVersion{1},
                                 inside_->store.ordered_version(provider_stream(provider)).value(),
                                 eventstore::EventStore::Direction::kForward);
  std::vector<gwarchod::v1::Event> events(stored.size());
  std::vector<escalation::ProviderEvent> stream;
  stream.reserve(stored.size());
  for (std::size_t i = 0; i < stored.size(); ++i) {
    if (!inside_->reader.read_sealed_if_event(stored[i], events[i])) break;
    stream.push_back(
        {.position = stored[i].position.value(), .id = stored[i].id, .event = &events[i]});
  }
  const schema::Day day = as_of.value_or(today());
  const PolicyInForce policy = inside_->policy_on(day, kAnyPosition);
  auto found = escalation::foresights(*policy, stream, day);
  found.set_provider(provider);
  const std::shared_lock lock(inside_->views.mutex);
  const auto entry = inside_->views.entries.find(provider);
  if (entry != inside_->views.entries.end()) found.set_name(entry->second->row.name());
  return found;
}

}  // namespace app
