#include "sealed_text.h"

#include <sodium.h>

#include <stdexcept>
#include <utility>

namespace web {

namespace {

constexpr std::size_t kSealedBytesMax = 4096;

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes_of(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

SealedText::SealedText(std::string key, std::string_view purpose) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
  if (key.empty()) {
    key.resize(crypto_secretbox_KEYBYTES);
    randombytes_buf(key.data(), key.size());
  }
  if (key.size() != crypto_secretbox_KEYBYTES) {
    throw std::invalid_argument("the key of what clients keep for us is not 32 bytes");
  }
  key_.resize(crypto_secretbox_KEYBYTES);
  crypto_generichash(bytes_of(key_), key_.size(),
                     reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size(),
                     bytes_of(key), key.size());
}

std::string SealedText::seal(const std::string& plain) const {
  std::string sealed(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.size(), '\0');
  randombytes_buf(sealed.data(), crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(bytes_of(sealed) + crypto_secretbox_NONCEBYTES, bytes_of(plain),
                        plain.size(), bytes_of(sealed), bytes_of(key_));
  std::string text(
      sodium_base64_encoded_len(sealed.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(sealed), sealed.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();  // the NUL it writes
  return text;
}

std::optional<std::string> SealedText::open(const std::string& text) const {
  constexpr std::size_t kOverhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (text.size() > kSealedBytesMax) return std::nullopt;
  std::string sealed(text.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(bytes_of(sealed), sealed.size(), text.data(), text.size(), nullptr, &size,
                        nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      size < kOverhead) {
    return std::nullopt;
  }
  std::string plain(size - kOverhead, '\0');
  if (crypto_secretbox_open_easy(bytes_of(plain), bytes_of(sealed) + crypto_secretbox_NONCEBYTES,
                                 size - crypto_secretbox_NONCEBYTES, bytes_of(sealed),
                                 bytes_of(key_)) != 0) {
    return std::nullopt;
  }
  return plain;
}

}  // namespace web
