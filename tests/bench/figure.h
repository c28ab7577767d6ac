#pragma once

#include <fmt/format.h>

#include <string_view>

/// One line of the table that `bench/eventstore` gathers: what was measured, the limit of the same
/// run, ours, how ours stands to it, what is to hold, and whether it does.
namespace bench {

/// As a share of a limit that was measured beside it: to be at least `hold` of it.
inline void share(std::string_view what, double limit, double ours, const char* unit, double hold) {
  const double ratio = ours / limit;
  fmt::print("| {} | {:.0f} {} | {:.0f} {} | {:.0f} % | >= {:.0f} % | {} |\n", what, limit, unit,
             ours, unit, ratio * 100, hold * 100, ratio >= hold ? "holds" : "falls short");
}

/// Against a number that was set: to be less.
inline void below(std::string_view what, double ours, const char* unit, double hold) {
  fmt::print("| {} | | {:.2f} {} | | < {:g} {} | {} |\n", what, ours, unit, hold, unit,
             ours < hold ? "holds" : "falls short");
}

}  // namespace bench
