#pragma once

#include <cstddef>
#include <string_view>

namespace app {

/// Whether the bytes are well-formed UTF-8 (no overlong forms, no surrogates, nothing past
/// U+10FFFF).
[[nodiscard]] bool is_utf8(std::string_view bytes);

/// How many code points a well-formed text has.
[[nodiscard]] std::size_t code_points(std::string_view text);

}  // namespace app
