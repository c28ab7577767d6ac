#include "utf8.h"

#include <cstdint>

namespace app {

bool is_utf8(std::string_view bytes) {
  std::size_t i = 0;
  while (i < bytes.size()) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    const std::size_t more = lead < 0x80          ? 0
                             : lead >> 5U == 0x6  ? 1
                             : lead >> 4U == 0xE  ? 2
                             : lead >> 3U == 0x1E ? 3
                                                  : 4;
    if (more == 4 || i + more >= bytes.size()) {
      return false;
    }
    std::uint32_t point = more == 0 ? lead : lead & (0x3FU >> more);
    for (std::size_t k = 1; k <= more; ++k) {
      const auto next = static_cast<unsigned char>(bytes[i + k]);
      if ((next & 0xC0U) != 0x80U) {
        return false;
      }
      point = (point << 6U) | (next & 0x3FU);
    }
    const bool overlong = (more == 1 && point < 0x80) || (more == 2 && point < 0x800) ||
                          (more == 3 && point < 0x10000);
    if (overlong || (point >= 0xD800 && point <= 0xDFFF) || point > 0x10FFFF) {
      return false;
    }
    i += more + 1;
  }
  return true;
}

std::size_t code_points(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) {
    count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
  }
  return count;
}

}  // namespace app
