#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace eventstore {

/// Where the entries of a ring stand: on disk or in memory. It sees no key and no reference.
/// Errors:  every member throws std::runtime_error when the disk refuses.
/// Threads: any.
class KeyStorage {
 public:
  KeyStorage() = default;
  KeyStorage(const KeyStorage&) = delete;
  KeyStorage& operator=(const KeyStorage&) = delete;
  virtual ~KeyStorage() = default;

  [[nodiscard]] virtual std::optional<std::string> get(std::string_view key) const = 0;

  struct Change {
    std::string key;
    std::optional<std::string> value;  // nothing: removed
  };
  /// All or none, and on disk before this returns.
  virtual void write(const std::vector<Change>& changes) = 0;

  /// Each entry whose key begins so, in the order of the keys, until `visit` returns false.
  virtual void for_each(
      std::string_view prefix,
      const std::function<bool(std::string_view key, std::string_view value)>& visit) const = 0;

  /// Rewrites the files that held what was removed or replaced under these keys (none: under any
  /// key), and removes the old ones, before this returns.
  virtual void scour(const std::vector<std::string>& keys) = 0;

  /// False when it was opened to be read only; write and scour then throw.
  [[nodiscard]] virtual bool writes() const = 0;
  /// True when another process writes to it meanwhile: what it writes is seen within a second.
  [[nodiscard]] virtual bool follows() const { return false; }
};

[[nodiscard]] std::unique_ptr<KeyStorage> make_memory_key_storage();

}  // namespace eventstore
