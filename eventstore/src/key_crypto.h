#pragma once

#include <sodium.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace eventstore {

/// The bytes of a key, wiped when it goes.
class Secret {
 public:
  static constexpr std::size_t kBytes = 32;

  Secret() = default;
  explicit Secret(const std::array<std::uint8_t, kBytes>& bytes) : bytes_(bytes) {}
  Secret(const Secret&) = default;
  Secret& operator=(const Secret&) = default;
  ~Secret() { sodium_memzero(bytes_.data(), bytes_.size()); }

  [[nodiscard]] static Secret random();
  [[nodiscard]] const std::array<std::uint8_t, kBytes>& bytes() const { return bytes_; }
  [[nodiscard]] std::array<std::uint8_t, kBytes>& bytes() { return bytes_; }

 private:
  std::array<std::uint8_t, kBytes> bytes_{};
};

inline void wipe(std::string& secret) { sodium_memzero(secret.data(), secret.size()); }

[[nodiscard]] inline std::string_view view_of(const Secret& key) {
  return {reinterpret_cast<const char*>(key.bytes().data()), Secret::kBytes};
}

/// What seal_with adds: a nonce before, a tag after.
inline constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
inline constexpr std::size_t kSealBytes = kNonceBytes + crypto_aead_xchacha20poly1305_ietf_ABYTES;
using Nonce = std::array<std::uint8_t, kNonceBytes>;

/// Nonces, none of them twice, without asking the kernel for each: 16 random bytes, drawn once, and
/// a count of 64 bits. XChaCha20 needs no more of its nonce than that it is another each time under
/// one key, and 16 random bytes are the same for no two of these.
/// Not for a process whose memory is copied and runs twice.
/// Threads: any.
class Nonces {
 public:
  Nonces() { randombytes_buf(drawn_.data(), drawn_.size()); }
  [[nodiscard]] Nonce next();

 private:
  Nonce drawn_{};
  std::atomic<std::uint64_t> count_ = 0;
};

/// XChaCha20-Poly1305 with the nonce, or a random one; `context` is bound to it.
[[nodiscard]] std::string seal_with(const Secret& key, const Nonce& nonce, std::string_view plain,
                                    std::string_view context);
[[nodiscard]] std::string seal_with(const Secret& key, std::string_view plain,
                                    std::string_view context);
/// None when it was not sealed so.
[[nodiscard]] std::optional<std::string> open_with(const Secret& key, std::string_view sealed,
                                                   std::string_view context);
/// A key in its wrapping, and taken out of it.
[[nodiscard]] std::string wrap(const Secret& by, const Secret& key, std::string_view context);
[[nodiscard]] std::optional<Secret> unwrap(const Secret& by, std::string_view wrapped,
                                           std::string_view context);

/// A key for one purpose, from another (BLAKE2b, keyed).
[[nodiscard]] Secret derive(const Secret& key, std::string_view purpose);
/// The secret of that number among those that follow from one (HChaCha20, a pseudo-random function:
/// Bernstein, "Extending the Salsa20 nonce"): a sixth of what derive() takes.
[[nodiscard]] Secret part_of(const Secret& seed, std::uint32_t number);
/// One key of several: without any of them it is not to be had. The same in the same order only.
[[nodiscard]] Secret combine(std::span<const Secret> keys);

/// What something is found by that is not to be read (BLAKE2b, keyed).
[[nodiscard]] std::string blind(const Secret& index_key, char space, std::string_view name);

/// A token: 22 characters of base64url after a "~". Of so many bytes, and back; none when it is not
/// what token_of_bytes writes.
inline constexpr std::size_t kBytesOfToken = 16;
[[nodiscard]] std::string token_of_bytes(std::string_view bytes);
[[nodiscard]] std::optional<std::string> bytes_of_token(std::string_view token);
/// The token of 128 random bits.
[[nodiscard]] std::string random_token();

}  // namespace eventstore
