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

struct PackCommand {
  std::string provider;
  AsOf as_of;
  std::filesystem::path pages;   // where its template is
  std::filesystem::path output;  // empty: standard output
};
/// The meeting pack of a provider, as one file.
[[nodiscard]] int make_pack(const Terminal& terminal, const PackCommand& command);

}  // namespace app
