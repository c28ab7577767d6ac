#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "escalation/status.h"
#include "eventstore/types.h"
#include "gwarchod/v1/envelope.pb.h"
#include "gwarchod/v1/views.pb.h"
#include "schema/schema.h"
#include "schema/time.h"
#include "timeline/timeline.h"
#include "versions.h"

namespace app {

/// What is known of one provider, folded from its stream: the row of the board, the facts of the
/// policy, and which records superseded which. The projection keeps one for each provider; a query
/// about the past folds one of its own. Threads: as a value.
class Sheet {
 public:
  explicit Sheet(std::string provider) : provider_(std::move(provider)) {}

  /// Takes the next event of the provider's stream in.
  void take_in(const eventstore::StoredEvent& stored, const gwarchod::v1::Event& event,
               const schema::Schema& schema, const escalation::CompiledPolicy& policy);

  /// Begins the facts anew, for another policy; take_in_facts then takes the history in again.
  void forget_facts() { facts_ = {}; }
  void take_in_facts(const eventstore::StoredEvent& stored, const gwarchod::v1::Event& event,
                     const escalation::CompiledPolicy& policy);

  /// What the policy says on the day; a pure function of what was taken in.
  [[nodiscard]] gwarchod::v1::Status status(const escalation::CompiledPolicy& policy,
                                            schema::Day as_of) const;
  /// The row of the board on the day, given the status on that day.
  [[nodiscard]] gwarchod::v1::BoardRow row(gwarchod::v1::Status status,
                                           const escalation::CompiledPolicy& policy,
                                           schema::Day as_of) const;
  /// Works out anew what rolls with the day, though no rule begins or ends: counts and embargoes.
  void count(gwarchod::v1::BoardRow& row, const escalation::CompiledPolicy& policy,
             schema::Day as_of) const;

  [[nodiscard]] const std::string& provider() const { return provider_; }
  [[nodiscard]] const timeline::Links& links() const { return links_; }
  /// The body of the latest ProviderRegistered; empty when there is none.
  [[nodiscard]] std::string registration() const;
  [[nodiscard]] std::uint64_t version() const { return version_; }

  /// The suggestion last recorded, or proposed for recording: see suggestions.h.
  struct Said {
    std::string key;
    std::string stage;
    unsigned proposals_pending = 0;
  };
  Said said;

 private:
  struct EmbargoSpan {
    int kind = 0;
    std::optional<schema::Day> starts;
    std::optional<schema::Day> lifted;
  };

  [[nodiscard]] bool struck(const std::string& id) const {
    return !timeline::corrected_by(links_, id).empty();
  }
  void take_in_kind(const eventstore::StoredEvent& stored, const gwarchod::v1::Event& event);
  void take_in_visit(const std::string& id, const gwarchod::v1::Envelope& envelope);
  void take_in_embargo(const std::string& id, const gwarchod::v1::Event& event);
  void read_registration();
  [[nodiscard]] std::string last_visit_on() const;
  [[nodiscard]] std::string embargo_on(schema::Day day) const;

  std::string provider_;
  escalation::Facts facts_;
  timeline::Links links_;
  Versions<std::string> registrations_;  // bodies
  gwarchod::v1::BoardRow registered_;    // what the latest registration says of the row
  Versions<schema::Day> visits_;         // a visit counts on the day its first version gave
  Versions<EmbargoSpan> embargoes_;
  std::uint32_t records_count_ = 0;
  std::string last_record_on_;
  std::uint64_t version_ = 0;
  std::uint64_t position_ = 0;
  std::int64_t recorded_unix_ms_ = 0;
};

}  // namespace app
