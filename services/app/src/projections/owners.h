#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "escalation/owner_watch.h"
#include "policies.h"
#include "projections/board_entry.h"

namespace app {

/// Services by their owner, so that concern about one shows on the others. It is worked out of the
/// entries of a board that are shown, and kept nowhere else.
class Owners {
 public:
  /// The entry of a provider as the board holds it; null: none.
  using EntryOf = std::function<SharedEntry(const std::string& provider)>;

  explicit Owners(PolicyInForce policy) : policy_(std::move(policy)) {}

  /// Takes in entries that were worked out anew, as of the position, and gives what is to be shown
  /// for them: the same, with the watch where there is one; and after them the other services of an
  /// owner whose watch may have changed.
  [[nodiscard]] std::vector<SharedEntry> show(const std::vector<SharedEntry>& changed,
                                              std::uint64_t position, const EntryOf& entry_of);

 private:
  /// Returns the owners of which others may have to be watched, or no more.
  [[nodiscard]] std::vector<std::string> put(const gwarchod::v1::BoardRow& row);
  [[nodiscard]] SharedEntry with_watch(const SharedEntry& entry, std::uint64_t position) const;

  PolicyInForce policy_;
  struct Service {
    escalation::OwnedService service;
    bool is_high = false;
  };
  std::map<std::string, std::map<std::string, Service>, std::less<>>
      services_;  // by owner, provider
  std::unordered_map<std::string, std::string> owner_of_;
};

}  // namespace app
