#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>

#include "app/tracker.h"

namespace web {

/// Requests that wait for the log to grow (GET /api/v1/events?wait=): none holds a thread.
/// Threads: wait() any; the rest the sockets' own.
class EventWaits {
 public:
  EventWaits(app::Tracker& tracker, boost::asio::io_context& context);
  EventWaits(const EventWaits&) = delete;
  EventWaits& operator=(const EventWaits&) = delete;
  ~EventWaits();

  /// Follows the tracker from now on.
  void start();
  /// Wakes everyone, now and henceforth.
  void stop();

  /// Calls `wake` once, on the sockets' thread, when something beyond `seen` was taken in, or
  /// `wait` has passed, or kEventWaitsMax wait already, or the server stops.
  void wait(std::uint64_t seen, std::chrono::milliseconds wait, std::function<void()> wake);

 private:
  struct Waiting {
    std::uint64_t seen;
    boost::asio::steady_timer timer;
    std::function<void()> wake;
  };
  void add(std::uint64_t seen, std::chrono::milliseconds wait, std::function<void()> wake);
  void grown(std::uint64_t position);
  void wake(std::map<std::uint64_t, Waiting>::iterator waiting);

  app::Tracker& tracker_;
  boost::asio::io_context& context_;
  std::map<std::uint64_t, Waiting> waiting_;  // by the order in which they came
  std::uint64_t next_ = 0;
  app::Tracker::ListenerId listener_ = 0;
  bool listening_ = false;
};

}  // namespace web
