#pragma once

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

namespace eventstore {

/// The ids written last, so that the disk need not be asked for each that is not greater than all
/// before it: ids are made by many threads in the same millisecond, and arrive in any order.
/// An id greater than `floor()` is on the disk only if it is held here.
/// Threads: one at a time.
class RecentIds {
 public:
  explicit RecentIds(std::string greatest_written) : floor_(std::move(greatest_written)) {}

  [[nodiscard]] bool holds(const std::string& id) const {
    return newer_.ids.contains(id) || older_.ids.contains(id);
  }
  [[nodiscard]] const std::string& floor() const { return floor_; }

  /// Takes in what was written; the oldest go, many at a time.
  void add(std::unordered_set<std::string> written) {
    for (const std::string& id : written) newer_.greatest = std::max(newer_.greatest, id);
    newer_.ids.merge(std::move(written));
    if (newer_.ids.size() < kGeneration) return;
    floor_ = std::max(floor_, older_.greatest);
    older_ = std::exchange(newer_, {});
  }

 private:
  static constexpr std::size_t kGeneration = 4'096;
  struct Generation {
    std::unordered_set<std::string> ids;
    std::string greatest;
  };
  Generation newer_;
  Generation older_;
  std::string floor_;
};

}  // namespace eventstore
