#include "schema/packed.h"

#include <array>

namespace schema {
namespace {

constexpr std::size_t kUuidCharacters = 36;
constexpr std::size_t kUuidBytes = 16;
constexpr int kNumberBytesMax = 10;
constexpr std::string_view kDigits = "0123456789abcdef";

bool is_hyphen(std::size_t place) {
  return place == 8 || place == 13 || place == 18 || place == 23;
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// False when the text is no UUID as we write them.
bool to_uuid(std::string_view text, std::array<char, kUuidBytes>& bytes) {
  if (text.size() != kUuidCharacters) return false;
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (is_hyphen(i)) {
      if (text[i] != '-') return false;
      continue;
    }
    const int digit = digit_of(text[i]);
    if (digit < 0) return false;
    char& byte = bytes[digits / 2];
    byte = static_cast<char>(digits % 2 == 0 ? digit << 4 : (byte | digit));
    ++digits;
  }
  return true;
}

std::string of_uuid(std::string_view bytes) {
  std::string text;
  text.reserve(kUuidCharacters);
  for (const char c : bytes) {
    if (is_hyphen(text.size())) text += '-';
    const auto byte = static_cast<std::uint8_t>(c);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 0x0FU];
  }
  return text;
}

}  // namespace

void PackedWriter::number(std::uint64_t value) {
  while (value >= 0x80) {
    bytes_ += static_cast<char>(value | 0x80);
    value >>= 7U;
  }
  bytes_ += static_cast<char>(value);
}

void PackedWriter::difference(std::int64_t value) {
  number((static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63));
}

void PackedWriter::text(std::string_view value) {
  number(value.size());
  bytes_ += value;
}

// 0, then the UUID; or one more than the length, then the text.
void PackedWriter::id(std::string_view value) {
  std::array<char, kUuidBytes> uuid{};
  if (to_uuid(value, uuid)) {
    bytes_ += '\0';
    bytes_.append(uuid.data(), uuid.size());
    return;
  }
  number(value.size() + 1);
  bytes_ += value;
}

std::uint64_t PackedReader::long_number() {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < kNumberBytesMax && i < rest_.size(); ++i) {
    const auto byte = static_cast<std::uint8_t>(rest_[i]);
    value |= static_cast<std::uint64_t>(byte & 0x7FU) << (7 * i);
    if (byte < kMore) {
      rest_.remove_prefix(i + 1);
      return value;
    }
  }
  spoil();
  return 0;
}

std::int64_t PackedReader::difference() {
  const std::uint64_t value = number();
  return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
}

std::string_view PackedReader::text() { return take(number()); }

std::string PackedReader::id() {
  const std::uint64_t size = number();
  const std::string_view taken = take(size == 0 ? kUuidBytes : size - 1);
  if (!good_) return {};
  return size == 0 ? of_uuid(taken) : std::string(taken);
}

std::string_view PackedReader::take(std::uint64_t size) {
  if (size > rest_.size()) {
    spoil();
    return {};
  }
  const std::string_view taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

void PackedReader::spoil() {
  good_ = false;
  rest_ = {};
}

std::size_t PackedReader::count() {
  const std::uint64_t count = number();
  if (count <= rest_.size()) return static_cast<std::size_t>(count);
  spoil();
  return 0;
}

}  // namespace schema
