#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "app/caller.h"
#include "app/log_keys.h"
#include "eventstore/event_proof.h"
#include "eventstore/event_store.h"
#include "gwarchod/v1/views.pb.h"
#include "schema/result.h"
#include "schema/schema.h"

namespace app {

/// The last checkpoint that was signed here: no later one may contradict it.
inline constexpr const char* kLastCheckpointFile = "log.checkpoint";

/// What a data folder holds beside its log for it to be evidence. Read it before the store is
/// opened for reading: a server may sign meanwhile.
struct EvidenceFiles {
  LogKeys keys;
  std::filesystem::path folder;
  std::optional<eventstore::Checkpoint> last_signed;

  /// Error: that of read_log_keys, or a last checkpoint that is not signed by the log's key.
  [[nodiscard]] static schema::Result<EvidenceFiles, std::string> read(
      const std::filesystem::path& folder);
};

/// Says for a log what it holds, signed, and proves its events to those who do not have it.
/// Threads: any. Blocks for small reads, and one disk sync when a new checkpoint is signed.
class Evidence {
 public:
  template <class T>
  using Outcome = schema::Result<T, gwarchod::v1::Problem>;

  /// `store` and `schema` outlive it.
  Evidence(const eventstore::EventStore& store, const schema::Schema& schema, EvidenceFiles files);

  /// The signed head of the log as it stands: a C2SP checkpoint. Signed once for each size.
  /// Refused: no-signing-key; contradicts-checkpoint, when the log no longer begins with what was
  /// signed before: it was cut or rewritten, and is not signed for.
  [[nodiscard]] Outcome<std::string> checkpoint();
  /// As checkpoint, of an earlier size of the log: what a backup holds.
  [[nodiscard]] Outcome<std::string> checkpoint_of(const eventstore::EventStore::TreeHead& head);

  enum class Record { kWhole, kHashAlone };
  /// The proof of one event, under the checkpoint of now. Refused: not-found; as checkpoint.
  [[nodiscard]] Outcome<eventstore::EventProof> proof(const std::string& event, Record record);
  /// For a reader of a provider's timeline: with the record itself only for who may see all of it;
  /// its hash alone for others. Refused: not-found, where the event is not of that provider.
  [[nodiscard]] Outcome<eventstore::EventProof> proof_for(const Caller& caller,
                                                          const std::string& provider,
                                                          const std::string& event);

  /// The same of many events of the provider, all under one checkpoint.
  struct Proofs {
    std::vector<eventstore::EventProof> of_events;  // in their order
    std::string checkpoint;
  };
  [[nodiscard]] Outcome<Proofs> proofs_for(const Caller& caller, const std::string& provider,
                                           const std::vector<std::string>& events);

  [[nodiscard]] const LogKeys& keys() const { return files_.keys; }

 private:
  [[nodiscard]] Outcome<eventstore::EventProof> prove(const eventstore::StoredEvent& event,
                                                      Record record);
  [[nodiscard]] std::optional<eventstore::StoredEvent> event_of(const std::string& provider,
                                                                const std::string& event) const;
  [[nodiscard]] bool may_see_whole(const Caller& caller,
                                   const eventstore::StoredEvent& event) const;

  const eventstore::EventStore& store_;
  const schema::Schema& schema_;
  std::mutex mutex_;  // all below
  EvidenceFiles files_;
  std::string note_;  // the last given
};

}  // namespace app
