#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

/// What the texts of transparency logs are read with: lines and decimals, each in one form only.
namespace eventstore {

/// The lines of a text of which each ends with a newline.
[[nodiscard]] std::vector<std::string_view> split_lines(std::string_view text);

/// Nothing unless it is a whole number of 64 bits in decimal, without sign or leading zeroes.
[[nodiscard]] std::optional<std::uint64_t> parse_decimal(std::string_view text);

}  // namespace eventstore
