#include "eventstore/support/rings.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace eventstore::test {

MasterKey master(std::uint8_t seed) {
  MasterKey key{};
  key.fill(seed);
  return key;
}

std::unique_ptr<Keyring> must_open_ring(const std::filesystem::path& folder, const MasterKey& key,
                                        KeyringMode mode) {
  auto ring = open_keyring(folder, mode, key);
  EXPECT_TRUE(ring) << (ring ? "" : ring.error().line);
  return ring ? std::move(*ring) : nullptr;
}

std::string all_bytes(const std::filesystem::path& folder) {
  std::ostringstream all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.file_size() > 0) {
      all << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    }
  }
  return all.str();
}

}  // namespace eventstore::test
