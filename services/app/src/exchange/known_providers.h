#pragma once

#include <string>
#include <unordered_map>

#include "eventstore/event_store.h"
#include "gwarchod/v1/records.pb.h"

namespace app {

/// What is known of a provider while a file is gone through.
struct KnownProvider {
  bool in_log = false;
  bool known = false;                             // registered, in the log or by this file
  std::string registration_id;                    // of the first event
  gwarchod::v1::ProviderRegistered registration;  // as it stands
};

/// The providers a file speaks of; each is looked up in the log once. Threads: one.
class KnownProviders {
 public:
  /// `existing` null: the log is empty.
  explicit KnownProviders(const eventstore::EventStore* existing) : existing_(existing) {}
  [[nodiscard]] KnownProvider& of(const std::string& id);

 private:
  void read(const std::string& id, KnownProvider& provider) const;

  const eventstore::EventStore* existing_;
  std::unordered_map<std::string, KnownProvider> providers_;
};

}  // namespace app
