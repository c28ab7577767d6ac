#include "app/kept_secret.h"

#include <sodium.h>

#include <stdexcept>

namespace app {
namespace {

constexpr const char* kPrefix = "secret/";

}  // namespace

std::string kept_secret(eventstore::EventStore& store, const std::string& name) {
  constexpr std::size_t kSecretBytes = 32;
  const std::string key = kPrefix + name;
  if (auto kept = store.get_side(key); kept && kept->size() == kSecretBytes) return *kept;
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
  std::string secret(kSecretBytes, '\0');
  randombytes_buf(secret.data(), secret.size());
  store.put_side({{key, secret}}, true);
  return secret;
}

void forget_secrets(eventstore::EventStore& store) { store.clear_side(kPrefix); }

}  // namespace app
