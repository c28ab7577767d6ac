#pragma once

#include <cstddef>
#include <iosfwd>
#include <string>

#include "app/import.h"

namespace app {

/// Tells on `err` how far long work has come: on one line over itself at a terminal, else a line
/// for each quarter.
[[nodiscard]] ImportProgress progress_on(std::ostream& err);

/// 66108 as "66,108".
[[nodiscard]] std::string with_commas(std::uint64_t number);

}  // namespace app
