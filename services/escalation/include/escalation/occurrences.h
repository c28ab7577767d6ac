#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "escalation/status.h"

namespace escalation {

/// The records that count as reports of one occurrence together with that of the id (of any of its
/// versions), itself among them: each by its version that counts, in the order of the stream.
/// Nothing where it counts by itself, or the policy does not look at it.
[[nodiscard]] std::vector<std::string> reports_of_same(const Facts& facts, std::string_view id);

}  // namespace escalation
