#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "escalation/policy.h"
#include "gwarchod/v1/envelope.pb.h"
#include "gwarchod/v1/views.pb.h"
#include "schema/packed.h"
#include "schema/time.h"

namespace escalation {

/// An event of a provider's stream, as the fold takes it in.
struct ProviderEvent {
  std::uint64_t position = 0;
  std::string_view id;
  const gwarchod::v1::Event* event = nullptr;
};

/// What the policy needs to remember of one provider's history. Copyable, cheap to move.
/// A record brought up to date (envelope.updates) counts as its latest version, on the day the
/// first gives; a corrected one (Correction.corrects) counts no more, and correcting the correction
/// restores it. Correcting the first version strikes out the whole record; a later one, only that
/// version, so that the one before it counts again. A date that is not exact counts as the last day
/// of its range (a month: its last day), so that no window closes before it certainly has; but
/// never as a day after we heard of it or wrote it down.
/// Facts folded by one policy answer that policy only: another policy means another fold.
/// Threads: none of its own; share it const.
class Facts {
 public:
  Facts();
  Facts(const Facts&);
  Facts(Facts&&) noexcept;
  Facts& operator=(const Facts&);
  Facts& operator=(Facts&&) noexcept;
  ~Facts();

  struct Inside;
  [[nodiscard]] const Inside& inside() const { return *inside_; }
  [[nodiscard]] Inside& inside() { return *inside_; }
  /// About how much memory they take.
  [[nodiscard]] std::size_t bytes() const;

 private:
  std::unique_ptr<Inside> inside_;
};

/// Takes one event in, in the order of the stream. Cannot fail; kinds the policy does not look at
/// cost one lookup; an event whose id was taken in before changes nothing.
void evolve(Facts& facts, const CompiledPolicy& policy, const ProviderEvent& event);

/// What the policy says of these facts on the day: a pure function. Records that happened after
/// `as_of` are not yet facts. The suggested stage is the highest among the rules that fire, and the
/// decided stage the last decided and in effect; neither lowers the other.
/// A suggestion nobody has decided on stands: a rule that fired on a record that came (was
/// recorded, or happened) after the last decision, or whose time ran out after it, is still told,
/// with its last day, after its window has rolled past (domain.md 1.2: nobody owns the sum; 2.3:
/// never lower a stage automatically). A rule that fires on what the decision knew is told while it
/// fires. `needs_decision`: such an undecided rule suggests a higher stage than the decided one.
/// `next_change`: until that day, and not on it, every field but as_of is the same if nothing is
/// recorded. Words of a reason never depend on the day they are asked for.
/// `provider` is left empty: the facts do not know whose they are.
/// Limits:  a provider of 10,000 records takes well under a millisecond.
[[nodiscard]] gwarchod::v1::Status status(const Facts& facts, const CompiledPolicy& policy,
                                          Day as_of);

/// Counts the board shows beside the stage.
struct Counts {
  std::uint32_t concerns_90_days = 0;
  std::uint32_t overdue = 0;
  std::uint32_t open_actions = 0;  // as Policy.actions says: not done, late or not
  std::uint32_t overdue_actions = 0;
  /// Of the two years up to the month of the latest concern, the months that had any, oldest first:
  /// each occurrence once, in the month of its first report, by the most serious of its reports.
  struct Month {
    std::uint32_t month = 0;  // yyyymm
    std::uint32_t score = 0;
  };
  std::vector<Month> months;
  /// Until that day all are the same if nothing is recorded; nothing: for ever.
  std::optional<Day> next_change;
};
[[nodiscard]] Counts counts(const Facts& facts, const CompiledPolicy& policy, Day as_of);

/// The number of the form that save() writes. Facts of another, or of another policy, are folded
/// anew from the events.
inline constexpr std::uint64_t kFactsForm = 5;
void save(const Facts& facts, schema::PackedWriter& to);
/// What save() wrote, by the policy they were folded by: fold, save, load, fold on is the same as
/// folding on. Nothing when the bytes are not of that form.
[[nodiscard]] std::optional<Facts> load(schema::PackedReader& from, const CompiledPolicy& policy);

}  // namespace escalation
