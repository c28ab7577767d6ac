#include "event_waits.h"

#include <boost/asio/post.hpp>
#include <iterator>
#include <utility>

#include "edge_limits.h"

namespace web {

namespace asio = boost::asio;

EventWaits::EventWaits(app::Tracker& tracker, asio::io_context& context)
    : tracker_(tracker), context_(context) {}

EventWaits::~EventWaits() {
  if (listening_) tracker_.unlisten(listener_);
}

void EventWaits::start() {
  listener_ = tracker_.listen([this](const auto& change) {
    asio::post(context_, [this, position = change->position] { grown(position); });
  });
  listening_ = true;
}

void EventWaits::stop() {
  if (std::exchange(listening_, false)) tracker_.unlisten(listener_);
  while (!waiting_.empty()) wake(waiting_.begin());
}

void EventWaits::wait(std::uint64_t seen, std::chrono::milliseconds wait,
                      std::function<void()> wake) {
  asio::post(context_, [this, seen, wait, wake = std::move(wake)]() mutable {
    add(seen, wait, std::move(wake));
  });
}

void EventWaits::add(std::uint64_t seen, std::chrono::milliseconds wait,
                     std::function<void()> wake) {
  // What the tracker took in before this stood here would otherwise wake nobody.
  if (!listening_ || waiting_.size() >= kEventWaitsMax || tracker_.position() > seen) {
    return wake();
  }
  const std::uint64_t number = next_++;
  const auto added =
      waiting_.emplace(number, Waiting{seen, asio::steady_timer{context_, wait}, std::move(wake)})
          .first;
  added->second.timer.async_wait([this, number](const boost::system::error_code& error) {
    if (error) return;  // woken already
    if (const auto found = waiting_.find(number); found != waiting_.end()) this->wake(found);
  });
}

void EventWaits::grown(std::uint64_t position) {
  for (auto at = waiting_.begin(); at != waiting_.end();) {
    const auto next = std::next(at);
    if (position > at->second.seen) wake(at);
    at = next;
  }
}

void EventWaits::wake(std::map<std::uint64_t, Waiting>::iterator waiting) {
  const std::function<void()> wake = std::move(waiting->second.wake);
  waiting_.erase(waiting);  // which cancels its timer
  wake();
}

}  // namespace web
