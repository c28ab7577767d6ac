#include "workers.h"

#include <boost/asio/post.hpp>
#include <utility>

#include "edge_limits.h"

namespace web {

Workers::Workers() : tracker_(kTrackerThreads, kTrackerQueueMax), sign_in_(1, kSignInQueueMax) {}

Workers::~Workers() { join(); }

bool Workers::run(Runs where, std::function<void()> work) {
  switch (where) {
    case Runs::kHere:
      work();
      return true;
    case Runs::kTracker:
      return post(tracker_, std::move(work));
    case Runs::kSignIn:
      return post(sign_in_, std::move(work));
  }
  return false;
}

bool Workers::post(Pool& pool, std::function<void()> work) {
  if (pool.waiting.fetch_add(1) >= pool.waiting_max) {
    pool.waiting.fetch_sub(1);
    return false;
  }
  boost::asio::post(pool.pool, [&pool, work = std::move(work)] {
    work();
    pool.waiting.fetch_sub(1);
  });
  return true;
}

void Workers::join() {
  tracker_.pool.join();
  sign_in_.pool.join();
}

}  // namespace web
