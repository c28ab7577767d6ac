#pragma once

#include <string>
#include <string_view>

#include "gwarchod/v1/pack.pb.h"

namespace app {

/// Text as it stands in HTML, between tags or in a value in quotes.
[[nodiscard]] std::string html_text(std::string_view text);

/// What a reader without scripts sees: stage, reasons and records, once in each language.
[[nodiscard]] std::string plain_tables(const gwarchod::v1::Pack& pack);

}  // namespace app
