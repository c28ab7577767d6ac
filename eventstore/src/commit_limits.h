#pragma once

#include <optional>

#include "eventstore/types.h"

namespace eventstore {

/// The limit of types.h that a commit breaks, or nothing.
[[nodiscard]] std::optional<AppendError> over_limit(const Commit& commit);

}  // namespace eventstore
