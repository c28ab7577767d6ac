#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace program {

struct Ended {
  int code = -1;
  std::string out;
  std::string err;
};

/// Runs the program to its end.
[[nodiscard]] Ended run(const std::vector<std::string>& arguments);

/// The program running beside the test; stopped with the object. Its output is read line by line.
class Running {
 public:
  explicit Running(const std::vector<std::string>& arguments);
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running();
  /// Waits for the next line on standard output; empty at its end.
  [[nodiscard]] std::string line();
  /// SIGTERM, then what it ended with.
  int stop();

 private:
  pid_t process_ = -1;
  int out_ = -1;
};

}  // namespace program
