#include "exchange/known_providers.h"

#include "events.h"

namespace app {
namespace {

constexpr std::size_t kEventsAtOnce = 500;

}  // namespace

KnownProviders::KnownProviders(const Existing* existing, const schema::Schema& schema) {
  if (existing == nullptr) {
    return;
  }
  existing_ = &existing->store;
  reader_.emplace(schema, existing->keys);
}

KnownProvider& KnownProviders::of(const std::string& id) {
  const auto [found, fresh] = providers_.try_emplace(id);
  if (fresh && existing_ != nullptr &&
      existing_->ordered_version(provider_stream(id)).value() > 0) {
    read(id, found->second);
  }
  return found->second;
}

void KnownProviders::read(const std::string& id, KnownProvider& provider) const {
  provider.in_log = true;
  eventstore::StreamVersion from{1};
  while (true) {
    const auto events = existing_->read_stream(provider_stream(id), from, kEventsAtOnce,
                                               eventstore::EventStore::Direction::kForward);
    for (const auto& stored : events) {
      if (stored.type != "ProviderRegistered") {
        continue;
      }
      const gwarchod::v1::Event event = reader_->read(stored);
      if (provider.registration.ParseFromString(event.body())) {
        provider.known = true;
        if (provider.registration_id.empty()) {
          provider.registration_id = stored.id;
        }
      }
    }
    if (events.size() < kEventsAtOnce) {
      return;
    }
    from = eventstore::StreamVersion{events.back().version.value() + 1};
  }
}

}  // namespace app
