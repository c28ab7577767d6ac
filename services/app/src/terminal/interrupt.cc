#include "terminal/interrupt.h"

namespace app {

Interrupt::Interrupt() {
  sigemptyset(&set_);
  sigaddset(&set_, SIGINT);
  sigaddset(&set_, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &set_, &before_);
}

Interrupt::~Interrupt() {
  if (came()) {
    int signal = 0;
    sigwait(&set_, &signal);
  }
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

bool Interrupt::came() const {
  sigset_t pending;
  sigpending(&pending);
  return sigismember(&pending, SIGINT) == 1 || sigismember(&pending, SIGTERM) == 1;
}

}  // namespace app
