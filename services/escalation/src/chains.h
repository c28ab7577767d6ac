#pragma once

#include "compiled.h"
#include "facts.h"

namespace escalation {

/// Brings a record in line with its chain of versions, and occurrences with what was decided of
/// them.
void refresh(Facts::Inside& facts, const CompiledPolicy::Inside& policy, std::uint32_t first);

/// Brings a record's entries and decisions in line with its chain of versions: of the versions not
/// struck out the latest counts, on the day of the first. When the first is struck out, nothing
/// does: what brings a record up to date does not stand without it.
void restate(Facts::Inside& facts, const CompiledPolicy::Inside& policy, std::uint32_t first);

/// Adds (or takes back) one correction of a version, and follows corrections of corrections.
void strike(Facts::Inside& facts, const CompiledPolicy::Inside& policy, std::uint32_t version,
            bool on);

}  // namespace escalation
