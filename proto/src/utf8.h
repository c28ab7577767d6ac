#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace schema {

/// The length of the longest prefix that is UTF-8 (RFC 3629: no surrogates, no overlong forms).
[[nodiscard]] std::size_t utf8_prefix(std::string_view text);

/// How many code points a UTF-8 text has; nothing when it is not UTF-8.
[[nodiscard]] std::optional<std::size_t> code_points(std::string_view text);

/// The first `count` code points of a UTF-8 text.
[[nodiscard]] std::string_view first_code_points(std::string_view text, std::size_t count);

}  // namespace schema
