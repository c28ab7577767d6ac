#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

namespace eventstore::test {

/// The seed of a random test: that of the environment variable if it is set, else a new one. Told
/// with the test's result.
[[nodiscard]] inline std::uint32_t seed_of(const char* variable) {
  const char* given = std::getenv(variable);
  const std::uint32_t seed =
      given != nullptr ? static_cast<std::uint32_t>(std::stoul(given)) : std::random_device{}();
  testing::Test::RecordProperty("seed", std::to_string(seed));
  std::cout << variable << "=" << seed << "\n";
  return seed;
}

}  // namespace eventstore::test
