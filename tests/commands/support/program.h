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

/// What the program is given in GWARCHOD_MASTER_KEY, unless the test says otherwise.
inline const std::string kMasterKey =
    "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

/// Runs the program to its end. An empty master key: none is given.
[[nodiscard]] Ended run(const std::vector<std::string>& arguments,
                        const std::string& master_key = kMasterKey);

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
