#pragma once

#include <fmt/format.h>

#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/simulate.h"
#include "app/system_clock.h"
#include "eventstore/event_store.h"
#include "eventstore/keyring.h"
#include "eventstore/memory_store.h"
#include "gwarchod/v1/events.pb.h"
#include "gwarchod/v1/records/decisions.pb.h"

/// A log of many years: copies of synthetic histories.
namespace bench {

inline constexpr std::size_t kTemplates = 250;  // histories that are copied
inline constexpr std::size_t kCommitEvents = 20'000;

using History = std::vector<eventstore::NewEvent>;

/// Histories of a synthetic authority, one a provider.
inline std::vector<History> templates(std::size_t events_each) {
  app::SimulatedClock clock;
  const schema::Schema schema;
  const auto store = eventstore::make_memory_store(clock);
  const auto keys = eventstore::make_memory_keyring();
  app::SimulationSettings settings;
  settings.providers = kTemplates;
  settings.events = kTemplates * events_each;
  settings.last_day = schema::uk_day(app::SystemClock().now());
  if (!app::simulate(*store, *keys, schema, clock, settings, [](auto&&...) {})) {
    throw std::runtime_error("the simulation failed");
  }
  std::map<std::string, History> by_stream;
  store->scan(eventstore::Position{1}, [&](const eventstore::StoredEvent& stored) {
    if (stored.stream.value().starts_with("provider/")) {
      by_stream[stored.stream.value()].push_back({stored.id, stored.type, stored.payload});
    }
    return true;
  });
  std::vector<History> histories;
  for (auto& [stream, history] : by_stream) histories.push_back(std::move(history));
  return histories;
}

inline std::string id_of_copy(const std::string& id, std::size_t copy) {
  return id.substr(0, 24) + fmt::format("{:012x}", copy);
}

/// The event as it is in the copy: its id, and those it names, are the copy's own.
inline eventstore::NewEvent copy_of(const eventstore::NewEvent& of, std::size_t copy) {
  eventstore::NewEvent made{id_of_copy(of.id, copy), of.type, of.payload};
  gwarchod::v1::Event event;
  event.ParseFromString(of.payload);
  if (!event.envelope().updates().empty()) {
    event.mutable_envelope()->set_updates(id_of_copy(event.envelope().updates(), copy));
  }
  if (of.type == "Correction") {
    gwarchod::v1::Correction correction;
    correction.ParseFromString(event.body());
    correction.set_corrects(id_of_copy(correction.corrects(), copy));
    event.set_body(correction.SerializeAsString());
  } else if (of.type == "SuggestedStageChanged") {
    gwarchod::v1::SuggestedStageChanged changed;
    changed.ParseFromString(event.body());
    for (auto& reason : *changed.mutable_reasons()) {
      for (auto& cause : *reason.mutable_causes()) {
        cause.set_event_id(id_of_copy(cause.event_id(), copy));
      }
    }
    event.set_body(changed.SerializeAsString());
  } else if (event.envelope().updates().empty()) {
    return made;
  }
  made.payload = event.SerializeAsString();
  return made;
}

class Filler {
 public:
  explicit Filler(eventstore::EventStore& store) : store_(store) {}

  void add(const std::string& provider, eventstore::NewEvent event) {
    bytes_ += event.payload.size();
    commit_.writes.push_back({eventstore::StreamId{"provider/" + provider},
                              eventstore::ExpectedVersion::any(),
                              {std::move(event)}});
    ++events_;
    if (commit_.writes.size() == kCommitEvents) flush();
  }
  void flush() {
    if (commit_.writes.empty()) return;
    if (!store_.append_and_wait(std::move(commit_))) throw std::runtime_error("append refused");
    commit_ = {};
  }
  [[nodiscard]] std::size_t events() const { return events_; }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  eventstore::EventStore& store_;
  eventstore::Commit commit_;
  std::size_t events_ = 0;
  std::size_t bytes_ = 0;
};

/// One provider of many records: several histories one after another.
inline void add_long(Filler& filler, const std::vector<History>& histories, const char* provider,
                     std::size_t events, std::size_t& copy) {
  std::size_t added = 0;
  while (added < events) {
    const History& history = histories[copy % histories.size()];
    for (const auto& event : history) {
      if (added == events) break;
      if (added > 0 && event.type == "ProviderRegistered") continue;
      filler.add(provider, copy_of(event, copy));
      ++added;
    }
    ++copy;
  }
}

}  // namespace bench
