#include "live_cursor.h"

#include <sodium.h>

#include <array>
#include <stdexcept>
#include <utility>

namespace web {

namespace {

constexpr std::size_t kSealedBytesMax = 4096;
constexpr std::size_t kTopicBytesMax = 0xffff;

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
const unsigned char* bytes_of(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

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

LiveCursors::LiveCursors(std::string key) : key_(std::move(key)) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot start");
  if (key_.empty()) {
    key_.resize(crypto_secretbox_KEYBYTES);
    randombytes_buf(key_.data(), key_.size());
  }
  if (key_.size() != crypto_secretbox_KEYBYTES) {
    throw std::invalid_argument("the key of live cursors is not 32 bytes");
  }
}

std::string LiveCursors::seal(const LiveCursor& cursor) const {
  const std::string plain = pack(cursor);
  std::string sealed(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.size(), '\0');
  randombytes_buf(sealed.data(), crypto_secretbox_NONCEBYTES);
  crypto_secretbox_easy(bytes_of(sealed) + crypto_secretbox_NONCEBYTES, bytes_of(plain),
                        plain.size(), bytes_of(sealed), bytes_of(key_));
  std::string text(
      sodium_base64_encoded_len(sealed.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(sealed), sealed.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.pop_back();  // the NUL it writes
  return text;
}

std::optional<LiveCursor> LiveCursors::open(const std::string& text) const {
  constexpr std::size_t kOverhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (text.size() > kSealedBytesMax) return std::nullopt;
  std::string sealed(text.size(), '\0');
  std::size_t size = 0;
  if (sodium_base642bin(bytes_of(sealed), sealed.size(), text.data(), text.size(), nullptr, &size,
                        nullptr, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      size < kOverhead) {
    return std::nullopt;
  }
  std::string plain(size - kOverhead, '\0');
  if (crypto_secretbox_open_easy(bytes_of(plain), bytes_of(sealed) + crypto_secretbox_NONCEBYTES,
                                 size - crypto_secretbox_NONCEBYTES, bytes_of(sealed),
                                 bytes_of(key_)) != 0) {
    return std::nullopt;
  }
  return unpack(plain);
}

}  // namespace web
