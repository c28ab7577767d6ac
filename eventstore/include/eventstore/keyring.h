#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "schema/result.h"

namespace eventstore {

/// The key that wraps every other. It is given to the process and not kept with the data.
using MasterKey = std::array<std::uint8_t, 32>;

/// What stands in the log for a person or a record whose key is in the ring: says nothing of
/// either, is not to be guessed from another, never used again. 22 characters of base64url after a
/// "~", so that no reference is mistaken for one.
using Token = std::string;

/// There is no room for another key: nothing was made or changed. It goes on by itself when room
/// returns.
class KeysDiskFull : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The keys of those whom the log is about, one each, kept apart from it. Destroying one makes
/// whatever was sealed with it unreadable for ever: in the log, and in every copy of the log.
///
/// The log holds tokens where people were named by reference; the ring alone knows which reference
/// a token stands for, until it is erased.
/// Errors:  every member throws std::runtime_error when the disk refuses, KeysDiskFull when it is
///          full; nothing is then half done. Reading goes on, and the next write is tried anew. An
///          erasure that threw is asked for again, or finished when the ring is next opened; after
///          a rewrapping that threw, the ring takes no changes until then.
/// Threads: any.
/// Source:  ICO guidance on encryption and erasure ("put beyond use"); libsodium
///          XChaCha20-Poly1305.
class Keyring {
 public:
  Keyring() = default;
  Keyring(const Keyring&) = delete;
  Keyring& operator=(const Keyring&) = delete;
  virtual ~Keyring() = default;

  /// The token of a person's reference; made with its key, and on disk before this returns, the
  /// first time. After an erasure the same reference is given another token.
  [[nodiscard]] virtual Token token_of(std::string_view reference) = 0;
  /// As token_of, but nothing is made: none when nobody of that reference is known.
  [[nodiscard]] virtual std::optional<Token> find(std::string_view reference) const = 0;
  /// A fresh key of its own for a record that names nobody, or for a file. Cheap: thousands follow
  /// from one secret, and the disk is written to once for all of them.
  [[nodiscard]] virtual Token fresh_token() = 0;

  /// The reference a token stands for: empty for a fresh one, none when it was erased or is
  /// unknown.
  [[nodiscard]] virtual std::optional<std::string> reference_of(std::string_view token) const = 0;

  /// Seals with the keys of all the tokens together: one of them erased, and it opens no more.
  /// `context` (an event's id) is bound to it and must be given again to open it. Adds 40 bytes.
  /// Throws std::invalid_argument for a token that is not in the ring.
  [[nodiscard]] virtual std::string seal(std::span<const Token> tokens, std::string_view plain,
                                         std::string_view context) const = 0;
  /// None when a key was erased, or the bytes are not what was sealed.
  [[nodiscard]] virtual std::optional<std::string> open(std::span<const Token> tokens,
                                                        std::string_view sealed,
                                                        std::string_view context) const = 0;
  /// A key derived from the token's for one use, for who seals a stream (a file). None when erased.
  [[nodiscard]] virtual std::optional<std::array<std::uint8_t, 32>> derived_key(
      std::string_view token, std::string_view purpose) const = 0;

  /// Destroys the key and the reference: gone from memory and from every file of the ring before
  /// this returns. False when there was none.
  [[nodiscard]] virtual bool erase(std::string_view token) = 0;

  /// Wraps every key anew with another master key; the log is not touched. All or nothing.
  virtual void rewrap(const MasterKey& master) = 0;
};

struct KeyringError {
  enum class Kind { kWrongMasterKey, kInUse, kUnreadable };
  Kind kind;
  std::string line;  // plain, for the person at the terminal
};

/// Opens the ring in `folder` (made when missing and `create`). One process may hold it for
/// writing; read-only any number.
enum class KeyringMode {
  kCreate,
  kExisting,
  kReadOnly,
  kFollow,  // as kReadOnly; what the process that writes makes is found, and what it erases is
            // opened for at most a second more
};
[[nodiscard]] schema::Result<std::unique_ptr<Keyring>, KeyringError> open_keyring(
    const std::filesystem::path& folder, KeyringMode mode, const MasterKey& master);

/// A ring that holds nothing and takes nothing: for who reads no record, or a log from before there
/// were keys. Making, sealing, erasing and rewrapping throw std::logic_error.
[[nodiscard]] std::unique_ptr<Keyring> make_no_keyring();

/// A ring without a disk, for tests and for trying things out.
[[nodiscard]] std::unique_ptr<Keyring> make_memory_keyring();

}  // namespace eventstore
