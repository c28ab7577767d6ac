#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "schema/result.h"

namespace eventstore {

using schema::Result;

/// The longest name of a key.
inline constexpr std::size_t kKeyNameBytesMax = 200;

/// Whether a key, and the log it signs for, may be called so: 1 to kKeyNameBytesMax bytes of UTF-8
/// without spaces, control characters or "+".
[[nodiscard]] bool is_key_name(std::string_view name);

/// The public half of a log's key. Its text is one line, "name+1a2b3c4d+base64", as the Go tools of
/// transparency logs write and read it ("vkey").
/// Source: C2SP signed-note, "Ed25519 signatures"; golang.org/x/mod/sumdb/note.
class VerifyingKey {
 public:
  using Bytes = std::array<std::uint8_t, 32>;

  VerifyingKey(std::string name, const Bytes& bytes);
  /// Error: what is wrong with the text, in words.
  [[nodiscard]] static Result<VerifyingKey, std::string> parse(std::string_view text);
  [[nodiscard]] std::string text() const;

  [[nodiscard]] const std::string& name() const { return name_; }
  /// The first four bytes of SHA-256(name || 0x0A || 0x01 || key): tells keys of one name apart.
  [[nodiscard]] std::uint32_t id() const { return id_; }
  [[nodiscard]] const Bytes& bytes() const { return bytes_; }

  [[nodiscard]] bool verifies(std::string_view text, std::string_view signature) const;

 private:
  std::string name_;
  Bytes bytes_;
  std::uint32_t id_;
};

/// The private half: signs what the log says of itself. Its memory is wiped when it goes.
/// Threads: any may sign.
class SigningKey {
 public:
  /// A new one, of the system's randomness. `name` is_key_name.
  [[nodiscard]] static SigningKey make(std::string name);
  /// Reads what secret_text wrote ("PRIVATE+KEY+name+1a2b3c4d+base64"). Error: what is wrong, in
  /// words that hold nothing of the key.
  [[nodiscard]] static Result<SigningKey, std::string> parse(std::string_view text);
  SigningKey(const SigningKey&) = default;
  SigningKey& operator=(const SigningKey&) = default;
  ~SigningKey();

  [[nodiscard]] std::string secret_text() const;
  [[nodiscard]] const VerifyingKey& verifying_key() const { return public_; }

  /// 64 bytes of Ed25519 over the text.
  [[nodiscard]] std::string sign(std::string_view text) const;

 private:
  using Seed = std::array<std::uint8_t, 32>;
  SigningKey(std::string name, const Seed& seed);

  Seed seed_;
  VerifyingKey public_;
};

}  // namespace eventstore
