// The whole table of what the event store is held to, from one command: runs the programs beside it
// that measure each part (each in a process of its own, so that memory is its own) and prints their
// lines. Ten million events take half an hour and 10 GB of disk; `--quick` does it with less.

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct Close {
  void operator()(std::FILE* pipe) const { pclose(pipe); }
};

/// Prints the lines of a table that the command prints, and hands on the rest as how far it is.
/// False when it could not be run, or failed.
bool gather(const std::string& command) {
  const std::unique_ptr<std::FILE, Close> pipe(popen(command.c_str(), "r"));
  if (!pipe) return false;
  std::array<char, 1024> line{};
  bool any = false;
  while (std::fgets(line.data(), line.size(), pipe.get()) != nullptr) {
    const bool row = line.front() == '|';
    any = any || row;
    std::fputs(line.data(), row ? stdout : stderr);
    std::fflush(row ? stdout : stderr);
  }
  return any;
}

}  // namespace

int main(int argc, char** argv) {
  const bool quick = argc > 1 && std::string_view(argv[1]) == "--quick";
  const std::filesystem::path beside = std::filesystem::path(argv[0]).parent_path();
  const std::vector<std::string> parts =
      quick ? std::vector<std::string>{"command --quick", "scale --events 200000"}
            : std::vector<std::string>{"command", "scale --events 10000000"};
  fmt::print("| what | limit, same run | ours | ratio | to hold | |\n|---|---|---|---|---|---|\n");
  std::fflush(stdout);
  for (const std::string& part : parts) {
    if (!gather((beside / part).string())) {
      fmt::print(stderr, "eventstore: {} told nothing\n", part);
      return EXIT_FAILURE;
    }
  }
  return EXIT_SUCCESS;
}
