#pragma once

#include <string>
#include <string_view>

namespace app {

/// The text as an id of a provider: its letters and digits in lower case, what is between them as
/// one hyphen; Welsh and other accented Latin letters lose their accents, other bytes are passed
/// over. At most 60 characters; empty when nothing is left.
[[nodiscard]] std::string slug(std::string_view text);

}  // namespace app
