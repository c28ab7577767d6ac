#include "eventstore/event_proof.h"

#include <stdexcept>
#include <utility>

#include "base64.h"
#include "eventstore/merkle.h"
#include "eventstore/proof.h"
#include "layout.h"
#include "lines.h"
#include "record.h"

namespace eventstore {
namespace {

constexpr std::string_view kFirstLine = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
constexpr char kHashAlone = '\0';     // where a record has its form, which is never nought
constexpr std::size_t kPathMax = 64;  // a tree of 64-bit sizes is no higher

/// The extra data taken apart: a record, or a leaf's hash.
bool take_extra(const std::string& extra, EventProof& proof) {
  if (!extra.empty() && extra.front() != kHashAlone) {
    proof.leaf = Hasher{}.leaf(extra);
    proof.record = extra;
    return true;
  }
  if (extra.size() != 1 + proof.leaf.size()) {
    return false;
  }
  proof.leaf = hash_at(std::string_view{extra}.substr(1));
  return true;
}

}  // namespace

std::string EventProof::text() const {
  std::string extra = record ? *record : kHashAlone + std::string{view_of(leaf)};
  std::string text{kFirstLine};
  text += "\n" + std::string{kExtra} + to_base64(extra);
  text += "\n" + std::string{kIndex} + std::to_string(position.value() - 1) + "\n";
  for (const Hash& hash : path) {
    text += to_base64(hash) + "\n";
  }
  return text + "\n" + checkpoint;
}

Result<EventProof, std::string> parse_event_proof(std::string_view text) {
  if (text.size() > kProofBytesMax) {
    return "it is longer than " + std::to_string(kProofBytesMax) + " bytes";
  }
  const auto end = text.find("\n\n");
  if (end == std::string_view::npos) {
    return std::string{"there is no empty line before the checkpoint"};
  }
  const auto lines = split_lines(text.substr(0, end + 1));
  if (lines[0] != kFirstLine) {
    return "line 1 is not " + std::string{kFirstLine};
  }
  if (lines.size() < 2 || !lines[1].starts_with(kExtra)) {
    return std::string{"line 2 does not begin with \"extra\""};
  }
  EventProof proof;
  const auto extra = from_base64(lines[1].substr(kExtra.size()));
  if (!extra || !take_extra(*extra, proof)) {
    return std::string{"line 2 (extra) is not base64 of a record, or of a zero byte and a hash"};
  }
  const bool has_index = lines.size() >= 3 && lines[2].starts_with(kIndex);
  const auto index = has_index ? parse_decimal(lines[2].substr(kIndex.size())) : std::nullopt;
  if (!index || *index == ~std::uint64_t{0}) {
    return std::string{"line 3 is not \"index\" and a whole number without leading zeroes"};
  }
  proof.position = Position{*index + 1};
  auto path = parse_path(lines, 3, kPathMax);
  if (!path) {
    return path.error();
  }
  proof.path = std::move(*path);
  proof.checkpoint = text.substr(end + 2);
  if (const auto note = parse_checkpoint(proof.checkpoint); !note) {
    return "the checkpoint: " + note.error();
  }
  return proof;
}

EventProof prove_event(const EventStore& store, const StoredEvent& event,
                       const std::string& checkpoint, bool with_record) {
  const auto note = parse_checkpoint(checkpoint);
  if (!note) {
    throw std::invalid_argument("the checkpoint cannot be read: " + note.error());
  }
  std::string record;
  encode_record({event.position, event.stream.value(), event.version, event.recorded, event.id,
                 event.type, event.payload},
                record);
  const EventStore::TreeHead head{note->checkpoint.size, note->checkpoint.root};
  EventProof proof{event.position, std::nullopt, Hasher{}.leaf(record),
                   inclusion_proof(tiles_of(store), event.position, head.size), checkpoint};
  if (!verify_inclusion(proof.leaf, event.position, head, proof.path)) {
    throw std::runtime_error("position " + std::to_string(event.position.value()) +
                             " cannot be proved: the log is damaged, or the checkpoint is of "
                             "another; verify says more");
  }
  if (with_record) {
    proof.record = std::move(record);
  }
  return proof;
}

Result<ProvenEvent, std::string> check_event_proof(const EventProof& proof,
                                                   std::span<const VerifyingKey> keys) {
  auto checkpoint = open_checkpoint(proof.checkpoint, keys);
  if (!checkpoint) {
    return "the checkpoint: " + checkpoint.error();
  }
  const EventStore::TreeHead head{checkpoint->size, checkpoint->root};
  const Hash leaf = proof.record ? Hasher{}.leaf(*proof.record) : proof.leaf;
  if (!verify_inclusion(leaf, proof.position, head, proof.path)) {
    return std::string{"the path does not lead from the event to the checkpoint's root"};
  }
  ProvenEvent proven{std::move(*checkpoint), std::nullopt};
  if (proof.record) {
    RecordView record;
    // What is hashed is what was written; a log of ours holds nothing else.
    if (!decode_record(*proof.record, record) || record.position != proof.position) {
      return std::string{"the bytes proved are no event of that position"};
    }
    assign(proven.event.emplace(), record);
  }
  return proven;
}

}  // namespace eventstore
