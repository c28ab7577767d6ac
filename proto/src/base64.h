#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace schema {

/// Standard base64 with padding (RFC 4648 section 4), as proto3 JSON writes bytes.
[[nodiscard]] std::string to_base64(std::string_view bytes);

/// Takes either alphabet, padded or not; nothing when it is no base64.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);

}  // namespace schema
