#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gwarchod/v1/mapping.pb.h"
#include "schema/result.h"

namespace app {

using Cells = std::vector<std::string>;

/// The names of the columns of a row, those of joined files included.
class Heading {
 public:
  void add(const Cells& names, const std::string& prefix);
  [[nodiscard]] std::optional<std::size_t> find(const std::string& name) const;

 private:
  std::map<std::string, std::size_t> columns_;
  std::size_t count_ = 0;
};

/// A part of a row, its column looked up.
class CompiledTake {
 public:
  CompiledTake() = default;
  /// Errors: a sentence naming the column that is not there.
  [[nodiscard]] static schema::Result<CompiledTake, std::string> compile(
      const gwarchod::v1::Take& take, const Heading& heading);

  [[nodiscard]] bool is_set() const { return set_; }
  [[nodiscard]] const std::string& column() const { return take_.column(); }
  /// A view into the row's cells; empty when the texts it stands between are not there.
  [[nodiscard]] std::string_view read(const Cells& cells) const;

 private:
  gwarchod::v1::Take take_;
  std::size_t index_ = 0;
  bool set_ = false;
};

}  // namespace app
