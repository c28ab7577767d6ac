#pragma once

#include <functional>

namespace web {

/// Where a handler runs.
enum class Runs {
  kHere,     // on the socket's thread: answers from memory, in microseconds
  kTracker,  // on the pool that reads and writes the tracker
  kSignIn,   // on the one thread that hashes passwords
};

/// Runs work somewhere: true when it will be run, false when too much waits already.
using RunWork = std::function<bool(Runs, std::function<void()>)>;

}  // namespace web
