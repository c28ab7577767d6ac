#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "facts.h"

namespace escalation {

/// Distinct occurrences, people, sources and indicators of the entries now in a window. Entries
/// come and go at a few nanoseconds each, so that a whole history can be swept.
class Tally {
 public:
  explicit Tally(const Facts::Inside& facts) : facts_(facts) {}

  void add(const Entry& entry) { move(entry, true); }
  void remove(const Entry& entry) { move(entry, false); }

  [[nodiscard]] bool fires(const CompiledRule& rule) const {
    return distinct_occurrences_ >= rule.at_least && distinct_people_ >= rule.people &&
           distinct_sources_ >= rule.sources && distinct_indicators_ >= rule.indicators;
  }
  [[nodiscard]] std::uint32_t occurrences() const { return distinct_occurrences_; }
  [[nodiscard]] std::uint32_t people() const { return distinct_people_; }
  [[nodiscard]] std::uint32_t sources() const { return distinct_sources_; }
  [[nodiscard]] std::uint32_t indicators() const { return distinct_indicators_; }

 private:
  void move(const Entry& entry, bool in);

  const Facts::Inside& facts_;
  std::vector<std::uint32_t> occurrences_;  // made when the first is counted; as people_
  std::vector<std::uint32_t> people_;
  std::vector<std::uint32_t> sources_;
  std::array<std::uint32_t, 16> indicators_{};
  std::uint32_t distinct_occurrences_ = 0;
  std::uint32_t distinct_people_ = 0;
  std::uint32_t distinct_sources_ = 0;
  std::uint32_t distinct_indicators_ = 0;
};

}  // namespace escalation
