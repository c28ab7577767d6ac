#include "listeners.h"

#include <utility>

namespace app {

Tracker::ListenerId Listeners::add(Tracker::Listener listener) {
  const std::lock_guard lock(mutex_);
  listeners_.emplace(++last_, std::move(listener));
  return last_;
}

void Listeners::remove(Tracker::ListenerId id) {
  const std::lock_guard lock(mutex_);
  listeners_.erase(id);
}

void Listeners::tell(const std::shared_ptr<const Change>& change) {
  const std::lock_guard lock(mutex_);
  for (const auto& [id, listener] : listeners_) listener(change);
}

}  // namespace app
