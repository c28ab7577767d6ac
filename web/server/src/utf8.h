#pragma once

#include <string_view>

namespace web {

/// True when the bytes are well-formed UTF-8 (RFC 3629): no overlong form, no surrogate.
[[nodiscard]] bool is_utf8(std::string_view bytes);

}  // namespace web
