#include "fresh_tokens.h"

#include "bytes.h"

namespace eventstore {
namespace {

constexpr std::string_view kPurpose = "gwarchod fresh tokens 1";
constexpr std::size_t kPlaceBytes = FreshKey::kBlockBytes + sizeof(std::uint16_t);
static_assert(Secret::kBytes >= crypto_shorthash_KEYBYTES);

}  // namespace

FreshTokens::FreshTokens(const Secret& index_key) : hash_key_(derive(index_key, kPurpose)) {}

Token FreshTokens::write(const FreshKey& key) const {
  std::string bytes = key.block;
  put_little(bytes, key.number);
  bytes += hashed(bytes);
  return token_of_bytes(bytes);
}

std::optional<FreshKey> FreshTokens::read(std::string_view token) const {
  const auto bytes = bytes_of_token(token);
  if (!bytes) return std::nullopt;
  const std::string_view place = std::string_view(*bytes).substr(0, kPlaceBytes);
  if (std::string_view(*bytes).substr(kPlaceBytes) != hashed(place)) return std::nullopt;
  return FreshKey{std::string(place.substr(0, FreshKey::kBlockBytes)),
                  get_little<std::uint16_t>(place.data() + FreshKey::kBlockBytes)};
}

std::string FreshTokens::hashed(std::string_view place) const {
  std::array<char, crypto_shorthash_BYTES> hash{};
  crypto_shorthash(reinterpret_cast<unsigned char*>(hash.data()),
                   reinterpret_cast<const unsigned char*>(place.data()), place.size(),
                   hash_key_.bytes().data());
  return {hash.data(), kBytesOfToken - kPlaceBytes};
}

}  // namespace eventstore
