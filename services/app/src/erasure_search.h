#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "eventstore/event_store.h"
#include "eventstore/keyring.h"
#include "gwarchod/v1/views.pb.h"
#include "schema/schema.h"

namespace app {

/// A record of a file that goes with someone's erasure.
struct LostFile {
  std::string record_id;
  /// Of its file, and of its own words where it names nobody: those that are in the ring still.
  std::vector<eventstore::Token> tokens;
  eventstore::Token because_of;  // of those searched for
};

/// Tells what goes when keys are destroyed: the records that they seal, or that name the person in
/// the open; the files attached to those, and to records of such files; and every other record of
/// the same content, which is one file (docs/attachments.md).
/// Memory:  the ids of those records, and their files.
/// Threads: one. What is given outlives it. Reading holds nobody up.
class ErasureSearch {
 public:
  /// A token, and the position before which an event must stand to go with it.
  using Doomed = std::map<eventstore::Token, std::uint64_t, std::less<>>;
  static constexpr std::uint64_t kAnywhere = std::numeric_limits<std::uint64_t>::max();

  /// `person`: the reference, where one is erased; nobody is looked for in the open without it.
  ErasureSearch(const schema::Schema& schema, const eventstore::Keyring& keys, Doomed doomed,
                std::string person);

  /// Reads on from where it stopped, to the end of what is on disk or up to `before`. Gives the
  /// files found now, in the order of the log.
  std::vector<LostFile> read_on(const eventstore::EventStore& store,
                                std::uint64_t before = kAnywhere);
  /// What was found, but for the event.
  void tell(gwarchod::v1::Erasure& erasure) const;

 private:
  void look_at(const eventstore::StoredEvent& stored);
  void look_at_attachment(const eventstore::StoredEvent& stored);
  void find_elsewhere(const eventstore::EventStore& store);
  [[nodiscard]] const eventstore::Token* sealer_of(const eventstore::StoredEvent& stored) const;
  [[nodiscard]] std::vector<eventstore::Token> living(const gwarchod::v1::Event& event,
                                                      const eventstore::Token& file) const;

  const schema::Schema& schema_;
  const eventstore::Keyring& keys_;
  Doomed doomed_;
  std::string person_;
  std::uint64_t seen_ = 0;

  std::unordered_map<std::string, eventstore::Token> named_;  // ids of records, by whose token
  std::map<eventstore::Token, eventstore::Token, std::less<>> files_;  // and because of which
  std::set<std::string, std::less<>> lost_;                            // records of files
  std::vector<LostFile> found_;                                        // by this read_on()
  std::uint32_t records_ = 0;
  std::uint32_t open_ = 0;
  std::uint32_t attached_ = 0;
  std::uint32_t elsewhere_ = 0;
  std::set<std::string> providers_;
};

}  // namespace app
