#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "escalation/learned.h"
#include "escalation/policy.h"

namespace escalation {

/// From this day on a policy suggests this, by these rules, until the next turn.
struct Turn {
  Day day;
  std::size_t stage = 0;             // number in policy().stages: the highest that a rule suggests
  std::vector<std::uint16_t> rules;  // those that tell, as numbers in policy().rules, ascending
  /// The last event of the day that changed what is suggested; none: the passing of time did.
  std::optional<std::uint64_t> position;
};

/// What a policy would have suggested over one provider's history, day by day, by what was known on
/// each. It equals status() of the facts known by the end of the day, the reasons that only stand
/// because nobody decided on them left out: here the suggestion goes up and comes down again.
/// An event looks again only at what it touched, and a day's passing only at what has changed by
/// it. Threads: none of its own. The policy outlives it.
class Sweep {
 public:
  explicit Sweep(const CompiledPolicy& policy);
  Sweep(Sweep&&) noexcept;
  Sweep& operator=(Sweep&&) noexcept;
  ~Sweep();

  /// Takes in an event that became known on the day; a day before that of the event before counts
  /// as that day.
  void learn(const ProviderEvent& event, Day day);
  /// Passes time to the end of the last day and gives every turn up to it. The first is of the
  /// first day on which anything but the first stage without any rule was suggested. The sweep is
  /// over.
  [[nodiscard]] std::vector<Turn> finish(Day last);

  /// The facts as known by now.
  [[nodiscard]] const Facts& facts() const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

/// The same of a whole history, in the order in which it became known; what became known after
/// `last` is left out.
[[nodiscard]] std::vector<Turn> sweep(const CompiledPolicy& policy,
                                      std::span<const Learned> history, Day last);

/// A decision on the stage.
struct StageTaken {
  Day day;  // of the meeting
  std::string stage;
  std::uint64_t position = 0;
};
/// Those that stand, in the order in which they take effect.
[[nodiscard]] std::vector<StageTaken> decisions(const Facts& facts);

}  // namespace escalation
