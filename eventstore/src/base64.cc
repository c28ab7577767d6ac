#include "base64.h"

#include <sodium.h>

#include <algorithm>

namespace eventstore {

std::string to_base64(std::string_view bytes) {
  // The length that libsodium gives counts the NUL at the end.
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                    bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();
  return text;
}

std::string to_base64(const Hash& hash) {
  return to_base64(std::string_view{reinterpret_cast<const char*>(hash.data()), hash.size()});
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string bytes(text.size() / 4 * 3, '\0');
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &size, nullptr,
                        sodium_base64_VARIANT_ORIGINAL) != 0) {
    return std::nullopt;
  }
  bytes.resize(size);
  return to_base64(bytes) == text ? std::optional{std::move(bytes)} : std::nullopt;
}

std::optional<Hash> hash_from_base64(std::string_view text) {
  Hash hash{};
  const auto bytes = from_base64(text);
  if (!bytes || bytes->size() != hash.size()) {
    return std::nullopt;
  }
  std::ranges::copy(*bytes, hash.begin());
  return hash;
}

}  // namespace eventstore
