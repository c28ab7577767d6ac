#pragma once

#include <cstdint>
#include <string>

#include "schema/time.h"

namespace reports {

/// A month as a number: those of a year follow one another, and the years too.
using Month = std::int32_t;

[[nodiscard]] Month month_of(schema::Day day);
[[nodiscard]] schema::Day last_day_of(Month month);
/// "2026-03"
[[nodiscard]] std::string to_string(Month month);

}  // namespace reports
