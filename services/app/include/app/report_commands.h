#pragma once

#include <filesystem>
#include <string>

#include "app/terminal.h"

/// Commands for the sub-group's table, as those of app/terminal.h.
namespace app {

struct FiguresCommand {
  std::string csv;  // a table by its name, as CSV: "stages", "strands", ...; empty: all, as text
};
/// Figures over all providers, today.
[[nodiscard]] int show_figures(const Terminal& terminal, const FiguresCommand& command);

}  // namespace app
