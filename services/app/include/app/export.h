#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/event_store.h"
#include "eventstore/keyring.h"
#include "gwarchod/v1/envelope.pb.h"
#include "gwarchod/v1/options.pb.h"
#include "schema/result.h"
#include "schema/schema.h"

namespace app {

class EventReader;

struct ExportOptions {
  enum class Format { kJsonLines, kCsv };
  Format format = Format::kJsonLines;
  std::uint64_t from = 1;  // position, inclusive
  /// Only records of this kind. In CSV its own columns then follow the common ones; without a kind
  /// the record stands in one column, as JSON.
  std::string kind;
  /// What is above it is left empty, and so is every secret.
  gwarchod::v1::Class clearance = gwarchod::v1::P0;
  /// Accounts and sign-ins too, not only providers and policy.
  bool accounts = false;
  /// Whether a line of JSON says its position, from which a reader can count what they were not
  /// shown.
  bool positions = true;
};

/// Writes the log out, a piece at a time, so that a log of any size takes little memory.
/// JSON lines: one object an event: position, stream, version, recorded, id, kind, recordedBy,
/// envelope, body, and `erased`, the names of the fields whose values are erased, where any are.
/// CSV: RFC 4180 with a heading; a cell that a spreadsheet would run as a formula has an apostrophe
/// before it. Threads: one at a time; store and keys must outlive it. What is recorded after it was
/// made is not in it.
class Exporter {
 public:
  /// Errors: a sentence: there is no such kind.
  [[nodiscard]] static schema::Result<std::unique_ptr<Exporter>, std::string> make(
      const eventstore::EventStore& store, const eventstore::Keyring& keys,
      const schema::Schema& schema, ExportOptions options);
  ~Exporter();

  /// The next piece, some tens of KiB; empty at the end.
  [[nodiscard]] std::string next();
  /// One event as its line of JSON, without the end of the line; empty when it is not among those
  /// exported. `token`, if any, is said in it.
  [[nodiscard]] std::string line(const eventstore::StoredEvent& stored,
                                 std::string_view token = {}) const;

 private:
  Exporter(const eventstore::EventStore& store, const eventstore::Keyring& keys,
           const schema::Schema& schema, ExportOptions options);
  /// An event as the reader may see it. `body`: none for a kind that this program does not know.
  struct Redacted {
    gwarchod::v1::Event event;
    std::unique_ptr<google::protobuf::Message> body;
  };
  /// Nothing when it is not among those exported.
  [[nodiscard]] std::optional<Redacted> redacted(const eventstore::StoredEvent& stored) const;
  void write(const eventstore::StoredEvent& stored, std::string& piece) const;
  void write_json(const eventstore::StoredEvent& stored, const gwarchod::v1::Event& event,
                  const google::protobuf::Message* body, std::string& piece) const;
  void write_csv(const eventstore::StoredEvent& stored, const gwarchod::v1::Event& event,
                 const google::protobuf::Message* body, std::string& piece) const;

  const eventstore::EventStore& store_;
  const schema::Schema& schema_;
  std::unique_ptr<const EventReader> reader_;
  ExportOptions options_;
  const schema::Kind* kind_ = nullptr;
  std::uint64_t next_ = 1;
  std::uint64_t last_ = 0;
  bool headed_ = false;
};

}  // namespace app
