#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "browser.h"
#include "gwarchod/v1/live.pb.h"
#include "wire.h"

namespace web_test {

/// A WebSocket to /api/v1/live, frame by frame, so that a test can send wrong ones.
class Live {
 public:
  static constexpr const char* kJson = "gwarchod.v1.json";
  static constexpr const char* kProtobuf = "gwarchod.v1.protobuf";

  explicit Live(const Browser& browser, const std::string& protocol = kJson,
                const Headers& more = {});

  /// Of the handshake: 101 when it is open.
  [[nodiscard]] const Answer& opened() const { return opened_; }

  enum class Opcode : std::uint8_t { kText = 1, kBinary = 2, kClose = 8, kPing = 9, kPong = 10 };
  void send(Opcode opcode, std::string_view payload, bool masked = true);
  void send(const gwarchod::v1::ClientFrame& frame);
  void subscribe(const std::string& topic, const std::string& cursor = {});

  /// The next frame; pings of the server's are passed over. Nothing when it closed: see
  /// close_code().
  [[nodiscard]] std::optional<gwarchod::v1::ServerFrame> read();
  /// Reads until it closes.
  [[nodiscard]] unsigned wait_for_close();
  [[nodiscard]] unsigned close_code() const { return close_code_; }
  [[nodiscard]] Wire& wire() { return wire_; }

 private:
  Wire wire_;
  bool json_;
  Answer opened_;
  unsigned close_code_ = 0;
};

}  // namespace web_test
