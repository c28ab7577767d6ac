#include "eventstore/signing_key.h"

#include <sodium.h>

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "base64.h"
#include "eventstore/merkle.h"
#include "schema/utf8.h"

namespace eventstore {
namespace {

constexpr char kEd25519 = 1;  // the kind of a signature, in C2SP's list
constexpr std::string_view kPrivatePrefix = "PRIVATE+KEY+";
constexpr std::string_view kDigits = "0123456789abcdef";

void start_sodium() {
  if (sodium_init() < 0) {
    throw std::runtime_error("libsodium cannot start");
  }
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::uint32_t id_of(const std::string& name, const VerifyingKey::Bytes& key) {
  std::string bytes = name + '\n' + kEd25519;
  bytes.append(key.begin(), key.end());
  const Hash hash = Hasher{}.plain(bytes);
  return std::uint32_t{hash[0]} << 24U | std::uint32_t{hash[1]} << 16U |
         std::uint32_t{hash[2]} << 8U | hash[3];
}

std::string hex_of(std::uint32_t id) {
  std::string text;
  for (int shift = 28; shift >= 0; shift -= 4) {
    text.push_back(kDigits[id >> static_cast<unsigned>(shift) & 0xFU]);
  }
  return text;
}

/// name+id+base64(1 || key): what both halves are written as.
struct KeyText {
  std::array<std::uint8_t, 32> key;
  std::string name;
  std::string id;
};

Result<KeyText, std::string> split(std::string_view text) {
  const auto first = text.find('+');
  const auto second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) {
    return std::string{"a key is written as name+id+base64"};
  }
  KeyText parts;
  parts.name = text.substr(0, first);
  parts.id = text.substr(first + 1, second - first - 1);
  if (!is_key_name(parts.name)) {
    return std::string{"the key's name is not one: it has no spaces and at most " +
                       std::to_string(kKeyNameBytesMax) + " bytes"};
  }
  const auto bytes = from_base64(text.substr(second + 1));
  if (!bytes || bytes->size() != parts.key.size() + 1) {
    return std::string{"the key's bytes are not 33 bytes of base64"};
  }
  if (bytes->front() != kEd25519) {
    return std::string{"the key is not an Ed25519 key"};
  }
  std::copy(bytes->begin() + 1, bytes->end(), parts.key.begin());
  return parts;
}

std::string join(const VerifyingKey& key, std::string_view bytes) {
  return key.name() + "+" + hex_of(key.id()) + "+" + to_base64(kEd25519 + std::string{bytes});
}

bool is_space(std::string_view character) {
  // Those of Unicode's White_Space past ASCII, whose space and controls are refused before.
  for (const char* space :
       {"\u0085", "\u00a0", "\u1680", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"}) {
    if (character == space) {
      return true;
    }
  }
  return character >= "\u2000" && character <= "\u200a" && character.size() == 3;
}

}  // namespace

bool is_key_name(std::string_view name) {
  if (name.empty() || name.size() > kKeyNameBytesMax || !schema::is_utf8(name)) {
    return false;
  }
  while (!name.empty()) {
    const std::string_view character = schema::first_code_points(name, 1);
    const auto byte = static_cast<unsigned char>(character.front());
    if (byte <= ' ' || byte == '+' || byte == 0x7F || is_space(character)) {
      return false;
    }
    name.remove_prefix(character.size());
  }
  return true;
}

VerifyingKey::VerifyingKey(std::string name, const Bytes& bytes)
    : name_(std::move(name)), bytes_(bytes), id_(id_of(name_, bytes_)) {}

Result<VerifyingKey, std::string> VerifyingKey::parse(std::string_view text) {
  auto parts = split(text);
  if (!parts) {
    return parts.error();
  }
  VerifyingKey key(std::move(parts->name), parts->key);
  if (hex_of(key.id()) != parts->id) {
    return std::string{"the key's id is not that of its name and bytes"};
  }
  return key;
}

std::string VerifyingKey::text() const {
  return join(*this, {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()});
}

bool VerifyingKey::verifies(std::string_view text, std::string_view signature) const {
  start_sodium();
  return signature.size() == crypto_sign_BYTES &&
         crypto_sign_verify_detached(bytes_of(signature), bytes_of(text), text.size(),
                                     bytes_.data()) == 0;
}

namespace {

/// libsodium's form of a private key: the seed and the public key. Wiped when it goes.
struct Expanded {
  explicit Expanded(const std::array<std::uint8_t, 32>& seed) {
    start_sodium();
    crypto_sign_seed_keypair(open.data(), secret.data(), seed.data());
  }
  Expanded(const Expanded&) = delete;
  Expanded& operator=(const Expanded&) = delete;
  ~Expanded() { sodium_memzero(secret.data(), secret.size()); }

  VerifyingKey::Bytes open{};
  std::array<std::uint8_t, crypto_sign_SECRETKEYBYTES> secret{};
};

}  // namespace

SigningKey::SigningKey(std::string name, const Seed& seed)
    : seed_(seed), public_(std::move(name), Expanded{seed}.open) {}

SigningKey::~SigningKey() { sodium_memzero(seed_.data(), seed_.size()); }

SigningKey SigningKey::make(std::string name) {
  start_sodium();
  Seed seed;
  randombytes_buf(seed.data(), seed.size());
  SigningKey key(std::move(name), seed);
  sodium_memzero(seed.data(), seed.size());
  return key;
}

Result<SigningKey, std::string> SigningKey::parse(std::string_view text) {
  if (!text.starts_with(kPrivatePrefix)) {
    return std::string{"it does not begin with PRIVATE+KEY+"};
  }
  auto parts = split(text.substr(kPrivatePrefix.size()));
  if (!parts) {
    return parts.error();
  }
  SigningKey key(std::move(parts->name), parts->key);
  sodium_memzero(parts->key.data(), parts->key.size());
  if (hex_of(key.public_.id()) != parts->id) {
    return std::string{"the key's id is not that of its name and bytes"};
  }
  return key;
}

std::string SigningKey::secret_text() const {
  return std::string{kPrivatePrefix} +
         join(public_, {reinterpret_cast<const char*>(seed_.data()), seed_.size()});
}

std::string SigningKey::sign(std::string_view text) const {
  const Expanded key(seed_);
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, bytes_of(text),
                       text.size(), key.secret.data());
  return signature;
}

}  // namespace eventstore
