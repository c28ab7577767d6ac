#pragma once

#include <atomic>
#include <boost/asio/thread_pool.hpp>
#include <cstddef>
#include <functional>

#include "run_work.h"

namespace web {

/// The threads beside the sockets' own: some for the tracker, one for hashing passwords, each with
/// a bounded queue.
class Workers {
 public:
  Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  /// join().
  ~Workers();

  /// `work` must not throw. Runs::kHere is run before this returns. Threads: any.
  [[nodiscard]] bool run(Runs where, std::function<void()> work);
  /// Waits for what was given so far; nothing is taken after.
  void join();

 private:
  struct Pool {
    explicit Pool(std::size_t threads, std::size_t most) : pool(threads), waiting_max(most) {}
    boost::asio::thread_pool pool;
    std::size_t waiting_max;
    std::atomic<std::size_t> waiting = 0;
  };
  static bool post(Pool& pool, std::function<void()> work);

  Pool tracker_;
  Pool sign_in_;
};

}  // namespace web
