#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "key_crypto.h"

namespace eventstore {

/// A secret that stands for the keys of `count` numbers from `first` on; of one, it is the key. It
/// has kFan parts, seeds again, which follow from it; nothing leads from a part to the whole, or to
/// another part.
struct KeySeed {
  static constexpr unsigned kFan = 64;

  std::uint16_t first = 0;
  std::uint16_t count = 1;
  Secret secret;

  /// The key of a number that it stands for.
  [[nodiscard]] Secret key(std::uint16_t number) const;
  /// The part that stands for the number.
  [[nodiscard]] KeySeed part_over(std::uint16_t number) const;
  [[nodiscard]] KeySeed part(unsigned index) const;
};

/// Many keys that follow from one seed, so that only that is kept; any of them can be destroyed
/// alone. To destroy one, the seeds that lead to it give way to those of their parts that do not:
/// for the first of a block, the 63 other rows of 64 keys, and the 63 other keys of its row. What
/// is left tells nothing of the key, and no other key is touched.
/// Source: Goldreich, Goldwasser and Micali, "How to construct random functions" (1986): a tree of
///         seeds; Boneh and Waters, "Constrained pseudorandom functions" (2013): punctured so.
class KeyBlock {
 public:
  static constexpr std::uint16_t kKeys = KeySeed::kFan * KeySeed::kFan;

  explicit KeyBlock(const Secret& seed) : seeds_{{0, kKeys, seed}} {}

  /// The seed that leads to the key of the number; none when it was destroyed.
  [[nodiscard]] std::optional<KeySeed> seed_over(std::uint16_t number) const;
  /// Destroys the key of the number. False when it was.
  bool destroy(std::uint16_t number);
  /// No key is left.
  [[nodiscard]] bool is_empty() const { return seeds_.empty(); }

  /// The seeds, to be sealed: 36 bytes each. Whoever asks wipes them.
  [[nodiscard]] std::string bytes() const;
  /// None when it is not what bytes() writes.
  [[nodiscard]] static std::optional<KeyBlock> of_bytes(std::string_view bytes);

 private:
  KeyBlock() = default;

  std::vector<KeySeed> seeds_;  // in the order of their numbers
};

}  // namespace eventstore
