#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "eventstore/keyring.h"
#include "key_crypto.h"

namespace eventstore {

/// Where the key of a fresh token is found: the block, and the number in it.
struct FreshKey {
  static constexpr std::size_t kBlockBytes = 8;

  std::string block;  // kBlockBytes, random
  std::uint16_t number = 0;
};

/// Writes where the key of a fresh token is found into the token, and reads it from there, so that
/// nothing is kept for each. 16 bytes: the block, the number, and 6 bytes of a keyed hash over
/// both (SipHash-2-4), without which nobody makes one token from another; of the tokens that are
/// random, or made up, one in 2^48 passes for such a one.
/// Threads: any.
class FreshTokens {
 public:
  FreshTokens() = default;
  explicit FreshTokens(const Secret& index_key);

  [[nodiscard]] Token write(const FreshKey& key) const;
  /// None when it is no fresh token of this ring, or one from before there were blocks.
  [[nodiscard]] std::optional<FreshKey> read(std::string_view token) const;

 private:
  [[nodiscard]] std::string hashed(std::string_view place) const;

  Secret hash_key_;
};

}  // namespace eventstore
