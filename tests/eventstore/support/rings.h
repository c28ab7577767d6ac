#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "eventstore/keyring.h"
#include "key_storage.h"

/// Rings of keys on disk.
namespace eventstore::test {

/// A master key of one byte over and over.
[[nodiscard]] MasterKey master(std::uint8_t seed);

/// The ring of the folder; fails the test, and is null, when it does not open.
[[nodiscard]] std::unique_ptr<Keyring> must_open_ring(const std::filesystem::path& folder,
                                                      const MasterKey& key = master(1),
                                                      KeyringMode mode = KeyringMode::kCreate);

/// The ring over a storage that outlives it; null when the master key is another. Its writing stops
/// for good after so many calls (-1: never), as a killed process's does.
[[nodiscard]] std::unique_ptr<Keyring> ring_over(KeyStorage& storage, std::uint8_t seed,
                                                 int calls = -1);

/// Every file of the folder, as one text.
[[nodiscard]] std::string all_bytes(const std::filesystem::path& folder);

}  // namespace eventstore::test
