#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "app/ids.h"
#include "eventstore/event_store.h"
#include "eventstore/subscription.h"
#include "listeners.h"
#include "schema/schema.h"
#include "schema/time.h"
#include "sheet.h"
#include "suggestions.h"
#include "views.h"

namespace app {

/// Folds the log, as it reaches the disk, into the views; says what changed; and records what is
/// then suggested otherwise than was last said. It holds one Sheet a provider, never the log.
/// Threads: one at a time.
class Projection {
 public:
  Projection(eventstore::EventStore& store, const schema::Schema& schema,
             const schema::Clock& clock, IdSource& ids, Views& views, Listeners& listeners);

  /// Takes in everything that is on disk when it begins, and a new day if one has come. The first
  /// time, rows are worked out once at the end, and nobody is told.
  void take_in();

  /// Proposes for the log every suggestion that is news since the last time. Returns whether any
  /// was.
  [[nodiscard]] bool propose_news();
  /// Waits for the proposals' way to the disk; false when it refused one.
  [[nodiscard]] bool wait_for_proposals() const { return proposals_.wait(); }

 private:
  using Touched = std::set<std::string>;

  void take_in_first();
  void take_in_batch(std::vector<eventstore::StoredEvent> events, Change& change, Touched& touched);
  void take_in_provider(const eventstore::StoredEvent& stored, const std::string& provider);
  void take_in_account(const eventstore::StoredEvent& stored);
  void take_in_policy(const eventstore::StoredEvent& stored);
  void take_in_day(schema::Day today);
  /// Takes the facts of every provider in anew when another policy has come into force.
  [[nodiscard]] bool change_policy();

  /// Works the providers out anew and puts their rows in the views.
  void refresh(const Touched& touched, Change& change);
  [[nodiscard]] SharedRow work_out(const Sheet& sheet) const;
  [[nodiscard]] Touched everyone() const;
  void tell(Change change);

  eventstore::EventStore& store_;
  const schema::Schema& schema_;
  const schema::Clock& clock_;
  IdSource& ids_;
  Views& views_;
  Listeners& listeners_;

  eventstore::Subscription subscription_;
  gwarchod::v1::Event event_;  // reused from one event to the next
  struct Entry {
    Sheet sheet;
    SharedRow row;
  };
  std::map<std::string, Entry> entries_;
  Touched unsaid_;  // worked out since suggestions were last proposed
  PolicyInForce policy_;
  schema::Day as_of_;
  bool first_ = true;
  Proposals proposals_;
};

}  // namespace app
