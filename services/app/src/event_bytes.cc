#include "event_bytes.h"

#include <openssl/sha.h>

#include <chrono>

namespace app {

void stamp(gwarchod::v1::Event& event, const Caller& caller, schema::Instant now) {
  event.set_schema_version(1);
  event.set_recorded_by(caller.account);
  event.set_recorded_for(caller.agency);
  const auto micros = now.time_since_epoch().count();
  constexpr std::int64_t kMicrosInSecond = 1'000'000;
  event.mutable_recorded_at()->set_seconds(micros / kMicrosInSecond);
  event.mutable_recorded_at()->set_nanos(static_cast<std::int32_t>(micros % kMicrosInSecond) *
                                         1000);
}

std::array<std::uint8_t, 32> content_hash(std::string_view bytes) {
  std::array<std::uint8_t, 32> hash{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), hash.data());
  return hash;
}

std::string uuid_of(const std::array<std::uint8_t, 32>& hash) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < 16; ++i) {
    std::uint8_t byte = hash[i];
    if (i == 6) {
      byte = static_cast<std::uint8_t>((byte & 0x0FU) | 0x80U);
    } else if (i == 8) {
      byte = static_cast<std::uint8_t>((byte & 0x3FU) | 0x80U);
    }
    if (i == 4 || i == 6 || i == 8 || i == 10) {
      text.push_back('-');
    }
    text.push_back(kDigits[byte >> 4U]);
    text.push_back(kDigits[byte & 0x0FU]);
  }
  return text;
}

}  // namespace app
