#include "key_block.h"

#include <algorithm>

#include "bytes.h"

namespace eventstore {
namespace {

constexpr std::size_t kNumberBytes = sizeof(std::uint16_t);
constexpr std::size_t kSeedBytes = 2 * kNumberBytes + Secret::kBytes;

/// The first seed that does not end before the number: the one over it, if there is one.
template <class Seeds>
auto first_not_before(Seeds& seeds, std::uint16_t number) {
  return std::ranges::partition_point(
      seeds, [&](const KeySeed& seed) { return seed.first + seed.count <= number; });
}

bool is_size(unsigned count) {
  return count == 1 || count == KeySeed::kFan || count == KeyBlock::kKeys;
}

}  // namespace

KeySeed KeySeed::part(unsigned index) const {
  const unsigned each = count / kFan;
  return {static_cast<std::uint16_t>(first + index * each), static_cast<std::uint16_t>(each),
          part_of(secret, index)};
}

KeySeed KeySeed::part_over(std::uint16_t number) const {
  return part((number - first) / (count / kFan));
}

Secret KeySeed::key(std::uint16_t number) const {
  KeySeed at = *this;
  while (at.count > 1) at = at.part_over(number);
  return at.secret;
}

std::optional<KeySeed> KeyBlock::seed_over(std::uint16_t number) const {
  const auto over = first_not_before(seeds_, number);
  if (over == seeds_.end() || over->first > number) return std::nullopt;
  return *over;
}

bool KeyBlock::destroy(std::uint16_t number) {
  const auto over = first_not_before(seeds_, number);
  if (over == seeds_.end() || over->first > number) return false;
  KeySeed leading = *over;
  seeds_.erase(over);
  while (leading.count > 1) {
    const KeySeed next = leading.part_over(number);
    for (unsigned index = 0; index < KeySeed::kFan; ++index) {
      KeySeed part = leading.part(index);
      if (part.first != next.first) seeds_.push_back(part);
    }
    leading = next;
  }
  std::ranges::sort(seeds_, {}, &KeySeed::first);
  return true;
}

std::string KeyBlock::bytes() const {
  std::string bytes;
  bytes.reserve(seeds_.size() * kSeedBytes);  // else moved, and left behind unwiped
  for (const KeySeed& seed : seeds_) {
    put_little(bytes, seed.first);
    put_little(bytes, seed.count);
    bytes += view_of(seed.secret);
  }
  return bytes;
}

std::optional<KeyBlock> KeyBlock::of_bytes(std::string_view bytes) {
  if (bytes.size() % kSeedBytes != 0) return std::nullopt;
  KeyBlock block;
  unsigned next = 0;
  for (; !bytes.empty(); bytes.remove_prefix(kSeedBytes)) {
    KeySeed seed;
    seed.first = get_little<std::uint16_t>(bytes.data());
    seed.count = get_little<std::uint16_t>(bytes.data() + kNumberBytes);
    if (!is_size(seed.count) || seed.first < next || seed.first % seed.count != 0) {
      return std::nullopt;
    }
    next = unsigned{seed.first} + seed.count;
    if (next > kKeys) return std::nullopt;
    const std::string_view secret = bytes.substr(2 * kNumberBytes, Secret::kBytes);
    std::ranges::copy(secret, seed.secret.bytes().begin());
    block.seeds_.push_back(seed);
  }
  return block;
}

}  // namespace eventstore
