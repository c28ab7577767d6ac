#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <utility>

namespace schema {

/// A value that cannot be mistaken for another of the same representation: a stream version is not
/// a global position. `using StreamVersion = Strong<struct StreamVersionTag, std::uint64_t>;`
template <class Tag, class T>
class Strong {
 public:
  Strong() = default;
  explicit Strong(T value) : value_(std::move(value)) {}
  [[nodiscard]] const T& value() const { return value_; }
  auto operator<=>(const Strong&) const = default;

 private:
  T value_{};
};

}  // namespace schema

template <class Tag, class T>
struct std::hash<schema::Strong<Tag, T>> {
  std::size_t operator()(const schema::Strong<Tag, T>& strong) const {
    return std::hash<T>{}(strong.value());
  }
};
