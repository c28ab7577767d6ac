#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace app {

/// Does the work numbered 0 to `count` - 1, in any order, by as many threads as there are
/// processors, this one among them; each works with what `worker()` returns. The work must not
/// throw.
template <class MakeWorker>
void side_by_side(std::size_t count, const MakeWorker& worker) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    auto one = worker();
    for (std::size_t at = next++; at < count; at = next++) one(at);
  };
  std::vector<std::jthread> others;
  const std::size_t threads = std::min<std::size_t>(std::thread::hardware_concurrency(), count);
  for (std::size_t number = 1; number < threads; ++number) others.emplace_back(work);
  work();
}

}  // namespace app
