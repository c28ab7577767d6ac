#pragma once

#include <filesystem>
#include <memory>

#include "eventstore/keyring.h"
#include "key_storage.h"

namespace eventstore {

/// The entries of a ring in a RocksDB of their own. See open_keyring.
[[nodiscard]] schema::Result<std::unique_ptr<KeyStorage>, KeyringError> open_key_storage(
    const std::filesystem::path& folder, KeyringMode mode);

}  // namespace eventstore
