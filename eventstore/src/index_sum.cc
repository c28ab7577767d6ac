#include "index_sum.h"

#include <sodium.h>

#include <stdexcept>

#include "bytes.h"

namespace eventstore {

static_assert(crypto_shorthash_siphashx24_KEYBYTES == std::tuple_size_v<IndexSum::Key>);

IndexSum::Key IndexSum::random_key() {
  if (sodium_init() < 0) {
    throw std::runtime_error("libsodium cannot start");
  }
  Key key;
  randombytes_buf(key.data(), key.size());
  return key;
}

void IndexSum::add(std::string_view entry_key, std::string_view value) {
  bytes_.assign(entry_key).append(value);
  std::array<unsigned char, crypto_shorthash_siphashx24_BYTES> hash;
  crypto_shorthash_siphashx24(hash.data(), reinterpret_cast<const unsigned char*>(bytes_.data()),
                              bytes_.size(), key_.data());
  const auto* halves = reinterpret_cast<const char*>(hash.data());
  sums_[0] += get_little<std::uint64_t>(halves);
  sums_[1] += get_little<std::uint64_t>(halves + sizeof(std::uint64_t));
  ++entries_;
}

}  // namespace eventstore
