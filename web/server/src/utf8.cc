#include "utf8.h"

#include <cstddef>

namespace web {

namespace {

/// Bytes of the character that begins so, and the least it may encode; 0 when none begins so.
struct Lead {
  std::size_t size;
  unsigned least;
  unsigned bits;
};

Lead lead_of(unsigned char byte) {
  if (byte < 0x80) return {1, 0, byte};
  if ((byte & 0xe0U) == 0xc0U) return {2, 0x80, byte & 0x1fU};
  if ((byte & 0xf0U) == 0xe0U) return {3, 0x800, byte & 0x0fU};
  if ((byte & 0xf8U) == 0xf0U) return {4, 0x10000, byte & 0x07U};
  return {0, 0, 0};
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  constexpr unsigned kSurrogateFirst = 0xd800;
  constexpr unsigned kSurrogateLast = 0xdfff;
  constexpr unsigned kLast = 0x10ffff;
  while (!bytes.empty()) {
    const Lead lead = lead_of(static_cast<unsigned char>(bytes.front()));
    if (lead.size == 0 || bytes.size() < lead.size) return false;
    unsigned code = lead.bits;
    for (const char next : bytes.substr(1, lead.size - 1)) {
      const auto byte = static_cast<unsigned char>(next);
      if ((byte & 0xc0U) != 0x80U) return false;
      code = (code << 6U) | (byte & 0x3fU);
    }
    if (code < lead.least || code > kLast) return false;
    if (code >= kSurrogateFirst && code <= kSurrogateLast) return false;
    bytes.remove_prefix(lead.size);
  }
  return true;
}

}  // namespace web
