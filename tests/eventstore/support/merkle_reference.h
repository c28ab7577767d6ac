#pragma once

#include <string>
#include <vector>

#include "eventstore/types.h"

/// RFC 6962 section 2.1 as it is written there: recursive, over all leaves, slow. What the store
/// proves is held against this.
namespace eventstore::test::reference {

using Leaves = std::vector<Hash>;  // their hashes

[[nodiscard]] Hash root(const Leaves& leaves);                                 // MTH
[[nodiscard]] Leaves path(std::size_t number, const Leaves& leaves);           // PATH
[[nodiscard]] Leaves consistency(std::size_t old_size, const Leaves& leaves);  // PROOF

/// The eight leaves that certificate transparency's tests are made of.
[[nodiscard]] const std::vector<std::string>& published_leaves();
[[nodiscard]] Hash from_hex(const std::string& hex);

}  // namespace eventstore::test::reference
