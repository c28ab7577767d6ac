#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "compiled.h"
#include "facts.h"

namespace escalation {

/// A rule that tells on a day, of one group (a theme, a kind of insurance).
struct Finding {
  std::uint16_t rule = 0;
  std::uint32_t group = 0;
  bool standing = false;   // told no more by the day itself, but nobody has decided on it
  DayNumber until = 0;     // of a standing one: the last day on which it told
  bool undecided = false;  // a cause came, or the time ran out, after the last decision
  std::vector<Entry> causes;
};

/// What one track says on a day, and the first later day on which it says something else.
struct Outcome {
  std::vector<Finding> findings;
  DayNumber next = kNever;
};

/// The last decision in effect on the day, as far as rules need it.
struct Known {
  Decided decided;
  [[nodiscard]] bool knew(const Entry& entry) const {
    return decided.version != kNone && entry.since < decided.version && entry.day <= decided.taken;
  }
  /// Of a track's entries up to this one, all.
  [[nodiscard]] bool knew_all_to(const Entry& last) const {
    return decided.version != kNone && last.newest < decided.version && last.day <= decided.taken;
  }
  [[nodiscard]] bool saw(DayNumber began) const {
    return decided.version != kNone && began <= decided.taken;
  }
};

/// Whether a rule tells on a day by the day itself, of one track, and a later day before which that
/// does not change.
struct Telling {
  bool tells = false;
  DayNumber next = kNever;
};
/// `ends`: the entries of the same rule that end or reset.
[[nodiscard]] Telling telling(const Facts::Inside& facts, const CompiledRule& rule,
                              const Track& track, std::span<const Entry> ends, DayNumber day);
[[nodiscard]] Telling count_telling(const Facts::Inside& facts, const CompiledRule& rule,
                                    const Track& track, std::span<const Entry> resets,
                                    DayNumber day);
/// Count: what is in the window on the day; else the last day on which something nobody decided on
/// was.
void count(const Facts::Inside& facts, const CompiledRule& rule, const Track& track,
           std::span<const Entry> resets, const Known& known, DayNumber as_of, Outcome& outcome);

/// Lasting, Overdue and Absence: spans of days, each begun by a record and ended by another, or
/// not.
void lasting(const CompiledRule& rule, const Track& begins, std::span<const Entry> ends,
             const Known& known, DayNumber as_of, Outcome& outcome);
void overdue(const CompiledRule& rule, const Track& track, const Known& known, DayNumber as_of,
             Outcome& outcome);
/// The day on which a later record of the same group takes an entry's place (Overdue.per_field); of
/// two of one day, the one due later does.
[[nodiscard]] DayNumber replaced_on(const Track& track, std::size_t number);
void absence(const CompiledRule& rule, const Track& track, const Known& known, DayNumber as_of,
             Outcome& outcome);

}  // namespace escalation
