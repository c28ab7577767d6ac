#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace eventstore {

/// The last so many values asked for, by name; what goes is destroyed, and so wiped if it wipes
/// itself. Threads: any.
template <class Value>
class KeyCache {
 public:
  explicit KeyCache(std::size_t entries_max) : entries_max_(entries_max) {}

  [[nodiscard]] std::optional<Value> find(std::string_view name) {
    return look(name, [](const Value& value) { return std::optional(value); });
  }

  /// What `take` takes from the value, an optional: to copy less of it than all.
  template <class Take>
  [[nodiscard]] auto look(std::string_view name, const Take& take)
      -> decltype(take(std::declval<const Value&>())) {
    const std::lock_guard lock(mutex_);
    const auto found = places_.find(name);
    if (found == places_.end()) return std::nullopt;
    entries_.splice(entries_.begin(), entries_, found->second);
    return take(std::as_const(found->second->second));
  }

  void put(std::string_view name, Value value) {
    const std::lock_guard lock(mutex_);
    if (const auto found = places_.find(name); found != places_.end()) {
      found->second->second = std::move(value);
      return;
    }
    entries_.emplace_front(name, std::move(value));
    places_.emplace(entries_.front().first, entries_.begin());
    if (entries_.size() > entries_max_) forget(entries_.back().first);
  }

  void drop(std::string_view name) {
    const std::lock_guard lock(mutex_);
    forget(name);
  }

  void drop_all() {
    const std::lock_guard lock(mutex_);
    places_.clear();
    entries_.clear();
  }

 private:
  using Entries = std::list<std::pair<std::string, Value>>;

  void forget(std::string_view name) {
    const auto found = places_.find(name);
    if (found == places_.end()) return;
    const auto entry = found->second;
    places_.erase(found);
    entries_.erase(entry);
  }

  std::mutex mutex_;
  std::size_t entries_max_;
  Entries entries_;
  std::unordered_map<std::string_view, typename Entries::iterator> places_;  // of entries' names
};

}  // namespace eventstore
