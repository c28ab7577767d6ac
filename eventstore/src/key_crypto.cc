#include "key_crypto.h"

#include <algorithm>
#include <cstring>

#include "bytes.h"

namespace eventstore {
namespace {

constexpr std::size_t kBlindBytes = 32;
constexpr int kTokenVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
constexpr std::size_t kTextOfToken = sodium_base64_ENCODED_LEN(kBytesOfToken, kTokenVariant) - 1;
constexpr std::string_view kCombined = "gwarchod sealed together 1";
constexpr std::string_view kPart = "gwarchod pt1";
static_assert(kPart.size() + sizeof(std::uint32_t) == crypto_core_hchacha20_INPUTBYTES);

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace

Secret Secret::random() {
  Secret made;
  randombytes_buf(made.bytes_.data(), kBytes);
  return made;
}

Nonce Nonces::next() {
  Nonce nonce = drawn_;
  const std::uint64_t count = count_.fetch_add(1, std::memory_order_relaxed);
  std::memcpy(nonce.data() + kNonceBytes - sizeof count, &count, sizeof count);
  return nonce;
}

std::string seal_with(const Secret& key, const Nonce& nonce, std::string_view plain,
                      std::string_view context) {
  std::string sealed(kSealBytes + plain.size(), '\0');
  std::ranges::copy(nonce, sealed.begin());
  crypto_aead_xchacha20poly1305_ietf_encrypt(
      bytes_of(sealed) + kNonceBytes, nullptr, bytes_of(plain), plain.size(), bytes_of(context),
      context.size(), nullptr, nonce.data(), key.bytes().data());
  return sealed;
}

std::string seal_with(const Secret& key, std::string_view plain, std::string_view context) {
  return seal_with(key, Nonces().next(), plain, context);
}

std::optional<std::string> open_with(const Secret& key, std::string_view sealed,
                                     std::string_view context) {
  if (sealed.size() < kSealBytes) return std::nullopt;
  std::string plain(sealed.size() - kSealBytes, '\0');
  const unsigned char* const nonce = bytes_of(sealed);
  const int refused = crypto_aead_xchacha20poly1305_ietf_decrypt(
      bytes_of(plain), nullptr, nullptr, nonce + kNonceBytes, sealed.size() - kNonceBytes,
      bytes_of(context), context.size(), nonce, key.bytes().data());
  if (refused != 0) return std::nullopt;
  return plain;
}

std::string wrap(const Secret& by, const Secret& key, std::string_view context) {
  return seal_with(by, view_of(key), context);
}

std::optional<Secret> unwrap(const Secret& by, std::string_view wrapped, std::string_view context) {
  auto plain = open_with(by, wrapped, context);
  if (!plain || plain->size() != Secret::kBytes) return std::nullopt;
  Secret key;
  std::copy(plain->begin(), plain->end(), key.bytes().begin());
  sodium_memzero(plain->data(), plain->size());
  return key;
}

Secret derive(const Secret& key, std::string_view purpose) {
  Secret made;
  crypto_generichash(made.bytes().data(), Secret::kBytes, bytes_of(purpose), purpose.size(),
                     key.bytes().data(), Secret::kBytes);
  return made;
}

Secret part_of(const Secret& seed, std::uint32_t number) {
  std::string input(kPart);
  put_little(input, number);
  Secret made;
  crypto_core_hchacha20(made.bytes().data(), bytes_of(input), seed.bytes().data(), nullptr);
  return made;
}

Secret combine(std::span<const Secret> keys) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, Secret::kBytes);
  crypto_generichash_update(&state, bytes_of(kCombined), kCombined.size());
  for (const Secret& key : keys) {
    crypto_generichash_update(&state, key.bytes().data(), Secret::kBytes);
  }
  Secret made;
  crypto_generichash_final(&state, made.bytes().data(), Secret::kBytes);
  sodium_memzero(&state, sizeof state);
  return made;
}

std::string blind(const Secret& index_key, char space, std::string_view name) {
  std::string spaced(1, space);
  spaced += name;
  std::string hash(kBlindBytes, '\0');
  crypto_generichash(bytes_of(hash), hash.size(), bytes_of(spaced), spaced.size(),
                     index_key.bytes().data(), Secret::kBytes);
  return hash;
}

std::string token_of_bytes(std::string_view bytes) {
  std::string token(1 + kTextOfToken + 1, '~');
  sodium_bin2base64(token.data() + 1, kTextOfToken + 1, bytes_of(bytes), bytes.size(),
                    kTokenVariant);
  token.pop_back();  // its NUL
  return token;
}

std::optional<std::string> bytes_of_token(std::string_view token) {
  if (token.size() != 1 + kTextOfToken || token.front() != '~') return std::nullopt;
  std::string bytes(kBytesOfToken, '\0');
  std::size_t read = 0;
  if (sodium_base642bin(bytes_of(bytes), bytes.size(), token.data() + 1, kTextOfToken, nullptr,
                        &read, nullptr, kTokenVariant) != 0 ||
      read != kBytesOfToken) {
    return std::nullopt;
  }
  return bytes;
}

std::string random_token() {
  std::string random(kBytesOfToken, '\0');
  randombytes_buf(random.data(), random.size());
  return token_of_bytes(random);
}

}  // namespace eventstore
