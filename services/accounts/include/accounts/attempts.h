#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <string>

#include "schema/time.h"

namespace accounts {

inline constexpr std::size_t kFailedSignInsMax = 10;
inline constexpr std::chrono::minutes kFailedSignInsWindow{15};
/// Names of accounts remembered at once: guesses at invented names must not fill the memory.
inline constexpr std::size_t kAttemptedAccountsMax = 10'000;

/// Failed attempts to sign in, each remembered for kFailedSignInsWindow: after kFailedSignInsMax of
/// them an account has to wait. Kept in memory alone. Threads: one at a time.
class Attempts {
 public:
  [[nodiscard]] bool may_try(const std::string& account, schema::Instant now) const;
  void failed(const std::string& account, schema::Instant now);
  void succeeded(const std::string& account);

 private:
  void forget_old(schema::Instant now);

  std::map<std::string, std::deque<schema::Instant>> failures_;
};

}  // namespace accounts
