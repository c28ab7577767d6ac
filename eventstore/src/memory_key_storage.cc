#include <map>
#include <mutex>

#include "key_storage.h"

namespace eventstore {
namespace {

class MemoryKeyStorage final : public KeyStorage {
 public:
  [[nodiscard]] std::optional<std::string> get(std::string_view key) const override {
    const std::lock_guard lock(mutex_);
    const auto found = entries_.find(key);
    return found == entries_.end() ? std::nullopt : std::optional(found->second);
  }

  void write(const std::vector<Change>& changes) override {
    const std::lock_guard lock(mutex_);
    for (const Change& change : changes) {
      if (change.value) {
        entries_[change.key] = *change.value;
      } else {
        entries_.erase(change.key);
      }
    }
  }

  void for_each(
      std::string_view prefix,
      const std::function<bool(std::string_view, std::string_view)>& visit) const override {
    for (const auto& [key, value] : those(prefix)) {
      if (!visit(key, value)) return;
    }
  }

  void scour(const std::vector<std::string>& /*keys*/) override {}

  [[nodiscard]] bool writes() const override { return true; }

 private:
  using Entries = std::map<std::string, std::string, std::less<>>;

  /// As they stand now: who visits them may write.
  [[nodiscard]] Entries those(std::string_view prefix) const {
    const std::lock_guard lock(mutex_);
    Entries found;
    for (auto entry = entries_.lower_bound(prefix);
         entry != entries_.end() && entry->first.starts_with(prefix); ++entry) {
      found.insert(*entry);
    }
    return found;
  }

  mutable std::mutex mutex_;
  Entries entries_;
};

}  // namespace

std::unique_ptr<KeyStorage> make_memory_key_storage() {
  return std::make_unique<MemoryKeyStorage>();
}

}  // namespace eventstore
