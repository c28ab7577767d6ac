#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

/// UTF-8 as RFC 3629 has it: no surrogates, no overlong forms, nothing past U+10FFFF.
namespace schema {

/// Whether all of the bytes are UTF-8.
[[nodiscard]] bool is_utf8(std::string_view bytes);

/// The length of the longest prefix that is UTF-8.
[[nodiscard]] std::size_t utf8_prefix(std::string_view text);

/// How many code points a UTF-8 text has; nothing when it is not UTF-8.
[[nodiscard]] std::optional<std::size_t> code_points(std::string_view text);

/// The first `count` code points of a UTF-8 text.
[[nodiscard]] std::string_view first_code_points(std::string_view text, std::size_t count);

}  // namespace schema
