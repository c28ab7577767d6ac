#pragma once

#include <set>
#include <string>

#include "app/caller.h"
#include "app/ids.h"
#include "eventstore/keyring.h"
#include "eventstore/types.h"
#include "gwarchod/v1/envelope.pb.h"
#include "schema/schema.h"
#include "schema/time.h"

namespace app {

/// The one way of a record to the log: what is personal of it is taken out and sealed, and tokens
/// stand for the people it names. What the system writes passes unchanged.
/// Errors:  std::runtime_error when the ring's disk refuses a new key; nothing is then half done.
/// Threads: any. The schema and the ring outlive it. No disk for people known already, else one
///          synced write for each new one.
class EventSealer {
 public:
  EventSealer(const schema::Schema& schema, eventstore::Keyring& keys);

  /// Seals the event, which is to be stored under the id and under no other.
  void seal(gwarchod::v1::Event& event, const std::string& id) const;
  /// Seals each event of the commit.
  void seal(eventstore::Commit& commit) const;

  /// The record as it is to be appended: see to_store of events.h.
  [[nodiscard]] eventstore::NewEvent to_store(gwarchod::v1::Event event, const Caller& caller,
                                              IdSource& ids, schema::Instant now) const;

 private:
  const schema::Schema& schema_;
  eventstore::Keyring& keys_;
  std::set<std::string, std::less<>> personal_;  // kinds whose body may hold anything personal
};

}  // namespace app
