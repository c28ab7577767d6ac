#pragma once

#include "gwarchod/v1/policy.pb.h"
#include "place.h"

namespace escalation {

/// The longest window, duration or clock in calendar days: a hundred years.
inline constexpr unsigned kDaysMax = 36'500;

/// Whether the text can name a stage, rule or clock: [a-z0-9-], 1 to 60.
[[nodiscard]] bool is_id(const std::string& text);

/// Tells of a clock without one limit, or with one beyond reason.
void check_limit(const gwarchod::v1::Clock& clock, const Place& place, Faults& faults);

/// Everything about a policy that is not a rule: version, dates, stages, clocks, notices.
void check_frame(const gwarchod::v1::Policy& policy, const Place& place, Faults& faults);

}  // namespace escalation
