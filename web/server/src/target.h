#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schema/result.h"

namespace web {

/// The target of a request, percent-decoded: UTF-8 without control characters.
struct Target {
  std::string path;                   // "/api/v1/providers/bryn"
  std::vector<std::string> segments;  // "api", "v1", "providers", "bryn"; none for "/"
  std::vector<std::pair<std::string, std::string>> query;

  /// The first parameter of that name.
  [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
};

/// Reads the origin form ("/path?query") or the absolute form ("http://host/path").
/// Errors: what is wrong: no such form, longer than kTargetBytesMax, not UTF-8, a control
/// character,
///         a segment that is "..", "." or holds a slash once decoded.
[[nodiscard]] schema::Result<Target, std::string> parse_target(std::string_view target);

}  // namespace web
