#include "key_crypto.h"

namespace eventstore {
namespace {

constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kBlindBytes = 32;
constexpr std::size_t kTokenRandomBytes = 16;
constexpr std::string_view kCombined = "gwarchod sealed together 1";

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
std::string_view view_of(const Secret& key) {
  return {reinterpret_cast<const char*>(key.bytes().data()), Secret::kBytes};
}

}  // namespace

Secret Secret::random() {
  Secret made;
  randombytes_buf(made.bytes_.data(), kBytes);
  return made;
}

std::string seal_with(const Secret& key, std::string_view plain, std::string_view context) {
  std::string sealed(kSealBytes + plain.size(), '\0');
  randombytes_buf(sealed.data(), kNonceBytes);
  unsigned char* const nonce = bytes_of(sealed);
  crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + kNonceBytes, nullptr, bytes_of(plain),
                                             plain.size(), bytes_of(context), context.size(),
                                             nullptr, nonce, key.bytes().data());
  return sealed;
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

std::string random_token() {
  std::array<unsigned char, kTokenRandomBytes> random{};
  randombytes_buf(random.data(), random.size());
  std::string text(
      sodium_base64_ENCODED_LEN(kTokenRandomBytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), random.data(), random.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();  // its NUL
  return "~" + text;
}

}  // namespace eventstore
