#include "eventstore/growth_proof.h"

#include <stdexcept>
#include <utility>

#include "base64.h"
#include "eventstore/proof.h"
#include "lines.h"

namespace eventstore {
namespace {

constexpr std::string_view kOld = "old ";
constexpr std::size_t kPathMax = 65;  // one more than a tree of 64-bit sizes is high

}  // namespace

std::string GrowthProof::text() const {
  std::string text = std::string{kOld} + std::to_string(old_size) + "\n";
  for (const Hash& hash : path) {
    text += to_base64(hash) + "\n";
  }
  return text + "\n" + checkpoint;
}

Result<GrowthProof, std::string> parse_growth_proof(std::string_view text) {
  const auto end = text.find("\n\n");
  if (text.size() > 2 * kNoteBytesMax || end == std::string_view::npos) {
    return std::string{"there is no empty line before the checkpoint, or it is too long"};
  }
  const auto lines = split_lines(text.substr(0, end + 1));
  const auto old_size =
      lines[0].starts_with(kOld) ? parse_decimal(lines[0].substr(kOld.size())) : std::nullopt;
  if (!old_size) {
    return std::string{"line 1 is not \"old\" and a whole number without leading zeroes"};
  }
  GrowthProof proof{*old_size, {}, std::string{text.substr(end + 2)}};
  auto path = parse_path(lines, 1, kPathMax);
  if (!path) {
    return path.error();
  }
  proof.path = std::move(*path);
  if (const auto note = parse_checkpoint(proof.checkpoint); !note) {
    return "the checkpoint: " + note.error();
  }
  return proof;
}

GrowthProof prove_growth(const EventStore& store, std::uint64_t old_size,
                         const std::string& checkpoint) {
  const auto note = parse_checkpoint(checkpoint);
  if (!note) {
    throw std::invalid_argument("the checkpoint cannot be read: " + note.error());
  }
  return {old_size, consistency_proof(tiles_of(store), old_size, note->checkpoint.size),
          checkpoint};
}

Result<Checkpoint, std::string> check_growth_proof(const GrowthProof& proof, const Checkpoint& old,
                                                   std::span<const VerifyingKey> keys) {
  auto checkpoint = open_checkpoint(proof.checkpoint, keys);
  if (!checkpoint) {
    return "the checkpoint: " + checkpoint.error();
  }
  if (checkpoint->origin != old.origin || proof.old_size != old.size) {
    return std::string{"it does not go on from the checkpoint that was kept"};
  }
  if (!verify_consistency({old.size, old.root}, {checkpoint->size, checkpoint->root}, proof.path)) {
    return std::string{
        "the log did not merely grow: its first events are not those of the "
        "checkpoint that was kept"};
  }
  return checkpoint;
}

}  // namespace eventstore
