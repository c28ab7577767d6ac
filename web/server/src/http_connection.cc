#include "http_connection.h"

#include <algorithm>
#include <array>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <optional>
#include <tuple>
#include <utility>

#include "await.h"
#include "edge_limits.h"
#include "http_writer.h"
#include "problem.h"

namespace web {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::awaitable;
using boost::system::error_code;
using HeaderParser = http::request_parser<http::empty_body>;
using Parser = http::request_parser<http::string_body>;
using StreamParser = http::request_parser<http::buffer_body>;

class HttpConnection final : public Socket {
 public:
  HttpConnection(asio::ip::tcp::socket socket, const Surroundings& surroundings)
      : stream_(std::move(socket)),
        around_(surroundings),
        writer_(stream_, surroundings.settings.write_timeout, surroundings.run) {
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
  awaitable<error_code> read_header(HeaderParser& parser);
  template <class Header>
  awaitable<error_code> go_on(const Header& header);
  awaitable<bool> answer_whole(HeaderParser& header);
  awaitable<bool> answer_streamed(HeaderParser& header, std::uint64_t bytes_max);
  awaitable<error_code> take_body(StreamParser& parser, BodySink& sink,
                                  std::optional<Response>& early);
  awaitable<Response> finish_body(const Edge::OpenedBody& opened, std::optional<Response> early);
  awaitable<bool> answer_broken(error_code error);
  awaitable<void> drain();
  void leave() {
    if (std::exchange(registered_, false)) around_.sockets.remove(*this);
  }

  beast::tcp_stream stream_;
  const Surroundings& around_;
  HttpWriter writer_;
  beast::flat_buffer buffer_{kHeaderBytesMax + kBodyBytesMax};
  bool answering_ = false;
  bool finishing_ = false;
  bool registered_ = true;
};

template <class AnyParser>
Request head_of(const AnyParser& parser) {
  const auto& message = parser.get();
  Request request;
  request.method = std::string{message.method_string()};
  request.target = std::string{message.target()};
  for (const auto& header : message) {
    request.headers.push_back({std::string{header.name_string()}, std::string{header.value()}});
  }
  return request;
}

Request to_request(Parser& parser) {
  Request request = head_of(parser);
  request.body = std::move(parser.get().body());
  return request;
}

/// Before anything of it is read: a length that is said.
bool says_too_much(const HeaderParser& parser, std::uint64_t bytes_max) {
  const auto length = parser.content_length();
  return length && *length > bytes_max;
}

/// What a sink says of a piece. A surprise is a fault of the server, as in any handler.
std::optional<Response> taken_by(BodySink& sink, std::string_view piece) {
  try {
    return sink.take(piece);
  } catch (const std::exception&) {
    return problem_response(server_fault());
  }
}

void finish_sink(BodySink& sink, const Reply& reply) {
  try {
    sink.finish(reply);
  } catch (const std::exception&) {
    reply(problem_response(server_fault()));
  }
}

Problem file_too_large(std::uint64_t bytes_max) {
  const std::string most = std::to_string(bytes_max >> 20U);
  return make_problem(413, "too-large", "The file is larger than " + most + " MiB.",
                      "Mae'r ffeil yn fwy na " + most + " MiB.");
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
    HeaderParser header;
    header.header_limit(kHeaderBytesMax);
    header.body_limit(boost::none);  // each route has its own
    const error_code error = co_await read_header(header);
    if (error) {
      if (is_broken_http(error)) co_await answer_broken(error);
      break;
    }
    // An HTTP/1.1 request must say its host (RFC 9112 3.2).
    if (header.get().version() >= 11 && header.get()[http::field::host].empty()) {
      co_await answer_broken({});
      break;
    }
    if (beast::websocket::is_upgrade(header.get())) {
      if (buffer_.size() > 0) {  // frames may only follow our answer
        co_await answer_broken({});
        break;
      }
      Request request = head_of(header);
      buffer_.shrink_to_fit();
      stream_.expires_never();
      leave();
      co_await around_.open_live(stream_.release_socket(), std::move(request));
      co_return;
    }
    const auto streamed = around_.edge.streamed_bytes_max(std::string{header.get().method_string()},
                                                          std::string{header.get().target()});
    const bool again =
        streamed ? co_await answer_streamed(header, *streamed) : co_await answer_whole(header);
    answering_ = false;
    if (!again) break;
  }
  error_code ignored;
  stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
  stream_.close();
}

/// Reads the body whole, then answers; true when the connection goes on.
awaitable<bool> HttpConnection::answer_whole(HeaderParser& header) {
  if (says_too_much(header, kBodyBytesMax)) {
    co_await answer_broken(http::error::body_limit);
    co_return false;
  }
  Parser parser{std::move(header)};
  parser.body_limit(kBodyBytesMax);
  error_code error = co_await go_on(parser.get());
  if (!error) {
    stream_.expires_after(around_.settings.write_timeout);
    std::tie(error, std::ignore) = co_await http::async_read(stream_, buffer_, parser, kAwait);
  }
  if (error) {
    if (is_broken_http(error)) co_await answer_broken(error);
    co_return false;
  }
  const bool head_only = parser.get().method() == http::verb::head;
  const unsigned version = parser.get().version();
  const bool keep_alive = parser.get().keep_alive();
  Request request = to_request(parser);
  const std::function<void(Reply)> ask = [&](Reply reply) {
    around_.edge.answer(std::move(request), std::move(reply));
  };
  stream_.expires_never();
  answering_ = true;
  Response response = co_await await_callback<Response>(ask);
  const bool again = keep_alive && !finishing_ && !response.last;
  const bool sent = co_await writer_.send(std::move(response), head_only, version, again);
  co_return sent&& again;
}

/// Admits the request before it reads the body, and then gives that to the sink as it comes; true
/// when the connection goes on.
awaitable<bool> HttpConnection::answer_streamed(HeaderParser& header, std::uint64_t bytes_max) {
  const unsigned version = header.get().version();
  if (says_too_much(header, bytes_max)) {
    Response too_much = problem_response(file_too_large(bytes_max));
    Edge::dress(too_much, false);
    const bool sent = co_await writer_.send(std::move(too_much), false, version, false);
    if (sent) co_await drain();
    co_return false;
  }
  const std::function<void(std::function<void(Edge::OpenedBody)>)> open =
      [&](std::function<void(Edge::OpenedBody)> opened) {
        around_.edge.open_body(head_of(header), std::move(opened));
      };
  stream_.expires_never();
  Edge::OpenedBody opened = co_await await_callback<Edge::OpenedBody>(open);
  if (opened.answer) {
    const bool sent = co_await writer_.send(std::move(*opened.answer), false, version, false);
    if (sent) co_await drain();
    co_return false;
  }
  error_code error = co_await go_on(header.get());
  StreamParser parser{std::move(header)};
  parser.body_limit(bytes_max);
  std::optional<Response> early;
  if (!error) error = co_await take_body(parser, *opened.sink, early);
  if (error == http::error::body_limit) {
    Response too_much = opened.dressed(problem_response(file_too_large(bytes_max)));
    const bool sent = co_await writer_.send(std::move(too_much), false, version, false);
    if (sent) co_await drain();
  }
  if (error) {
    // Its file is removed elsewhere than on the sockets' thread.
    static_cast<void>(around_.run(Runs::kTracker, [sink = std::move(opened.sink)] {}));
    co_return false;
  }
  answering_ = true;
  Response response = co_await finish_body(opened, std::move(early));
  const bool again = parser.get().keep_alive() && !finishing_ && !response.last;
  const bool sent = co_await writer_.send(std::move(response), false, version, again);
  co_return sent&& again;
}

/// Reads the body to its end. Each piece must come within the upload timeout: whoever sends less
/// than that is not waited for, and whoever sends more may take as long as it takes.
awaitable<error_code> HttpConnection::take_body(StreamParser& parser, BodySink& sink,
                                                std::optional<Response>& early) {
  std::string piece(kUploadPieceBytes, '\0');
  while (!parser.is_done()) {
    parser.get().body().data = piece.data();
    parser.get().body().size = piece.size();
    stream_.expires_after(around_.settings.upload_timeout);
    const auto [error, bytes] = co_await http::async_read(stream_, buffer_, parser, kAwait);
    if (error && error != http::error::need_buffer) co_return error;
    const std::string_view come{piece.data(), piece.size() - parser.get().body().size};
    if (come.empty() || early) continue;
    const std::function<void(std::function<void(std::optional<Response>)>)> give =
        [&](const std::function<void(std::optional<Response>)>& taken) {
          const auto work = [&sink, come, taken] { taken(taken_by(sink, come)); };
          if (!around_.run(Runs::kTracker, work)) taken(problem_response(too_busy()));
        };
    stream_.expires_never();
    early = co_await await_callback<std::optional<Response>>(give);
  }
  co_return error_code{};
}

awaitable<Response> HttpConnection::finish_body(const Edge::OpenedBody& opened,
                                                std::optional<Response> early) {
  stream_.expires_never();
  if (early) co_return opened.dressed(std::move(*early));
  const std::function<void(Reply)> ask = [&](const Reply& reply) {
    const auto work = [sink = opened.sink, reply] { finish_sink(*sink, reply); };
    if (!around_.run(Runs::kTracker, work)) reply(problem_response(too_busy()));
  };
  Response response = co_await await_callback<Response>(ask);
  co_return opened.dressed(std::move(response));
}

awaitable<bool> HttpConnection::wait_for_request() {
  if (buffer_.size() > 0) co_return true;
  stream_.expires_after(around_.settings.idle_timeout);
  const auto [error, bytes] =
      co_await stream_.async_read_some(buffer_.prepare(kHeaderBytesMax), kAwait);
  buffer_.commit(bytes);
  co_return !error;
}

awaitable<error_code> HttpConnection::read_header(HeaderParser& parser) {
  stream_.expires_after(around_.settings.header_timeout);
  const auto [error, bytes] = co_await http::async_read_header(stream_, buffer_, parser, kAwait);
  co_return error;
}

/// Says so, when the client waits to be told before it sends the body.
template <class Header>
awaitable<error_code> HttpConnection::go_on(const Header& header) {
  if (header[http::field::expect] != "100-continue") co_return error_code{};
  stream_.expires_after(around_.settings.write_timeout);
  http::response<http::empty_body> answer{http::status::continue_, header.version()};
  const auto [error, bytes] = co_await http::async_write(stream_, answer, kAwait);
  co_return error;
}

awaitable<bool> HttpConnection::answer_broken(error_code error) {
  constexpr unsigned kHttp11 = 11;
  Response response = problem_response(problem_of(error));
  Edge::dress(response, false);
  const bool sent = co_await writer_.send(std::move(response), false, kHttp11, false);
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
