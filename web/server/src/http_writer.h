#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <chrono>

#include "response.h"
#include "run_work.h"

namespace web {

/// Writes answers to one socket: from memory, or as they are made. Threads: the sockets' own.
class HttpWriter {
 public:
  HttpWriter(boost::beast::tcp_stream& stream, std::chrono::milliseconds write_timeout, RunWork run)
      : stream_(stream), write_timeout_(write_timeout), run_(std::move(run)) {}

  /// True when all of it was sent. An answer that fails on its way is cut off, so that nobody takes
  /// it for whole.
  [[nodiscard]] boost::asio::awaitable<bool> send(Response response, bool head_only,
                                                  unsigned version, bool keep_alive);

 private:
  [[nodiscard]] boost::asio::awaitable<bool> send_stream(Response& response, unsigned version,
                                                         bool keep_alive);
  [[nodiscard]] boost::asio::awaitable<boost::system::error_code> write_piece(
      const std::string& piece, bool in_chunk);

  boost::beast::tcp_stream& stream_;
  std::chrono::milliseconds write_timeout_;
  RunWork run_;
};

}  // namespace web
