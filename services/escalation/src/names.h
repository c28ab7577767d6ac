#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/packed.h"

namespace escalation {

/// Texts known by a number: each is kept once, in the order of first sight, in one block of memory.
/// A provider's facts hold thousands of ids; a node of a hash map for each would be most of them.
class Names {
 public:
  /// The number of the text, new if it was not known.
  std::uint32_t add(std::string_view text);
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view text) const;
  [[nodiscard]] std::string_view text(std::uint32_t number) const;
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(ends_.size()); }
  /// About how much memory they take.
  [[nodiscard]] std::size_t bytes() const {
    return texts_.capacity() + sizeof(std::uint32_t) * (ends_.capacity() + slots_.capacity());
  }

  void save(schema::PackedWriter& to) const;
  /// Adds what was saved; true when these texts were all new, as they are to an empty one.
  [[nodiscard]] bool load(schema::PackedReader& from);

 private:
  [[nodiscard]] std::size_t slot_of(std::string_view text) const;
  void grow();

  std::string texts_;
  std::vector<std::uint32_t> ends_;
  std::vector<std::uint32_t> slots_;  // open addressing, a power of two; number + 1, or 0 when free
};

}  // namespace escalation
