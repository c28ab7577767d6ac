#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <memory>
#include <string>
#include <utility>

#include "await.h"
#include "edge_limits.h"
#include "live_service.h"
#include "problem.h"

namespace web {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using asio::awaitable;
using boost::system::error_code;

constexpr std::string_view kProtobufProtocol = "gwarchod.v1.protobuf";
constexpr std::string_view kJsonProtocol = "gwarchod.v1.json";

/// One WebSocket: reads messages to the hub, writes the hub's frames one at a time.
/// Held by its reading coroutine and by each write under way.
class LiveSocket final : public LiveClient,
                         public Socket,
                         public std::enable_shared_from_this<LiveSocket> {
 public:
  LiveSocket(asio::ip::tcp::socket socket, LiveHub& hub, Metrics& metrics, Sockets& sockets)
      : stream_(beast::tcp_stream{std::move(socket)}),
        close_timer_(stream_.get_executor()),
        hub_(hub),
        metrics_(metrics),
        sockets_(sockets) {
    sockets_.add(*this);
  }
  LiveSocket(const LiveSocket&) = delete;
  LiveSocket& operator=(const LiveSocket&) = delete;
  ~LiveSocket() override { sockets_.remove(*this); }

  awaitable<bool> open(const Request& request, std::string_view protocol,
                       const ServerSettings& settings);
  awaitable<void> read_all(Edge::LiveCaller caller, Encoding encoding);

  void write(const SharedFrame& frame) override;
  void close(CloseCode code) override;
  void finish() override { close(CloseCode::kGoingAway); }
  void cut() override { beast::get_lowest_layer(stream_).close(); }

 private:
  void begin_close();

  websocket::stream<beast::tcp_stream, false> stream_;
  asio::steady_timer close_timer_;
  LiveHub& hub_;
  Metrics& metrics_;
  Sockets& sockets_;
  LiveHub::ClientId id_ = 0;
  SharedFrame writing_;
  CloseCode close_code_ = CloseCode::kGoingAway;
  bool close_asked_ = false;
};

http::request<http::empty_body> to_beast(const Request& request) {
  constexpr unsigned kHttp11 = 11;
  http::request<http::empty_body> upgrade{http::verb::get, request.target, kHttp11};
  for (const Header& header : request.headers) upgrade.insert(header.name, header.value);
  return upgrade;
}

/// The first of ours that the client offers.
std::string_view choose_protocol(std::string_view offered) {
  const std::size_t protobuf = offered.find(kProtobufProtocol);
  const std::size_t json = offered.find(kJsonProtocol);
  if (protobuf == std::string_view::npos && json == std::string_view::npos) return {};
  return protobuf < json ? kProtobufProtocol : kJsonProtocol;
}

awaitable<bool> LiveSocket::open(const Request& request, std::string_view protocol,
                                 const ServerSettings& settings) {
  stream_.set_option(websocket::stream_base::timeout{.handshake_timeout = settings.header_timeout,
                                                     .idle_timeout = settings.idle_timeout,
                                                     .keep_alive_pings = true});
  stream_.set_option(websocket::stream_base::decorator(
      [name = std::string{protocol}](websocket::response_type& response) {
        response.set(http::field::sec_websocket_protocol, name);
      }));
  stream_.read_message_max(kLiveMessageBytesMax);
  stream_.auto_fragment(false);  // one frame a message: a snapshot is not cut into hundreds
  const auto upgrade = to_beast(request);
  const auto [error] = co_await stream_.async_accept(upgrade, kAwait);
  co_return !error;
}

awaitable<void> LiveSocket::read_all(Edge::LiveCaller caller, Encoding encoding) {
  stream_.binary(encoding == Encoding::kProtobuf);
  id_ = hub_.join(*this, std::move(caller.caller), std::move(caller.token), encoding);
  metrics_.live_sockets(hub_.size());
  beast::flat_buffer buffer{kLiveMessageBytesMax};
  while (true) {
    const auto [error, bytes] = co_await stream_.async_read(buffer, kAwait);
    if (error) break;
    const auto data = buffer.cdata();
    hub_.received(id_, {static_cast<const char*>(data.data()), data.size()}, stream_.got_text());
    buffer.consume(buffer.size());
  }
  hub_.leave(id_);
  metrics_.live_sockets(hub_.size());
  close_timer_.cancel();
  cut();
}

void LiveSocket::write(const SharedFrame& frame) {
  writing_ = frame;
  stream_.async_write(asio::buffer(writing_->bytes),
                      [self = shared_from_this()](const error_code& error, std::size_t) {
                        self->writing_.reset();
                        if (self->close_asked_) return self->begin_close();
                        if (error) return;  // the reader meets it too, and leaves
                        self->metrics_.live_frame_sent();
                        self->hub_.written(self->id_);
                      });
}

void LiveSocket::close(CloseCode code) {
  if (std::exchange(close_asked_, true)) return;
  close_code_ = code;
  metrics_.live_closed(static_cast<unsigned>(code));
  close_timer_.expires_after(kLiveCloseTime);
  close_timer_.async_wait([self = shared_from_this()](const error_code& error) {
    if (!error) self->cut();
  });
  if (!writing_) begin_close();
}

void LiveSocket::begin_close() {
  const auto code = static_cast<websocket::close_code>(static_cast<std::uint16_t>(close_code_));
  stream_.async_close(code, [self = shared_from_this()](const error_code&) { self->cut(); });
}

Problem no_upgrade() {
  return make_problem(
      426, "websocket",
      "Open a WebSocket with the subprotocol gwarchod.v1.protobuf or gwarchod.v1.json.",
      "Agorwch WebSocket â'r is-brotocol gwarchod.v1.protobuf neu gwarchod.v1.json.");
}

awaitable<void> answer_problem(asio::ip::tcp::socket socket, Problem problem) {
  constexpr unsigned kHttp11 = 11;
  Response response = problem_response(std::move(problem));
  Edge::dress(response, false);
  http::response<http::string_body> message{http::int_to_status(response.status), kHttp11};
  for (const Header& header : response.headers) message.insert(header.name, header.value);
  message.keep_alive(false);
  message.body() = std::move(response.body);
  message.prepare_payload();
  beast::tcp_stream stream{std::move(socket)};
  stream.expires_after(kLiveCloseTime);
  // Whether it arrives or not, this socket is done.
  co_await http::async_write(stream, message, kAwait);
  error_code ignored;
  stream.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
}

}  // namespace

awaitable<void> LiveService::serve(asio::ip::tcp::socket socket, Request request,
                                   const Edge& edge) {
  auto admitted = edge.admit_live(request);
  if (!admitted) {
    co_await answer_problem(std::move(socket), admitted.error());
    co_return;
  }
  const std::string_view protocol = choose_protocol(request.header("Sec-WebSocket-Protocol"));
  if (protocol.empty()) {
    co_await answer_problem(std::move(socket), no_upgrade());
    co_return;
  }
  const auto live = std::make_shared<LiveSocket>(std::move(socket), hub_, metrics_, sockets_);
  const auto began = std::chrono::steady_clock::now();
  const bool opened = co_await live->open(request, protocol, settings_);
  metrics_.answered("GET", std::string{kLivePath}, opened ? 101 : 400,
                    std::chrono::steady_clock::now() - began);
  if (!opened) co_return;
  const Encoding encoding = protocol == kProtobufProtocol ? Encoding::kProtobuf : Encoding::kJson;
  co_await live->read_all(std::move(*admitted), encoding);
}

}  // namespace web
