#include "eventstore/support/rings.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "ring.h"

namespace eventstore::test {
namespace {

/// What was written before it was cut short stands in `beneath`.
class CutShort final : public KeyStorage {
 public:
  CutShort(KeyStorage& beneath, int calls) : beneath_(beneath), calls_(calls) {}
  [[nodiscard]] std::optional<std::string> get(std::string_view key) const override {
    return beneath_.get(key);
  }
  void write(const std::vector<Change>& changes) override {
    count();
    beneath_.write(changes);
  }
  void for_each(
      std::string_view prefix,
      const std::function<bool(std::string_view, std::string_view)>& visit) const override {
    beneath_.for_each(prefix, visit);
  }
  void scour(const std::vector<std::string>& keys) override {
    count();
    beneath_.scour(keys);
  }
  [[nodiscard]] bool writes() const override { return true; }

 private:
  void count() {
    if (calls_ == 0) throw std::runtime_error("cut short");
    if (calls_ > 0) --calls_;
  }

  KeyStorage& beneath_;
  int calls_;
};

}  // namespace

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

std::unique_ptr<Keyring> ring_over(KeyStorage& storage, std::uint8_t seed, int calls) {
  auto ring = Ring::open(std::make_unique<CutShort>(storage, calls), master(seed));
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
