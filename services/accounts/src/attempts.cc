#include "accounts/attempts.h"

#include <algorithm>

namespace accounts {

bool Attempts::may_try(const std::string& account, schema::Instant now) const {
  const auto found = failures_.find(account);
  if (found == failures_.end()) return true;
  const auto recent = std::ranges::count_if(
      found->second, [&](schema::Instant at) { return at > now - kFailedSignInsWindow; });
  return static_cast<std::size_t>(recent) < kFailedSignInsMax;
}

void Attempts::failed(const std::string& account, schema::Instant now) {
  if (failures_.size() >= kAttemptedAccountsMax) forget_old(now);
  // Should even recent guesses fill it, whoever is guessed at next is not protected by it: the cost
  // of Argon2id still is.
  if (failures_.size() >= kAttemptedAccountsMax && !failures_.contains(account)) return;
  std::deque<schema::Instant>& times = failures_[account];
  times.push_back(now);
  if (times.size() > kFailedSignInsMax) times.pop_front();
}

void Attempts::succeeded(const std::string& account) { failures_.erase(account); }

void Attempts::forget_old(schema::Instant now) {
  std::erase_if(failures_, [&](const auto& entry) {
    return entry.second.back() <= now - kFailedSignInsWindow;
  });
}

}  // namespace accounts
