#pragma once

#include <rocksdb/env.h>

#include <filesystem>
#include <memory>

#include "eventstore/keyring.h"
#include "key_storage.h"

namespace eventstore {

/// The entries of a ring in a RocksDB of their own. See open_keyring. A write that the disk refused
/// is there whole or not at all; the next is tried anew, so that it goes on by itself when there is
/// room again. Reads go on meanwhile.
[[nodiscard]] schema::Result<std::unique_ptr<KeyStorage>, KeyringError> open_key_storage(
    const std::filesystem::path& folder, KeyringMode mode,
    rocksdb::Env& env = *rocksdb::Env::Default());

}  // namespace eventstore
