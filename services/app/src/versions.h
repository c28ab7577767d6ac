#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace app {

/// The records of one kind, each with the later ones that brought it up to date.
template <class T>
class Versions {
 public:
  struct Version {
    std::string id;
    std::string first;  // id of the record whose version it is; its own id if it is the first
    T value;
  };

  void add(std::string id, const std::string& updates, T value) {
    const Version* earlier = find(updates);
    std::string first = earlier == nullptr ? id : earlier->first;
    versions_.push_back({std::move(id), std::move(first), std::move(value)});
  }

  /// The version of that id, or null.
  [[nodiscard]] const Version* find(const std::string& id) const {
    const auto found = std::ranges::find(versions_, id, &Version::id);
    return found == versions_.end() ? nullptr : &*found;
  }

  /// Calls `visit` with the latest version of each record that `struck(id)` does not strike out. A
  /// record whose first version is struck out is struck out whole, as in escalation::Facts.
  template <class Struck, class Visit>
  void for_each_standing(const Struck& struck, const Visit& visit) const {
    for (auto version = versions_.rbegin(); version != versions_.rend(); ++version) {
      if (struck(version->id) || struck(version->first)) continue;
      const bool superseded = std::any_of(versions_.rbegin(), version, [&](const Version& later) {
        return later.first == version->first && !struck(later.id);
      });
      if (!superseded) visit(version->value);
    }
  }

 private:
  std::vector<Version> versions_;
};

}  // namespace app
