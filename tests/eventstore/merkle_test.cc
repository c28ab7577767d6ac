#include "eventstore/merkle.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/merkle_reference.h"

namespace eventstore::test {
namespace {

std::string hex(const Hash& hash) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : hash) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

// The roots of the published leaves that the Certificate Transparency projects test their RFC 6962
// trees with.
const std::vector<std::string> kRoots{
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

TEST(AMerkleTree, HasTheRootsOfTheCertificateTransparencyTests) {
  Hasher hasher;
  Frontier tree;
  EXPECT_EQ(hex(tree.root(hasher)), kRoots[0]);
  const auto& inputs = test::reference::published_leaves();
  for (std::size_t leaf = 0; leaf < inputs.size(); ++leaf) {
    tree.add(hasher, hasher.leaf(inputs[leaf]));
    EXPECT_EQ(hex(tree.root(hasher)), kRoots[leaf + 1]) << leaf + 1 << " leaves";
  }
}

/// MTH of RFC 6962 section 2.1, word for word.
Hash root_by_definition(Hasher& hasher, const std::vector<Hash>& leaves, std::size_t from,
                        std::size_t to) {
  if (to - from == 1) {
    return leaves[from];
  }
  std::size_t split = 1;
  while (split * 2 < to - from) {
    split *= 2;
  }
  return hasher.node(root_by_definition(hasher, leaves, from, from + split),
                     root_by_definition(hasher, leaves, from + split, to));
}

TEST(AMerkleTree, GrownLeafByLeafIsTheTreeOfTheDefinition) {
  Hasher hasher;
  Frontier tree;
  std::vector<Hash> leaves;
  for (std::size_t size = 1; size <= 300; ++size) {
    leaves.push_back(hasher.leaf(std::to_string(size)));
    tree.add(hasher, leaves.back());
    ASSERT_EQ(tree.root(hasher), root_by_definition(hasher, leaves, 0, size)) << size;
  }
}

}  // namespace
}  // namespace eventstore::test
