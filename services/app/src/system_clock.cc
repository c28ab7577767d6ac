#include "app/system_clock.h"

namespace app {

schema::Instant SystemClock::now() const {
  return std::chrono::time_point_cast<schema::Instant::duration>(std::chrono::system_clock::now());
}

}  // namespace app
