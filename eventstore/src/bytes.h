#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace eventstore {

/// Unsigned integers in bytes: little-endian inside records, big-endian in keys, which sort by
/// them.
template <class Unsigned>
void put_little(std::string& out, Unsigned number) {
  for (std::size_t byte = 0; byte < sizeof(Unsigned); ++byte) {
    out.push_back(static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * byte) & 0xFFU));
  }
}

template <class Unsigned>
[[nodiscard]] Unsigned get_little(const char* bytes) {
  std::uint64_t number = 0;
  for (std::size_t byte = 0; byte < sizeof(Unsigned); ++byte) {
    number |= std::uint64_t{static_cast<unsigned char>(bytes[byte])} << (8 * byte);
  }
  return static_cast<Unsigned>(number);
}

inline void put_big(std::string& out, std::uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(number >> shift & 0xFFU));
  }
}

[[nodiscard]] inline std::uint64_t get_big(const char* bytes) {
  std::uint64_t number = 0;
  for (int byte = 0; byte < 8; ++byte) {
    number = number << 8U | static_cast<unsigned char>(bytes[byte]);
  }
  return number;
}

}  // namespace eventstore
