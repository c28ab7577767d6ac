#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "escalation/policy.h"
#include "escalation/status.h"
#include "schema/time.h"

namespace escalation {

/// A record that a count rule looks at, by its version that counts.
struct Counted {
  Day day;
  std::uint64_t position = 0;     // of that version
  std::uint64_t occurrence = 0;   // reports of one occurrence share it
  std::optional<Day> open_until;  // as the rule names the field
};

/// Whatever the count rule of that id looks at, in any window, by day; a record once for each of
/// its themes where the rule counts by theme. Nothing for another rule.
[[nodiscard]] std::vector<Counted> counted(const Facts& facts, const CompiledPolicy& policy,
                                           std::string_view rule);

}  // namespace escalation
