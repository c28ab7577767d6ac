#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace app {

/// The records of one kind, each with the later ones that brought it up to date.
template <class T>
class Versions {
 public:
  struct Version {
    std::string id;
    std::uint32_t first;  // the version that opened the record: its own number if it did
    T value;
  };

  void add(std::string id, std::string_view updates, T value) {
    const auto number = static_cast<std::uint32_t>(versions_.size());
    const Version* earlier = find(updates);
    versions_.push_back({std::move(id), earlier == nullptr ? number : earlier->first, value});
  }

  /// The version of that id, or null.
  [[nodiscard]] const Version* find(std::string_view id) const {
    if (id.empty()) return nullptr;
    const auto found = std::find_if(versions_.rbegin(), versions_.rend(),
                                    [&](const Version& version) { return version.id == id; });
    return found == versions_.rend() ? nullptr : &*found;
  }

  /// Calls `visit` with the latest version of each record that `struck(id)` does not strike out. A
  /// record whose first version is struck out is struck out whole, as in escalation::Facts.
  template <class Struck, class Visit>
  void for_each_standing(const Struck& struck, const Visit& visit) const {
    std::vector<bool> seen(versions_.size());
    for (auto version = versions_.rbegin(); version != versions_.rend(); ++version) {
      if (seen[version->first] || struck(version->id)) continue;
      seen[version->first] = true;
      if (!struck(versions_[version->first].id)) visit(version->value);
    }
  }

  [[nodiscard]] const std::vector<Version>& all() const { return versions_; }
  /// Puts back what all() gave, in its order; false when `first` is no number of a version.
  [[nodiscard]] bool put_back(Version version) {
    if (version.first > versions_.size()) return false;
    versions_.push_back(std::move(version));
    return true;
  }

 private:
  std::vector<Version> versions_;
};

}  // namespace app
