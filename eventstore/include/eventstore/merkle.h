#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "eventstore/types.h"

struct evp_md_ctx_st;

namespace eventstore {

/// The two hashes of an RFC 6962 tree, with one kept OpenSSL context (a new one each costs double).
/// Threads: one; make one for each.
/// Source: RFC 6962 section 2.1.
class Hasher {
 public:
  Hasher();
  /// SHA-256(0x00 || bytes).
  [[nodiscard]] Hash leaf(std::string_view bytes);
  /// SHA-256(0x01 || left || right).
  [[nodiscard]] Hash node(const Hash& left, const Hash& right);
  /// SHA-256(bytes): the root of a tree of no leaves, when there are none.
  [[nodiscard]] Hash plain(std::string_view bytes);

 private:
  [[nodiscard]] Hash digest(std::string_view prefix, std::string_view first,
                            std::string_view second);

  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

/// What must be kept of a tree to add leaves to it and tell its root: the roots of the perfect
/// subtrees its size is made of, largest first (one for each bit set in the size).
struct Frontier {
  std::uint64_t size = 0;
  std::vector<Hash> roots;

  /// The root of the whole tree.
  [[nodiscard]] Hash root(Hasher& hasher) const;
  /// Adds a leaf. `completed(height, root)` is called for each subtree this leaf completes, the
  /// leaf itself (height 0) first.
  template <class Completed>
  void add(Hasher& hasher, const Hash& leaf, Completed completed) {
    Hash hash = leaf;
    completed(0U, hash);
    for (unsigned height = 0; ((size >> height) & 1U) != 0; ++height) {
      hash = hasher.node(roots.back(), hash);
      roots.pop_back();
      completed(height + 1, hash);
    }
    roots.push_back(hash);
    ++size;
  }
  void add(Hasher& hasher, const Hash& leaf) {
    add(hasher, leaf, [](unsigned, const Hash&) {});
  }
  bool operator==(const Frontier&) const = default;
};

}  // namespace eventstore
