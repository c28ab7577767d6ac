#include "eventstore/keyring.h"

#include "key_crypto.h"
#include "ring.h"
#include "rocks_key_storage.h"

namespace eventstore {

schema::Result<std::unique_ptr<Keyring>, KeyringError> open_keyring(
    const std::filesystem::path& folder, KeyringMode mode, const MasterKey& master) {
  auto storage = open_key_storage(folder, mode);
  if (!storage) return storage.error();
  auto ring = Ring::open(std::move(*storage), master);
  if (ring) return ring;
  KeyringError error = ring.error();
  error.line = "gwarchod: the keys in " + folder.string() + " " + error.line;
  return error;
}

std::unique_ptr<Keyring> make_memory_keyring() {
  auto ring = Ring::open(make_memory_key_storage(), Secret::random().bytes());
  return std::move(*ring);
}

}  // namespace eventstore
