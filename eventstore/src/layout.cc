#include "layout.h"

#include <cstring>

#include "bytes.h"

namespace eventstore {
namespace {

constexpr std::size_t kNumberBytes = 8;
constexpr std::size_t kHashBytes = std::tuple_size_v<Hash>;

}  // namespace

std::string log_key(std::uint64_t position) { return number_value(position); }

std::optional<std::uint64_t> position_of_key(std::string_view key) { return number_of_value(key); }

std::string stream_key(std::string_view stream, std::uint64_t version) {
  std::string key;
  key.reserve(stream.size() + 1 + kNumberBytes);
  key.append(stream).push_back('\0');
  put_big(key, version);
  return key;
}

std::optional<std::uint64_t> version_of_key(std::string_view key) {
  if (key.size() <= kNumberBytes || key[key.size() - kNumberBytes - 1] != '\0') {
    return std::nullopt;
  }
  return get_big(key.data() + key.size() - kNumberBytes);
}

std::string tile_key(unsigned level, std::uint64_t index) {
  std::string key = "tile";
  key.push_back(static_cast<char>(level));
  put_big(key, index);
  return key;
}

std::string number_value(std::uint64_t number) {
  std::string value;
  put_big(value, number);
  return value;
}

std::optional<std::uint64_t> number_of_value(std::string_view value) {
  return value.size() == kNumberBytes ? std::optional{get_big(value.data())} : std::nullopt;
}

std::string answer_value(const Answer& answer) {
  std::string value{view_of(answer.content_hash)};
  put_big(value, answer.appended.first.value());
  put_big(value, answer.appended.last.value());
  for (const StreamVersion version : answer.appended.versions) {
    put_big(value, version.value());
  }
  return value;
}

std::optional<Answer> answer_of_value(std::string_view value) {
  constexpr std::size_t kHead = kHashBytes + 2 * kNumberBytes;
  if (value.size() < kHead || (value.size() - kHead) % kNumberBytes != 0) {
    return std::nullopt;
  }
  const char* numbers = value.data() + kHashBytes;
  Answer answer{hash_at(value), {}};
  answer.appended.first = Position{get_big(numbers)};
  answer.appended.last = Position{get_big(numbers + kNumberBytes)};
  for (std::size_t at = kHead; at < value.size(); at += kNumberBytes) {
    answer.appended.versions.emplace_back(get_big(value.data() + at));
  }
  return answer;
}

std::optional<LogValue> parse_log_value(std::string_view value) {
  if (value.size() < kHashBytes) {
    return std::nullopt;
  }
  return LogValue{value.substr(0, kHashBytes), value.substr(kHashBytes)};
}

Hash hash_at(std::string_view bytes) {
  Hash hash;
  std::memcpy(hash.data(), bytes.data(), hash.size());
  return hash;
}

}  // namespace eventstore
