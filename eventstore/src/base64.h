#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "eventstore/types.h"

namespace eventstore {

/// Standard base64 with padding (RFC 4648 section 4), which is what C2SP's texts are written in.
[[nodiscard]] std::string to_base64(std::string_view bytes);
[[nodiscard]] std::string to_base64(const Hash& hash);

/// Nothing unless `text` is just what to_base64 writes: one form for one value.
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);
[[nodiscard]] std::optional<Hash> hash_from_base64(std::string_view text);

}  // namespace eventstore
