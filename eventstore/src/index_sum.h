#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace eventstore {

/// Tells whether two sets of index entries are the same without holding either, or asking for one
/// entry after another: their keyed hashes are added up, in whatever order they come. The key is
/// drawn for each run, so that nobody can prepare entries that add up alike.
/// Threads: one.
/// Source: the additive multiset hash of Clarke and others, "Incremental Multiset Hash Functions"
/// (2003), over SipHash-2-4 with 128 bits.
class IndexSum {
 public:
  using Key = std::array<unsigned char, 16>;
  [[nodiscard]] static Key random_key();

  explicit IndexSum(const Key& key) : key_(key) {}
  /// An entry whose value is of fixed length: no two entries are one after another the same bytes.
  void add(std::string_view entry_key, std::string_view value);
  [[nodiscard]] std::uint64_t entries() const { return entries_; }
  [[nodiscard]] bool operator==(const IndexSum& other) const {
    return entries_ == other.entries_ && sums_ == other.sums_;
  }

 private:
  Key key_;
  std::string bytes_;
  std::uint64_t entries_ = 0;
  std::array<std::uint64_t, 2> sums_{};
};

}  // namespace eventstore
