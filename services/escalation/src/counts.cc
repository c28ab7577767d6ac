#include <algorithm>
#include <tuple>
#include <vector>

#include "escalation/status.h"
#include "facts.h"
#include "findings.h"
#include "tally.h"

namespace escalation {
namespace {

std::uint32_t concerns(const Facts::Inside& facts, const Track& track, DayNumber as_of) {
  Tally tally(facts);
  for (const Entry& entry : track.entries) {
    if (entry.enter <= as_of && as_of < entry.leave) tally.add(entry);
  }
  return tally.occurrences();
}

/// What is due, told once for each record and element, however many rules look at it.
using Due = std::tuple<std::uint32_t, std::uint16_t, DayNumber>;

void add_dues(const Facts::Inside& facts, const CompiledRule& rule, const Track& track,
              DayNumber as_of, std::vector<Due>& dues) {
  for (std::size_t i = 0; i < track.entries.size(); ++i) {
    const Entry& entry = track.entries[i];
    const Item& item = facts.items[entry.item];
    if (entry.day > as_of || item.due >= as_of || item.done <= as_of) continue;
    const bool replaced = rule.per_field && replaced_on(track, i) <= as_of;
    if (!replaced) dues.emplace_back(entry.version, item.element, item.due);
  }
}

}  // namespace

Counts counts(const Facts& facts, const CompiledPolicy& policy, Day as_of) {
  const Facts::Inside& inside = facts.inside();
  const CompiledPolicy::Inside& compiled = policy.inside();
  const DayNumber day = number_of(as_of);
  Counts counted;
  std::vector<Due> dues;
  for (const Track& track : inside.tracks) {
    if (track.rule == compiled.board()) counted.concerns_90_days += concerns(inside, track, day);
    const CompiledRule& rule = compiled.rules[track.rule];
    if (rule.kind == TestKind::kOverdue) add_dues(inside, rule, track, day, dues);
  }
  std::sort(dues.begin(), dues.end());
  dues.erase(std::unique(dues.begin(), dues.end()), dues.end());
  counted.overdue = static_cast<std::uint32_t>(dues.size());
  return counted;
}

}  // namespace escalation
