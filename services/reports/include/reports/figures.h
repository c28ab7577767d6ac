#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "escalation/policy.h"
#include "escalation/status.h"
#include "gwarchod/v1/figures.pb.h"
#include "reports/months.h"
#include "schema/schema.h"
#include "schema/time.h"

/// Figures for the sub-group, over all providers: pure functions of their streams, a policy and a
/// day. What is a concern, what corrects it, brings it up to date and tells of the same occurrence,
/// is for escalation to say.
namespace reports {

using schema::Day;

/// Figures go back so many months, the present one among them.
inline constexpr Month kMonthsMax = 36;

/// A policy made ready to count by. What counts as a concern is what the policy says; how long an
/// acknowledgement may be waited for, and what is one, its clock "acknowledge-complaint".
class Counting {
 public:
  /// The schema outlives it.
  Counting(const gwarchod::v1::Policy& policy, const schema::Schema& schema);

  /// It suggests nothing: its rules are what is counted.
  [[nodiscard]] const escalation::CompiledPolicy& policy() const { return policy_; }
  /// Of a kind of record; STRAND_UNSPECIFIED of one that the schema does not know.
  [[nodiscard]] int strand_of(const std::string& kind) const;
  /// The number of the stage in the policy; nothing when it has none of that id.
  [[nodiscard]] std::optional<int> stage_number(std::string_view id) const;

 private:
  const schema::Schema& schema_;
  escalation::CompiledPolicy policy_;
};

/// Concerns of one month: occurrences, each on the day of its earliest report.
struct MonthCount {
  Month month = 0;
  int value = 0;  // of Strand, or of Theme; 0: none was said
  std::uint32_t count = 0;
  bool operator==(const MonthCount&) const = default;
};

/// Something that began in a month, and how many days it took.
struct Waited {
  Month month = 0;
  std::optional<std::int32_t> days;  // nothing: it has not ended
  bool operator==(const Waited&) const = default;
};

/// What one provider adds to the figures.
struct Share {
  struct StageOn {
    Month month = 0;
    int stage = 0;  // as the policy numbers it
    bool operator==(const StageOn&) const = default;
  };
  std::vector<StageOn> stages;  // decided at the end of each month, from registration on
  std::vector<MonthCount> strands;
  std::vector<MonthCount> themes;
  std::vector<Waited> acknowledged;
  /// From the day on which a stage above the decided one was suggested to the decision on one so
  /// high. A suggestion that was taken back with nothing decided is left out; one that somebody
  /// decided against has not ended.
  std::vector<Waited> decided;
  bool operator==(const Share&) const = default;
};

/// Of a provider's whole stream. What happened after the day is not yet so.
/// Limits:  about as long as reading and folding the stream takes, some microseconds an event.
[[nodiscard]] Share share_of(std::span<const escalation::ProviderEvent> stream,
                             const Counting& counting, Day as_of);

/// The sum of all, whatever their order.
[[nodiscard]] gwarchod::v1::Figures figures_of(std::span<const Share> shares,
                                               const Counting& counting, Day as_of);

}  // namespace reports
