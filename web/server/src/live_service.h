#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>

#include "app/tracker.h"
#include "edge.h"
#include "live_cursor.h"
#include "live_hub.h"
#include "live_topics.h"
#include "metrics.h"
#include "request.h"
#include "run_work.h"
#include "sockets.h"
#include "web/server.h"

namespace web {

/// The hub among sockets and threads: fed by the tracker, ticked by a timer, joined by every socket
/// that asks for /api/v1/live. Threads: the sockets' own, except recheck_sessions() and board(),
/// any.
class LiveService {
 public:
  LiveService(app::Tracker& tracker, const ServerSettings& settings, Metrics& metrics,
              Sockets& sockets, boost::asio::io_context& context, RunWork run);
  LiveService(const LiveService&) = delete;
  LiveService& operator=(const LiveService&) = delete;
  ~LiveService();

  /// Follows the tracker from now on.
  void start();
  /// Closes every live socket with 1001 and follows no more.
  void stop();
  void recheck_sessions();
  /// The board as its topic's snapshot would hold it, cursor and all. Any thread.
  [[nodiscard]] gwarchod::v1::Board board(const app::Caller& caller) const;

  /// Opens the WebSocket that the request asks for and serves it to its end; or answers with a
  /// problem and closes.
  [[nodiscard]] boost::asio::awaitable<void> serve(boost::asio::ip::tcp::socket socket,
                                                   Request request, const Edge& edge);

 private:
  void run_here(std::function<void()> work);
  void wait_for_tick();

  app::Tracker& tracker_;
  const ServerSettings& settings_;
  Metrics& metrics_;
  Sockets& sockets_;
  boost::asio::io_context& context_;
  LiveCursors cursors_;
  LiveTopics topics_;
  LiveHub hub_;
  boost::asio::steady_timer tick_;
  app::Tracker::ListenerId listener_ = 0;
  bool listening_ = false;
};

}  // namespace web
