#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/signing_key.h"
#include "eventstore/types.h"

namespace eventstore {

/// A longer note is refused unread, and one of more signatures.
inline constexpr std::size_t kNoteBytesMax = 64U << 10U;
inline constexpr std::size_t kNoteSignaturesMax = 64;

/// What a log says of itself: so many events, and this is the root of the tree over them. Signed,
/// it binds the log for ever: whoever keeps it can tell a log that was rewritten or shortened.
/// Source: C2SP tlog-checkpoint.
struct Checkpoint {
  std::uint64_t size = 0;
  Hash root{};
  std::string origin;                   // which log; the name of the key that signs for it
  std::vector<std::string> extensions;  // further lines; this program writes none

  /// What is signed: each part on a line of its own.
  [[nodiscard]] std::string text() const;
  bool operator==(const Checkpoint&) const = default;
};

/// A line "— name base64(id || signature)" below a note.
struct NoteSignature {
  std::uint32_t key_id = 0;
  std::string name;
  std::string bytes;
};

/// A checkpoint as it was read: signed by someone, checked by nobody yet.
struct CheckpointNote {
  Checkpoint checkpoint;
  std::vector<NoteSignature> signatures;  // at least one

  /// The note, byte for byte as it was read.
  [[nodiscard]] std::string text() const;
};

/// Reads a note strictly: a text has one reading or none, and is then printed as it was.
/// Error: the line and what is wrong with it, in words that hold nothing of the text.
/// Source: C2SP signed-note, tlog-checkpoint.
[[nodiscard]] Result<CheckpointNote, std::string> parse_checkpoint(std::string_view note);

/// The checkpoint, signed: the whole note. Its origin becomes the key's name.
[[nodiscard]] std::string sign(Checkpoint checkpoint, const SigningKey& key);

/// The checkpoint of a note, when one of the keys signed it and is named as its origin.
/// Error: why not, in words: the note cannot be read, no key here signed it, or a signature that
/// says it is of one of them is not.
[[nodiscard]] Result<Checkpoint, std::string> open_checkpoint(std::string_view note,
                                                              std::span<const VerifyingKey> keys);

}  // namespace eventstore
