#include "eventstore/checkpoint.h"

#include <algorithm>
#include <optional>

#include "base64.h"
#include "lines.h"
#include "schema/utf8.h"

namespace eventstore {
namespace {

constexpr std::string_view kSignatureMark = "\u2014 ";  // an em dash and a space
constexpr std::size_t kKeyIdBytes = 4;
constexpr std::size_t kCheckpointLines = 3;

std::string line_of(const NoteSignature& signature) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>(signature.key_id >> static_cast<unsigned>(shift) & 0xFFU));
  }
  return std::string{kSignatureMark} + signature.name + " " + to_base64(bytes + signature.bytes) +
         "\n";
}

std::string wrong(std::size_t line, const std::string& what) {
  return "line " + std::to_string(line) + " " + what;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < ' ' && c != '\n'; }

Result<Checkpoint, std::string> parse_text(const std::vector<std::string_view>& lines) {
  if (lines.size() < kCheckpointLines) {
    return std::string{"there are no three lines: origin, size, root"};
  }
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (lines[at].empty()) {
      return wrong(at + 1, "is empty");
    }
  }
  Checkpoint checkpoint;
  checkpoint.origin = lines[0];
  const auto size = parse_decimal(lines[1]);
  if (!size) {
    return wrong(2, "(the size) is not a whole number without leading zeroes");
  }
  checkpoint.size = *size;
  const auto root = hash_from_base64(lines[2]);
  if (!root) {
    return wrong(3, "(the root) is not 32 bytes of base64");
  }
  checkpoint.root = *root;
  checkpoint.extensions.assign(lines.begin() + kCheckpointLines, lines.end());
  return checkpoint;
}

Result<NoteSignature, std::string> parse_signature(std::string_view line, std::size_t number) {
  if (!line.starts_with(kSignatureMark)) {
    return wrong(number, "(a signature) does not begin with an em dash and a space");
  }
  line.remove_prefix(kSignatureMark.size());
  const auto space = line.find(' ');
  if (space == std::string_view::npos || !is_key_name(line.substr(0, space))) {
    return wrong(number, "(a signature) names no key");
  }
  const auto bytes = from_base64(line.substr(space + 1));
  if (!bytes || bytes->size() <= kKeyIdBytes) {
    return wrong(number, "(a signature) has no base64 of a key's id and a signature");
  }
  NoteSignature signature{0, std::string{line.substr(0, space)}, bytes->substr(kKeyIdBytes)};
  for (std::size_t at = 0; at < kKeyIdBytes; ++at) {
    signature.key_id = signature.key_id << 8U | static_cast<unsigned char>((*bytes)[at]);
  }
  return signature;
}

}  // namespace

std::string Checkpoint::text() const {
  std::string text = origin + "\n" + std::to_string(size) + "\n" + to_base64(root) + "\n";
  for (const std::string& line : extensions) {
    text += line + "\n";
  }
  return text;
}

std::string CheckpointNote::text() const {
  std::string text = checkpoint.text() + "\n";
  for (const NoteSignature& signature : signatures) {
    text += line_of(signature);
  }
  return text;
}

Result<CheckpointNote, std::string> parse_checkpoint(std::string_view note) {
  if (note.size() > kNoteBytesMax) {
    return "it is longer than " + std::to_string(kNoteBytesMax) + " bytes";
  }
  if (!schema::is_utf8(note) || std::ranges::any_of(note, is_control)) {
    return std::string{"it is not plain UTF-8 text"};
  }
  // The last empty line ends the text; signatures have none.
  const auto end = note.rfind("\n\n");
  if (end == std::string_view::npos || !note.ends_with('\n')) {
    return std::string{"there is no empty line between the text and its signatures"};
  }
  const auto lines = split_lines(note.substr(0, end + 1));
  const auto signatures = split_lines(note.substr(end + 2));
  if (signatures.empty() || signatures.size() > kNoteSignaturesMax) {
    return "it has no signatures, or more than " + std::to_string(kNoteSignaturesMax);
  }
  auto checkpoint = parse_text(lines);
  if (!checkpoint) {
    return checkpoint.error();
  }
  CheckpointNote read{std::move(*checkpoint), {}};
  for (std::size_t at = 0; at < signatures.size(); ++at) {
    auto signature = parse_signature(signatures[at], lines.size() + 2 + at);
    if (!signature) {
      return signature.error();
    }
    read.signatures.push_back(std::move(*signature));
  }
  return read;
}

std::string sign(Checkpoint checkpoint, const SigningKey& key) {
  const VerifyingKey& open = key.verifying_key();
  checkpoint.origin = open.name();
  const std::string text = checkpoint.text();
  return text + "\n" + line_of({open.id(), open.name(), key.sign(text)});
}

Result<Checkpoint, std::string> open_checkpoint(std::string_view note,
                                                std::span<const VerifyingKey> keys) {
  auto read = parse_checkpoint(note);
  if (!read) {
    return read.error();
  }
  const std::string text = read->checkpoint.text();
  bool opened = false;
  for (const NoteSignature& signature : read->signatures) {
    for (const VerifyingKey& key : keys) {
      if (key.name() != signature.name || key.id() != signature.key_id) {
        continue;  // of a witness, or of a key unknown here
      }
      if (!key.verifies(text, signature.bytes)) {
        return std::string{"its signature is not that of the key it names"};
      }
      opened = opened || key.name() == read->checkpoint.origin;
    }
  }
  if (!opened) {
    return std::string{"it is not signed by a key known here"};
  }
  return std::move(read->checkpoint);
}

}  // namespace eventstore
