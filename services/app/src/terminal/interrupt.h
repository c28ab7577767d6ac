#pragma once

#include <csignal>

namespace app {

/// While it lives, Ctrl-C (SIGINT) and SIGTERM do not end the program: whoever does long work asks,
/// now and then, whether one came. Made before the threads that are to leave the signals alone.
class Interrupt {
 public:
  Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;
  /// What came and was asked for has been answered: it ends nothing afterwards.
  ~Interrupt();
  [[nodiscard]] bool came() const;

 private:
  sigset_t set_{};
  sigset_t before_{};
};

}  // namespace app
