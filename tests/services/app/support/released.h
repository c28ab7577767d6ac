#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "event_sealer.h"
#include "eventstore/types.h"
#include "key_storage.h"
#include "schema/schema.h"

/// One example of each kind of event in each form it was ever stored in, kept in
/// tests/released-events: <kind>.<version>.binpb is its bytes in the log, keys.txt the entries of
/// the ring that its people and texts are sealed with. What stands there is never changed.
namespace released {

struct Example {
  std::string kind;
  std::uint32_t version = 0;
  std::string payload;

  /// The id it is sealed under.
  [[nodiscard]] std::string id() const;
  [[nodiscard]] std::string name() const;  // of its file
};

[[nodiscard]] std::filesystem::path folder();
/// Every example, a registration first, then by kind and version.
[[nodiscard]] std::vector<Example> read();
/// The ring of the examples, over the storage read from keys.txt.
[[nodiscard]] std::unique_ptr<eventstore::KeyStorage> read_keys();
[[nodiscard]] std::unique_ptr<eventstore::Keyring> ring_over(eventstore::KeyStorage& storage);
void write_keys(const eventstore::KeyStorage& storage);

/// Where an event of the kind belongs.
[[nodiscard]] eventstore::StreamId stream_of(const std::string& kind);

/// An example as this program stores it, of the version asked for: 1, or the kind's own of now.
[[nodiscard]] Example make(const schema::Schema& schema, const schema::Kind& kind,
                           std::uint32_t version, const app::EventSealer& sealer);
void write(const Example& example);

}  // namespace released
