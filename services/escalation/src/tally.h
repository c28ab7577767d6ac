#pragma once

#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>

#include "facts.h"

namespace escalation {

/// How many different things are here, each perhaps several times. As large as what is here, and
/// not as what ever was.
class Distinct {
 public:
  void add(std::uint32_t thing) { ++times_[thing]; }
  void remove(std::uint32_t thing) {
    const auto at = times_.find(thing);
    if (at != times_.end() && --at->second == 0) times_.erase(at);
  }
  [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(times_.size()); }

 private:
  boost::unordered_flat_map<std::uint32_t, std::uint32_t> times_;
};

/// Distinct occurrences, people, sources and indicators of the entries now in a window. Entries
/// come and go at a few nanoseconds each, so that a whole history can be swept.
class Tally {
 public:
  /// Counts everything.
  explicit Tally(const Facts::Inside& facts) : facts_(facts) {}
  /// Counts what the rule asks for.
  Tally(const Facts::Inside& facts, const CompiledRule& rule)
      : facts_(facts),
        people_wanted_(rule.people > 0),
        sources_wanted_(rule.sources > 0),
        indicators_wanted_(rule.indicators > 0) {}

  void add(const Entry& entry) { move(entry, true); }
  void remove(const Entry& entry) { move(entry, false); }

  [[nodiscard]] bool fires(const CompiledRule& rule) const {
    return occurrences() >= rule.at_least && people() >= rule.people && sources() >= rule.sources &&
           indicators() >= rule.indicators;
  }
  [[nodiscard]] std::uint32_t occurrences() const { return alone_ + shared_.count(); }
  [[nodiscard]] std::uint32_t people() const { return people_.count(); }
  [[nodiscard]] std::uint32_t sources() const { return sources_.count(); }
  [[nodiscard]] std::uint32_t indicators() const { return distinct_indicators_; }

 private:
  void move(const Entry& entry, bool in);

  const Facts::Inside& facts_;
  bool people_wanted_ = true;
  bool sources_wanted_ = true;
  bool indicators_wanted_ = true;
  std::uint32_t alone_ = 0;  // occurrences that nobody else reported
  Distinct shared_, people_, sources_;
  std::array<std::uint32_t, 16> indicators_{};
  std::uint32_t distinct_indicators_ = 0;
};

}  // namespace escalation
