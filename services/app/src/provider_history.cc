#include "provider_history.h"

#include "events.h"

namespace app {

ProviderHistory::ProviderHistory(const eventstore::EventStore& store, const EventReader& reader,
                                 const std::string& provider, const Wanted& wanted)
    : stored_(store.read_stream(provider_stream(provider), eventstore::StreamVersion{1},
                                store.ordered_version(provider_stream(provider)).value(),
                                eventstore::EventStore::Direction::kForward)),
      events_(stored_.size()) {
  stream_.reserve(stored_.size());
  for (std::size_t i = 0; i < stored_.size(); ++i) {
    if (!reader.read_sealed_if_event(stored_[i], events_[i])) return;
    if (wanted && !wanted(stored_[i], events_[i])) continue;
    stream_.push_back(
        {.position = stored_[i].position.value(), .id = stored_[i].id, .event = &events_[i]});
  }
}

}  // namespace app
