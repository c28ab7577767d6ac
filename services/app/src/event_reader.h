#pragma once

#include <optional>
#include <set>
#include <string>

#include "eventstore/event_store.h"
#include "eventstore/keyring.h"
#include "gwarchod/v1/envelope.pb.h"
#include "schema/schema.h"
#include "upcasters.h"

namespace app {

/// The one way from the log to an event: older forms are brought up to date, and what is sealed is
/// opened for who shows or exports it. Folds read it sealed: they see tokens for people, and none
/// of the texts.
/// Errors:  std::runtime_error when it is no Event: the log is damaged, or of something else.
/// Threads: any. The schema and the ring outlive it.
class EventReader {
 public:
  EventReader(const schema::Schema& schema, const eventstore::Keyring& keys);

  /// Into an event that may be used again and again.
  void read_sealed(const eventstore::StoredEvent& stored, gwarchod::v1::Event& event) const;
  [[nodiscard]] gwarchod::v1::Event read_sealed(const eventstore::StoredEvent& stored) const;
  /// The same; false, instead of an error, when it is no Event.
  [[nodiscard]] bool read_sealed_if_event(const eventstore::StoredEvent& stored,
                                          gwarchod::v1::Event& event) const;
  [[nodiscard]] const Upcasters& upcasters() const { return upcasters_; }

  /// With references for tokens and texts in their places. What can be opened no more is left out,
  /// and its places stand in `sealed_fields`, which are empty otherwise. Of a kind that the schema
  /// does not know, the body stays sealed.
  [[nodiscard]] gwarchod::v1::Event read(const eventstore::StoredEvent& stored) const;
  /// The same; nothing, instead of an error, when it is no Event.
  [[nodiscard]] std::optional<gwarchod::v1::Event> read_if_event(
      const eventstore::StoredEvent& stored) const;

 private:
  void open(const std::string& id, gwarchod::v1::Event& event) const;
  void name_people(gwarchod::v1::Event& event, google::protobuf::Message* body) const;

  const schema::Schema& schema_;
  const eventstore::Keyring& keys_;
  Upcasters upcasters_;
  std::set<std::string, std::less<>> personal_;  // kinds that may hold anything personal
};

}  // namespace app
