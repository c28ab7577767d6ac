#pragma once

#include <string>
#include <vector>

#include "services/escalation/support/history.h"

/// What people decide of occurrences.
namespace spec {

[[nodiscard]] Record merge_of(const std::vector<std::string>& ids);
[[nodiscard]] Record split_of(const std::string& id);

}  // namespace spec
