#pragma once

#include "schema/time.h"

namespace app {

/// The machine's own clock. Threads: any.
class SystemClock final : public schema::Clock {
 public:
  [[nodiscard]] schema::Instant now() const override;
};

}  // namespace app
