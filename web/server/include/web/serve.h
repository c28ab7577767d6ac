#pragma once

#include <filesystem>
#include <string>

#include "app/terminal.h"

namespace web {

struct ServeCommand {
  std::string listen = "127.0.0.1:8080";
  std::string authority;  // a name to keep in the folder; empty: the one it has
  std::string pages;      // empty: build/pages beside the program, or share/gwarchod/pages
  std::string public_url;
  bool demo = false;
  bool behind_proxy = false;
};

/// The folder of the built page: the one that is wanted; none said: build/pages beside the program,
/// or share/gwarchod/pages.
[[nodiscard]] std::filesystem::path pages_folder(const std::string& wanted);

/// Serves the data folder until SIGINT or SIGTERM, which stop it cleanly. Prints the address, and
/// on the first start a one-time sign-in link. With `demo` an empty folder is first filled with the
/// demonstration authority (app/simulate.h).
/// Refuses to listen on an address beyond this machine unless a proxy before it ends TLS; and to
/// serve with `demo`, where anyone may sign in, a folder that was not made so. Returns what the
/// program ends with (app/terminal.h). Threads: main's, before any other is made.
[[nodiscard]] int serve(const app::Terminal& terminal, const ServeCommand& command);

}  // namespace web
