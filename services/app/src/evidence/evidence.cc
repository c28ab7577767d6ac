#include "app/evidence.h"

#include <utility>

#include "app/problem.h"
#include "events.h"
#include "eventstore/proof.h"
#include "evidence/private_file.h"
#include "schema/show.h"

namespace app {
namespace {

using TreeHead = eventstore::EventStore::TreeHead;

gwarchod::v1::Problem no_signing_key() {
  return make_problem(
      "no-signing-key", 503,
      "The log's signing key is missing, so nothing is signed. Put signing.key back "
      "into the data folder, or make another: gwarchod checkpoint --new-key.",
      "Mae allwedd lofnodi'r log ar goll, felly nid oes dim yn cael ei lofnodi. "
      "Rhowch signing.key yn ôl yn y ffolder data, neu gwnewch un arall: gwarchod "
      "checkpoint --new-key.");
}

gwarchod::v1::Problem contradicts_checkpoint(std::uint64_t size) {
  const std::string events = std::to_string(size);
  return make_problem("contradicts-checkpoint", 500,
                      "The log no longer begins with the " + events +
                          " events that were signed for, so nothing is signed: it was cut or "
                          "rewritten. Run gwarchod verify.",
                      "Nid yw'r log bellach yn dechrau gyda'r " + events +
                          " digwyddiad a lofnodwyd, felly nid oes dim yn cael ei lofnodi: mae wedi "
                          "ei dorri neu ei ailysgrifennu. Rhedwch gwarchod verify.");
}

}  // namespace

schema::Result<EvidenceFiles, std::string> EvidenceFiles::read(
    const std::filesystem::path& folder) {
  EvidenceFiles files;
  files.folder = folder;
  auto keys = read_log_keys(folder);
  if (!keys) {
    return keys.error();
  }
  files.keys = std::move(*keys);
  if (const auto note = read_file(folder / kLastCheckpointFile, eventstore::kNoteBytesMax)) {
    auto checkpoint = eventstore::open_checkpoint(*note, files.keys.verifying);
    if (!checkpoint) {
      return "gwarchod: " + (folder / kLastCheckpointFile).string() +
             " is not what this log signed: " + checkpoint.error() +
             "; say gwarchod verify, and remove the file if the log is whole";
    }
    files.last_signed = std::move(*checkpoint);
  }
  return files;
}

Evidence::Evidence(const eventstore::EventStore& store, const schema::Schema& schema,
                   EvidenceFiles files)
    : store_(store), schema_(schema), files_(std::move(files)) {}

Evidence::Outcome<std::string> Evidence::checkpoint() { return checkpoint_of(store_.tree_head()); }

Evidence::Outcome<std::string> Evidence::checkpoint_of(const TreeHead& head) {
  const std::lock_guard lock(mutex_);
  if (!files_.keys.signing) {
    return no_signing_key();
  }
  const auto& last = files_.last_signed;
  if (last && last->size == head.size && last->root == head.root && !note_.empty()) {
    return note_;
  }
  const bool agrees =
      !last || (last->size <= head.size
                    ? eventstore::root_at(eventstore::tiles_of(store_), last->size) == last->root
                    : eventstore::root_at(eventstore::tiles_of(store_), head.size) == head.root &&
                          last->size <= store_.last_position().value());
  if (!agrees) {
    return contradicts_checkpoint(last->size);
  }
  eventstore::Checkpoint signed_now{
      head.size, head.root, files_.keys.signing->verifying_key().name(), {}};
  std::string note = eventstore::sign(signed_now, *files_.keys.signing);
  if (!last || last->size <= head.size) {
    if (!write_file(files_.folder / kLastCheckpointFile, note, Readable::kByAll)) {
      return storage_failed();
    }
    files_.last_signed = std::move(signed_now);
    note_ = note;
  }
  return note;
}

Evidence::Outcome<eventstore::EventProof> Evidence::proof(const std::string& event, Record record) {
  const auto found = store_.find(event);
  return found ? prove(*found, record) : not_found();
}

Evidence::Outcome<eventstore::EventProof> Evidence::proof_for(const Caller& caller,
                                                              const std::string& provider,
                                                              const std::string& event) {
  const auto found = event_of(provider, event);
  if (!found) {
    return not_found();
  }
  return prove(*found, may_see_whole(caller, *found) ? Record::kWhole : Record::kHashAlone);
}

Evidence::Outcome<Evidence::Proofs> Evidence::proofs_for(const Caller& caller,
                                                         const std::string& provider,
                                                         const std::vector<std::string>& events) {
  auto note = checkpoint();
  if (!note) {
    return note.error();
  }
  Proofs proofs{.of_events = {}, .checkpoint = std::move(*note)};
  proofs.of_events.reserve(events.size());
  for (const std::string& event : events) {
    const auto found = event_of(provider, event);
    if (!found) {
      return not_found();
    }
    proofs.of_events.push_back(
        eventstore::prove_event(store_, *found, proofs.checkpoint, may_see_whole(caller, *found)));
  }
  return proofs;
}

std::optional<eventstore::StoredEvent> Evidence::event_of(const std::string& provider,
                                                          const std::string& event) const {
  auto found = store_.find(event);
  if (found && found->stream != provider_stream(provider)) {
    found.reset();
  }
  return found;
}

Evidence::Outcome<eventstore::EventProof> Evidence::prove(const eventstore::StoredEvent& event,
                                                          Record record) {
  const auto note = checkpoint();
  if (!note) {
    return note.error();
  }
  return eventstore::prove_event(store_, event, *note, record == Record::kWhole);
}

bool Evidence::may_see_whole(const Caller& caller, const eventstore::StoredEvent& event) const {
  const gwarchod::v1::Event stored = from_store(event);
  const schema::Kind* kind = schema_.find(stored.kind());
  const auto body = kind == nullptr ? nullptr : schema_.make(*kind);
  if (!body || !body->ParseFromString(stored.body())) {
    return false;  // who can say what is in it?
  }
  gwarchod::v1::Envelope envelope = stored.envelope();
  const std::string all = envelope.SerializeAsString() + body->SerializeAsString();
  schema::redact(envelope, caller.clearance());
  schema::redact(*body, caller.clearance());
  return envelope.SerializeAsString() + body->SerializeAsString() == all;
}

}  // namespace app
