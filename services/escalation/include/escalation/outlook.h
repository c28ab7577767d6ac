#pragma once

#include <optional>
#include <vector>

#include "escalation/policy.h"
#include "escalation/status.h"
#include "gwarchod/v1/views.pb.h"
#include "schema/time.h"

/// What the policy says of a provider besides its stage: pure functions of facts, policy and day,
/// for one provider that is looked at; the board takes of it only what `Beside` holds.
namespace escalation {

/// Every clock that runs on the day, or ran out and nobody stopped, the most overdue first. A clock
/// of a stage runs while that stage is decided; one that was paused and not resumed has no `due`.
/// Source of the limits: the policy; working days: Calendar.
/// `provider`, `provider_name` and `recorded_by` of a stage nobody decided are left empty.
[[nodiscard]] std::vector<gwarchod::v1::Deadline> deadlines(const Facts& facts,
                                                            const CompiledPolicy& policy,
                                                            Day as_of);

/// Flags raised on the day that a reader of that clearance may see, as the policy orders them.
[[nodiscard]] std::vector<gwarchod::v1::RaisedFlag> flags(const Facts& facts,
                                                          const CompiledPolicy& policy, Day as_of,
                                                          gwarchod::v1::Class clearance);

/// The exit tests of the stage decided on the day: each met, unmet, or for people to judge; with
/// the records that meet it or stand in its way.
[[nodiscard]] std::vector<gwarchod::v1::ExitShown> exits(const Facts& facts,
                                                         const CompiledPolicy& policy, Day as_of);

/// Rules that do not tell on the day but nearly: one more record would do it, or the passing of
/// time will within NearWords.days. Those of a stage above the decided one, soonest first.
[[nodiscard]] std::vector<gwarchod::v1::Near> near(const Facts& facts, const CompiledPolicy& policy,
                                                   Day as_of);

/// All of the above, added to a status of the same facts, policy and day; and, in its reasons, who
/// reported an occurrence that several did.
void add_outlook(const Facts& facts, const CompiledPolicy& policy, Day as_of,
                 gwarchod::v1::Class clearance, gwarchod::v1::Status& status);

/// What the board holds of it.
struct Beside {
  std::uint32_t overdue = 0;                    // clocks that ran out
  std::optional<Day> next_due;                  // the earliest of those that run or ran out
  std::optional<Day> review_on;                 // when the stage must next be reviewed
  std::optional<Day> last_review_on;            // the last meeting or decision that looked at it
  std::vector<gwarchod::v1::RaisedFlag> flags;  // that everyone who sees the board may see
  /// Until that day it is the same if nothing is recorded; nothing: for ever.
  std::optional<Day> next_change;
};
[[nodiscard]] Beside beside(const Facts& facts, const CompiledPolicy& policy, Day as_of);

}  // namespace escalation
