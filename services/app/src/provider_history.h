#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "escalation/status.h"
#include "event_reader.h"
#include "eventstore/event_store.h"
#include "gwarchod/v1/envelope.pb.h"

namespace app {

/// The events of one provider, sealed, as the folds of escalation take them. Bytes that are no
/// event end it.
class ProviderHistory {
 public:
  using Wanted = std::function<bool(const eventstore::StoredEvent&, const gwarchod::v1::Event&)>;

  /// Those of its events that are wanted; none said: all.
  /// Errors:  throws what reading the store throws.
  ProviderHistory(const eventstore::EventStore& store, const EventReader& reader,
                  const std::string& provider, const Wanted& wanted = {});

  [[nodiscard]] std::span<const escalation::ProviderEvent> stream() const { return stream_; }

 private:
  // What the stream points into: neither changes once it stands.
  std::vector<eventstore::StoredEvent> stored_;
  std::vector<gwarchod::v1::Event> events_;
  std::vector<escalation::ProviderEvent> stream_;
};

}  // namespace app
