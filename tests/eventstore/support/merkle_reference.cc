#include "eventstore/support/merkle_reference.h"

#include <algorithm>

#include "eventstore/merkle.h"

namespace eventstore::test::reference {
namespace {

std::size_t split(std::size_t size) {
  std::size_t k = 1;
  while (k * 2 < size) {
    k *= 2;
  }
  return k;
}

Leaves part(const Leaves& leaves, std::size_t from, std::size_t to) {
  return {leaves.begin() + static_cast<std::ptrdiff_t>(from),
          leaves.begin() + static_cast<std::ptrdiff_t>(to)};
}

/// SUBPROOF(m, D[n], b).
Leaves subproof(std::size_t m, const Leaves& leaves, bool whole) {
  const std::size_t n = leaves.size();
  if (m == n) {
    return whole ? Leaves{} : Leaves{root(leaves)};
  }
  const std::size_t k = split(n);
  Leaves proof;
  if (m <= k) {
    proof = subproof(m, part(leaves, 0, k), whole);
    proof.push_back(root(part(leaves, k, n)));
  } else {
    proof = subproof(m - k, part(leaves, k, n), false);
    proof.push_back(root(part(leaves, 0, k)));
  }
  return proof;
}

}  // namespace

Hash root(const Leaves& leaves) {
  const std::size_t n = leaves.size();
  if (n == 0) {
    return Hasher{}.plain({});
  }
  if (n == 1) {
    return leaves.front();
  }
  const std::size_t k = split(n);
  return Hasher{}.node(root(part(leaves, 0, k)), root(part(leaves, k, n)));
}

Leaves path(std::size_t m, const Leaves& leaves) {
  const std::size_t n = leaves.size();
  if (n == 1) {
    return {};
  }
  const std::size_t k = split(n);
  Leaves proof;
  if (m < k) {
    proof = path(m, part(leaves, 0, k));
    proof.push_back(root(part(leaves, k, n)));
  } else {
    proof = path(m - k, part(leaves, k, n));
    proof.push_back(root(part(leaves, 0, k)));
  }
  return proof;
}

Leaves consistency(std::size_t m, const Leaves& leaves) {
  return m == 0 ? Leaves{} : subproof(m, leaves, true);
}

const std::vector<std::string>& published_leaves() {
  static const std::vector<std::string> leaves{
      "",
      std::string(1, '\0'),
      "\x10",
      "\x20\x21",
      "\x30\x31",
      "\x40\x41\x42\x43",
      "\x50\x51\x52\x53\x54\x55\x56\x57",
      "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"};
  return leaves;
}

Hash from_hex(const std::string& hex) {
  Hash hash{};
  for (std::size_t byte = 0; byte < hash.size(); ++byte) {
    hash.at(byte) = static_cast<std::uint8_t>(std::stoul(hex.substr(2 * byte, 2), nullptr, 16));
  }
  return hash;
}

}  // namespace eventstore::test::reference
