#include "live_cursor.h"

#include <stdexcept>
#include <utility>

namespace web {

namespace {

constexpr std::size_t kTopicBytesMax = 0xffff;

/// position (8), clearance (1), length of the topic (2), topic, epoch; numbers big-endian.
std::string pack(const LiveCursor& cursor) {
  if (cursor.topic.size() > kTopicBytesMax)
    throw std::length_error("a topic too long for a cursor");
  std::string packed;
  for (int shift = 56; shift >= 0; shift -= 8) {
    packed += static_cast<char>((cursor.position >> static_cast<unsigned>(shift)) & 0xffU);
  }
  packed += static_cast<char>(cursor.clearance);
  packed += static_cast<char>(cursor.topic.size() >> 8U);
  packed += static_cast<char>(cursor.topic.size() & 0xffU);
  return packed + cursor.topic + cursor.epoch;
}

std::optional<LiveCursor> unpack(const std::string& packed) {
  constexpr std::size_t kFixed = 11;
  if (packed.size() < kFixed) return std::nullopt;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(packed[i]); };
  LiveCursor cursor;
  for (std::size_t i = 0; i < 8; ++i) cursor.position = cursor.position << 8U | byte(i);
  cursor.clearance = static_cast<gwarchod::v1::Class>(byte(8));
  const std::size_t topic_size = static_cast<std::size_t>(byte(9)) << 8U | byte(10);
  if (packed.size() < kFixed + topic_size) return std::nullopt;
  cursor.topic = packed.substr(kFixed, topic_size);
  cursor.epoch = packed.substr(kFixed + topic_size);
  return cursor;
}

}  // namespace

LiveCursors::LiveCursors(std::string key) : sealed_(std::move(key), "live cursor") {}

std::string LiveCursors::seal(const LiveCursor& cursor) const { return sealed_.seal(pack(cursor)); }

std::optional<LiveCursor> LiveCursors::open(const std::string& text) const {
  const auto plain = sealed_.open(text);
  return plain ? unpack(*plain) : std::nullopt;
}

}  // namespace web
