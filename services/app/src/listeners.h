#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

#include "app/tracker.h"

namespace app {

/// Who is told of each Change. Threads: any; tell() from one at a time.
class Listeners {
 public:
  [[nodiscard]] Tracker::ListenerId add(Tracker::Listener listener);
  /// On return the listener is not being called, and never will be again.
  void remove(Tracker::ListenerId id);
  void tell(const std::shared_ptr<const Change>& change);

 private:
  std::mutex mutex_;
  std::map<Tracker::ListenerId, Tracker::Listener> listeners_;
  Tracker::ListenerId last_ = 0;
};

}  // namespace app
