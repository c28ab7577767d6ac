#pragma once

#include "app/problem.h"
#include "eventstore/types.h"

namespace app {

/// Why the store refused, in words for the person who asked.
[[nodiscard]] Problem problem_of(const eventstore::AppendError& error);

}  // namespace app
