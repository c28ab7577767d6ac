#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/types.h"

/// What the texts of transparency logs are read with: lines and decimals, each in one form only.
namespace eventstore {

/// The lines of a text of which each ends with a newline.
[[nodiscard]] std::vector<std::string_view> split_lines(std::string_view text);

/// Nothing unless it is a whole number of 64 bits in decimal, without sign or leading zeroes.
[[nodiscard]] std::optional<std::uint64_t> parse_decimal(std::string_view text);

/// The hashes of a proof's path, which stand in base64 from line `first` on (0 is the first line of
/// the text), one a line and at most `most`. Error: a phrase that names the line.
[[nodiscard]] Result<std::vector<Hash>, std::string> parse_path(
    const std::vector<std::string_view>& lines, std::size_t first, std::size_t most);

}  // namespace eventstore
