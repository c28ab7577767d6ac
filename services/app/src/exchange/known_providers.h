#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "app/import.h"
#include "event_reader.h"
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
  KnownProviders(const Existing* existing, const schema::Schema& schema);
  [[nodiscard]] KnownProvider& of(const std::string& id);

 private:
  void read(const std::string& id, KnownProvider& provider) const;

  const eventstore::EventStore* existing_ = nullptr;
  std::optional<EventReader> reader_;
  std::unordered_map<std::string, KnownProvider> providers_;
};

}  // namespace app
