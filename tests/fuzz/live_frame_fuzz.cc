// What a live client may send: any bytes, text or binary, in any order.
#include <deque>
#include <functional>

#include "live_hub.h"
#include "support.h"

namespace {

class Client final : public web::LiveClient {
 public:
  void write(const web::SharedFrame& frame) override {
    fuzz::check(!closed && !writing && !frame->bytes.empty());
    writing = true;
  }
  void close(web::CloseCode /*code*/) override { closed = true; }
  bool writing = false;
  bool closed = false;
};

}  // namespace

/// The first byte: whether the socket is a JSON one, and whether frames are text. Then frames, each
/// of a length byte and so many bytes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static fuzz::Authority authority;
  static const web::LiveCursors cursors{std::string(32, 'k')};
  static const web::LiveTopics topics{*authority.tracker, cursors};
  std::deque<std::function<void()>> waiting;
  const auto later = [&](std::function<void()> work) { waiting.push_back(std::move(work)); };
  web::LiveHub hub{*authority.tracker,
                   topics,
                   {.here = later,
                    .elsewhere = later,
                    .now = [] { return std::chrono::steady_clock::time_point{}; },
                    .write_timeout = std::chrono::seconds{30}}};
  std::string_view input = fuzz::text(data, size);
  if (input.empty()) return 0;
  const auto kind = static_cast<unsigned char>(input.front());
  input.remove_prefix(1);
  Client client;
  const auto id = hub.join(client, fuzz::Authority::officer(), "token",
                           (kind & 1U) != 0 ? web::Encoding::kJson : web::Encoding::kProtobuf);
  while (!input.empty()) {
    const std::size_t length =
        std::min<std::size_t>(static_cast<unsigned char>(input.front()), input.size() - 1);
    hub.received(id, input.substr(1, length), (kind & 2U) != 0);
    input.remove_prefix(length + 1);
    while (!waiting.empty()) {
      auto work = std::move(waiting.front());
      waiting.pop_front();
      work();
    }
    if (client.writing) {
      client.writing = false;
      hub.written(id);
    }
  }
  hub.leave(id);
  return 0;
}
