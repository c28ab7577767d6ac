#include "http_writer.h"

#include <boost/asio/write.hpp>
#include <boost/beast/http.hpp>
#include <optional>
#include <string>

#include "await.h"

namespace web {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::awaitable;
using boost::system::error_code;

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

}  // namespace

awaitable<bool> HttpWriter::send(Response response, bool head_only, unsigned version,
                                 bool keep_alive) {
  stream_.expires_after(write_timeout_);
  if (response.next_chunk && !head_only) {
    co_return co_await send_stream(response, version, keep_alive);
  }
  if (head_only || response.status == 204 || response.status == 304) {
    http::response<http::empty_body> message;
    fill_header(message, response, version, keep_alive);
    if (head_only && !response.next_chunk) message.content_length(response.bytes().size());
    if (head_only && response.length) message.content_length(*response.length);
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

awaitable<bool> HttpWriter::send_stream(Response& response, unsigned version, bool keep_alive) {
  http::response<http::empty_body> message;
  fill_header(message, response, version, keep_alive);
  const bool in_chunks = !response.length;
  if (in_chunks) {
    message.chunked(true);
  } else {
    message.content_length(*response.length);
  }
  http::response_serializer<http::empty_body> serializer{message};
  const auto [header_error, header_bytes] =
      co_await http::async_write_header(stream_, serializer, kAwait);
  if (header_error) co_return false;
  const std::function<void(std::function<void(Piece)>)> ask =
      [&](const std::function<void(Piece)>& got) {
        const auto work = [&response, got] { got(next_piece(response)); };
        if (!run_(Runs::kTracker, work)) work();
      };
  while (true) {
    stream_.expires_never();
    const Piece piece = co_await await_callback<Piece>(ask);
    stream_.expires_after(write_timeout_);
    if (piece.failed)
      co_return false;  // cut off without its end, so that nobody takes it for whole
    if (!piece.bytes) break;
    if (piece.bytes->empty()) continue;  // an empty chunk would end the stream
    error_code error = co_await write_piece(*piece.bytes, in_chunks);
    if (error) co_return false;
  }
  if (!in_chunks) co_return true;
  const auto [error, bytes] = co_await asio::async_write(stream_, http::make_chunk_last(), kAwait);
  co_return !error;
}

awaitable<error_code> HttpWriter::write_piece(const std::string& piece, bool in_chunk) {
  const asio::const_buffer buffer{piece.data(), piece.size()};
  if (!in_chunk) {
    const auto [error, bytes] = co_await asio::async_write(stream_, buffer, kAwait);
    co_return error;
  }
  const auto [error, bytes] = co_await asio::async_write(stream_, http::make_chunk(buffer), kAwait);
  co_return error;
}

}  // namespace web
