#include "live.h"

#include <gtest/gtest.h>

#include "schema/json.h"

namespace web_test {

using gwarchod::v1::ClientFrame;
using gwarchod::v1::ServerFrame;

Live::Live(const Browser& browser, const std::string& protocol, const Headers& more)
    : wire_(browser.port()), json_(protocol == kJson) {
  std::string request =
      "GET /api/v1/live HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(browser.port()) +
      "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
  if (!protocol.empty()) request += "Sec-WebSocket-Protocol: " + protocol + "\r\n";
  if (!browser.cookie().empty()) request += "Cookie: " + browser.cookie() + "\r\n";
  for (const auto& [name, value] : more) request.append(name).append(": ").append(value + "\r\n");
  wire_.send(request + "\r\n");
  opened_ = read_answer(wire_);
}

void Live::send(Opcode opcode, std::string_view payload, bool masked) {
  constexpr unsigned kShort = 126;
  constexpr unsigned kMedium = 65536;
  std::string frame;
  frame += static_cast<char>(0x80U | static_cast<unsigned>(opcode));
  const unsigned mask = masked ? 0x80U : 0U;
  if (payload.size() < kShort) {
    frame += static_cast<char>(mask | payload.size());
  } else if (payload.size() < kMedium) {
    frame += static_cast<char>(mask | kShort);
    frame += static_cast<char>(payload.size() >> 8U);
    frame += static_cast<char>(payload.size() & 0xffU);
  } else {
    frame += static_cast<char>(mask | (kShort + 1));
    for (int shift = 56; shift >= 0; shift -= 8) {
      frame += static_cast<char>((payload.size() >> static_cast<unsigned>(shift)) & 0xffU);
    }
  }
  if (masked) frame += std::string(4, '\0');  // masking with noughts changes nothing
  wire_.send(frame.append(payload));
}

void Live::send(const ClientFrame& frame) {
  if (json_) return send(Opcode::kText, schema::to_json(frame));
  send(Opcode::kBinary, frame.SerializeAsString());
}

void Live::subscribe(const std::string& topic, const std::string& cursor) {
  ClientFrame frame;
  frame.mutable_subscribe()->set_topic(topic);
  frame.mutable_subscribe()->set_cursor(cursor);
  send(frame);
}

std::optional<ServerFrame> Live::read() {
  while (true) {
    const auto head = wire_.read_exactly(2);
    if (!head) return std::nullopt;
    const auto opcode = static_cast<unsigned char>((*head)[0]) & 0x0fU;
    std::size_t size = static_cast<unsigned char>((*head)[1]) & 0x7fU;
    if (size >= 126) {
      const auto more = wire_.read_exactly(size == 126 ? 2 : 8);
      size = 0;
      for (const char c : more.value_or("")) size = size << 8U | static_cast<unsigned char>(c);
    }
    const auto payload = wire_.read_exactly(size);
    if (!payload) return std::nullopt;
    if (opcode == static_cast<unsigned>(Opcode::kClose)) {
      if (payload->size() >= 2) {
        close_code_ = static_cast<unsigned>(static_cast<unsigned char>((*payload)[0])) << 8U |
                      static_cast<unsigned char>((*payload)[1]);
      }
      send(Opcode::kClose, payload->substr(0, 2));
      return std::nullopt;
    }
    if (opcode > 2) continue;
    EXPECT_EQ(opcode, json_ ? 1U : 2U);
    ServerFrame frame;
    const bool read =
        json_ ? schema::from_json(*payload, frame).has_value() : frame.ParseFromString(*payload);
    EXPECT_TRUE(read) << *payload;
    return frame;
  }
}

unsigned Live::wait_for_close() {
  while (read()) {
  }
  return close_code_;
}

}  // namespace web_test
