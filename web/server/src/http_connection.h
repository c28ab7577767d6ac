#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <functional>

#include "edge.h"
#include "request.h"
#include "run_work.h"
#include "sockets.h"
#include "web/server.h"

namespace web {

/// What a connection needs of the server around it; outlives every connection.
struct Surroundings {
  const Edge& edge;
  const ServerSettings& settings;
  Sockets& sockets;
  RunWork run;
  /// Takes over a socket that asked for a WebSocket, its request read.
  std::function<boost::asio::awaitable<void>(boost::asio::ip::tcp::socket, Request)> open_live;
};

/// Reads requests from one socket and answers them, one after another, until either side has had
/// enough: HTTP/1.1 with keep-alive, within edge_limits.h and the settings' timeouts. Broken HTTP
/// is answered 400, a header too large 431, a body too large 413, and the connection ends. Threads:
/// the sockets' own. Does not throw.
[[nodiscard]] boost::asio::awaitable<void> serve_http(boost::asio::ip::tcp::socket socket,
                                                      const Surroundings& surroundings);

}  // namespace web
