#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "gwarchod/v1/live.pb.h"

namespace web {

/// How a live socket's frames are written: the subprotocol it asked for.
enum class Encoding : std::uint8_t { kProtobuf, kJson };

/// One frame, encoded once, and shared by every socket that is sent it.
struct LiveFrame {
  std::string bytes;
  std::string topic;  // empty: an answer to one client (pong, refusal), never dropped
  /// What it tells of its topic: everything after `from`, up to `to`.
  std::uint64_t from = 0;
  std::uint64_t to = 0;
  bool is_snapshot = false;  // everything up to `to`, whatever went before
};
using SharedFrame = std::shared_ptr<const LiveFrame>;

[[nodiscard]] std::string encode(const gwarchod::v1::ServerFrame& frame, Encoding encoding);

}  // namespace web
