#include "http_connection.h"

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <optional>
#include <utility>

#include "await.h"
#include "edge_limits.h"
#include "problem.h"

namespace web {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::awaitable;
using boost::system::error_code;
using Parser = http::request_parser<http::string_body>;

constexpr auto kAwait = asio::as_tuple(asio::use_awaitable);

class HttpConnection final : public Socket {
 public:
  HttpConnection(asio::ip::tcp::socket socket, const Surroundings& surroundings)
      : stream_(std::move(socket)), around_(surroundings) {
    around_.sockets.add(*this);
  }
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;
  ~HttpConnection() override { leave(); }

  void finish() override {
    finishing_ = true;
    if (!answering_) cut();
  }
  void cut() override { stream_.close(); }

  awaitable<void> run();

 private:
  awaitable<bool> wait_for_request();
  awaitable<error_code> read(Parser& parser);
  awaitable<bool> answer_broken(error_code error);
  awaitable<bool> send(Response response, bool head_only, unsigned version, bool keep_alive);
  awaitable<bool> send_stream(Response& response, http::response<http::empty_body>& message);
  awaitable<void> drain();
  void leave() {
    if (std::exchange(registered_, false)) around_.sockets.remove(*this);
  }

  beast::tcp_stream stream_;
  const Surroundings& around_;
  beast::flat_buffer buffer_{kHeaderBytesMax + kBodyBytesMax};
  bool answering_ = false;
  bool finishing_ = false;
  bool registered_ = true;
};

Request to_request(Parser& parser) {
  auto& message = parser.get();
  Request request;
  request.method = std::string{message.method_string()};
  request.target = std::string{message.target()};
  for (const auto& header : message) {
    request.headers.push_back({std::string{header.name_string()}, std::string{header.value()}});
  }
  request.body = std::move(message.body());
  return request;
}

template <class Message>
void fill_header(Message& message, const Response& response, unsigned version, bool keep_alive) {
  message.version(version);
  message.result(response.status);
  for (const Header& header : response.headers) message.insert(header.name, header.value);
  message.keep_alive(keep_alive);
}

/// What a streamed answer gave: nothing at its end.
struct Piece {
  std::optional<std::string> bytes;
  bool failed = false;
};

Piece next_piece(const Response& response) {
  try {
    return {.bytes = response.next_chunk(), .failed = false};
  } catch (const std::exception&) {
    return {.bytes = std::nullopt, .failed = true};
  }
}

Problem problem_of(error_code error) {
  if (error == http::error::body_limit) return too_large();
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    return make_problem(431, "header-too-large", "The request's header is larger than 16 KiB.",
                        "Mae pennyn y cais yn fwy na 16 KiB.");
  }
  return broken_request();
}

/// True when the socket said something that is not HTTP; false when it said nothing more.
bool is_broken_http(error_code error) {
  return error.category() == http::make_error_code(http::error::bad_method).category() &&
         error != http::error::end_of_stream && error != http::error::partial_message;
}

awaitable<void> HttpConnection::run() {
  while (!finishing_ && co_await wait_for_request()) {
    Parser parser;
    parser.header_limit(kHeaderBytesMax);
    parser.body_limit(kBodyBytesMax);
    const error_code error = co_await read(parser);
    if (error) {
      if (is_broken_http(error)) co_await answer_broken(error);
      break;
    }
    // An HTTP/1.1 request must say its host (RFC 9112 3.2).
    if (parser.get().version() >= 11 && parser.get()[http::field::host].empty()) {
      co_await answer_broken({});
      break;
    }
    const bool upgrades = beast::websocket::is_upgrade(parser.get());
    const bool head_only = parser.get().method() == http::verb::head;
    const unsigned version = parser.get().version();
    const bool keep_alive = parser.get().keep_alive();
    Request request = to_request(parser);
    if (upgrades && buffer_.size() > 0) {  // frames may only follow our answer
      co_await answer_broken({});
      break;
    }
    if (upgrades) {
      buffer_.shrink_to_fit();
      stream_.expires_never();
      leave();
      co_await around_.open_live(stream_.release_socket(), std::move(request));
      co_return;
    }
    const std::function<void(Reply)> ask = [&](Reply reply) {
      around_.edge.answer(std::move(request), std::move(reply));
    };
    stream_.expires_never();
    answering_ = true;
    Response response = co_await await_callback<Response>(ask);
    const bool again = keep_alive && !finishing_ && !response.last;
    const bool sent = co_await send(std::move(response), head_only, version, again);
    answering_ = false;
    if (!sent || !again) break;
  }
  error_code ignored;
  stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
  stream_.close();
}

awaitable<bool> HttpConnection::wait_for_request() {
  if (buffer_.size() > 0) co_return true;
  stream_.expires_after(around_.settings.idle_timeout);
  const auto [error, bytes] =
      co_await stream_.async_read_some(buffer_.prepare(kHeaderBytesMax), kAwait);
  buffer_.commit(bytes);
  co_return !error;
}

awaitable<error_code> HttpConnection::read(Parser& parser) {
  stream_.expires_after(around_.settings.header_timeout);
  const auto [header_error, header_bytes] =
      co_await http::async_read_header(stream_, buffer_, parser, kAwait);
  if (header_error) co_return header_error;
  if (beast::websocket::is_upgrade(parser.get())) co_return error_code{};
  stream_.expires_after(around_.settings.write_timeout);
  if (parser.get()[http::field::expect] == "100-continue") {
    http::response<http::empty_body> go_on{http::status::continue_, parser.get().version()};
    const auto [error, bytes] = co_await http::async_write(stream_, go_on, kAwait);
    if (error) co_return error;
  }
  const auto [error, bytes] = co_await http::async_read(stream_, buffer_, parser, kAwait);
  co_return error;
}

awaitable<bool> HttpConnection::answer_broken(error_code error) {
  constexpr unsigned kHttp11 = 11;
  Response response = problem_response(problem_of(error));
  Edge::dress(response, false);
  const bool sent = co_await send(std::move(response), false, kHttp11, false);
  // What the client still sends would otherwise reset the connection under the answer.
  if (sent) co_await drain();
  co_return sent;
}

awaitable<void> HttpConnection::drain() {
  error_code ignored;
  stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
  stream_.expires_after(kDrainTime);
  std::array<char, 16UL * 1024> scrap{};
  for (std::size_t drained = 0; drained < kDrainBytesMax && !finishing_;) {
    const auto [error, bytes] = co_await stream_.async_read_some(asio::buffer(scrap), kAwait);
    if (error) break;
    drained += bytes;
  }
}

awaitable<bool> HttpConnection::send(Response response, bool head_only, unsigned version,
                                     bool keep_alive) {
  stream_.expires_after(around_.settings.write_timeout);
  if (response.next_chunk && !head_only) {
    http::response<http::empty_body> message;
    fill_header(message, response, version, keep_alive);
    co_return co_await send_stream(response, message);
  }
  if (head_only || response.status == 204 || response.status == 304) {
    http::response<http::empty_body> message;
    fill_header(message, response, version, keep_alive);
    if (head_only && !response.next_chunk) message.content_length(response.bytes().size());
    const auto [error, bytes] = co_await http::async_write(stream_, message, kAwait);
    co_return !error;
  }
  http::response<http::span_body<const char>> message;
  fill_header(message, response, version, keep_alive);
  message.body() = beast::span<const char>{response.bytes().data(), response.bytes().size()};
  message.prepare_payload();
  const auto [error, bytes] = co_await http::async_write(stream_, message, kAwait);
  co_return !error;
}

awaitable<bool> HttpConnection::send_stream(Response& response,
                                            http::response<http::empty_body>& message) {
  message.chunked(true);
  http::response_serializer<http::empty_body> serializer{message};
  const auto [header_error, header_bytes] =
      co_await http::async_write_header(stream_, serializer, kAwait);
  if (header_error) co_return false;
  const std::function<void(std::function<void(Piece)>)> ask =
      [&](const std::function<void(Piece)>& got) {
        const auto work = [&response, got] { got(next_piece(response)); };
        if (!around_.run(Runs::kTracker, work)) work();
      };
  while (true) {
    const Piece piece = co_await await_callback<Piece>(ask);
    stream_.expires_after(around_.settings.write_timeout);
    if (piece.failed)
      co_return false;  // cut off without its end, so that nobody takes it for whole
    if (!piece.bytes) break;
    if (piece.bytes->empty()) continue;  // an empty chunk would end the stream
    const asio::const_buffer chunk{piece.bytes->data(), piece.bytes->size()};
    const auto [error, bytes] =
        co_await asio::async_write(stream_, http::make_chunk(chunk), kAwait);
    if (error) co_return false;
  }
  const auto [error, bytes] = co_await asio::async_write(stream_, http::make_chunk_last(), kAwait);
  co_return !error;
}

}  // namespace

awaitable<void> serve_http(asio::ip::tcp::socket socket, const Surroundings& surroundings) {
  HttpConnection connection{std::move(socket), surroundings};
  try {
    co_await connection.run();
  } catch (const std::exception&) {
    // A surprise ends this connection and no other; its socket closes with it.
  }
}

}  // namespace web
