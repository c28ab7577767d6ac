#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string_view>

namespace fuzz {

inline std::string_view text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// What must hold of every input; libFuzzer keeps the input that broke it.
inline void check(bool holds) {
  if (!holds) throw std::logic_error("an input broke what must hold");
}

}  // namespace fuzz
