#pragma once

#include <sodium.h>

#include <array>
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

/// What seal_with adds: a random nonce before, a tag after.
inline constexpr std::size_t kSealBytes =
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES + crypto_aead_xchacha20poly1305_ietf_ABYTES;

/// XChaCha20-Poly1305 with a random nonce; `context` is bound to it.
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
/// One key of several: without any of them it is not to be had. The same in the same order only.
[[nodiscard]] Secret combine(std::span<const Secret> keys);

/// What something is found by that is not to be read (BLAKE2b, keyed).
[[nodiscard]] std::string blind(const Secret& index_key, char space, std::string_view name);

/// 22 characters of base64url after a "~": 128 random bits.
[[nodiscard]] std::string random_token();

}  // namespace eventstore
