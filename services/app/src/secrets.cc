#include "secrets.h"

#include <sodium.h>

#include <array>
#include <stdexcept>

namespace app {
namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

eventstore::Hash sha256(std::string_view bytes) {
  eventstore::Hash hash{};
  crypto_hash_sha256(hash.data(), bytes_of(bytes), bytes.size());
  return hash;
}

std::string token_sha256(std::string_view token) {
  const eventstore::Hash hash = sha256(token);
  return {hash.begin(), hash.end()};
}

std::string csrf_token(std::string_view session_token) {
  constexpr std::string_view kPurpose = "gwarchod csrf";
  std::array<unsigned char, 24> hash{};
  crypto_generichash(hash.data(), hash.size(), bytes_of(session_token), session_token.size(),
                     bytes_of(kPurpose), kPurpose.size());
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string text(sodium_base64_encoded_len(hash.size(), kVariant), '\0');
  sodium_bin2base64(text.data(), text.size(), hash.data(), hash.size(), kVariant);
  text.pop_back();  // the terminating NUL
  return text;
}

std::string hash_password(const std::string& password, Settings::PasswordCost cost) {
  const bool least = cost == Settings::PasswordCost::kMinimum;
  const unsigned long long operations =
      least ? crypto_pwhash_OPSLIMIT_MIN : crypto_pwhash_OPSLIMIT_INTERACTIVE;
  const std::size_t memory =
      least ? crypto_pwhash_MEMLIMIT_MIN : crypto_pwhash_MEMLIMIT_INTERACTIVE;
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), password.data(), password.size(), operations, memory) != 0) {
    throw std::runtime_error("not enough memory to hash a password");
  }
  return hash.data();
}

bool is_password(const std::string& password, const std::string& argon2id) {
  if (argon2id.empty()) return false;
  return crypto_pwhash_str_verify(argon2id.c_str(), password.data(), password.size()) == 0;
}

}  // namespace app
