#include <algorithm>
#include <tuple>
#include <vector>

#include "escalation/status.h"
#include "facts.h"
#include "findings.h"
#include "next.h"
#include "tally.h"

namespace escalation {
namespace {

/// Entries are ordered by day: those of an earlier window have left it.
std::uint32_t concerns(const Facts::Inside& facts, const CompiledRule& rule, const Track& track,
                       DayNumber as_of, Next& next) {
  Tally tally(facts);
  auto entry =
      std::lower_bound(track.entries.begin(), track.entries.end(), as_of - rule.window_days - 1,
                       [](const Entry& one, DayNumber day) { return one.day < day; });
  for (; entry != track.entries.end(); ++entry) {
    if (entry->enter <= as_of && as_of < entry->leave) tally.add(*entry);
    next.may_be(entry->enter);
    next.may_be(entry->leave);
  }
  return tally.occurrences();
}

/// What is due, told once for each record and element, however many rules look at it.
using Due = std::tuple<std::uint32_t, std::uint16_t, DayNumber>;

void add_dues(const Facts::Inside& facts, const CompiledRule& rule, const Track& track,
              DayNumber as_of, std::vector<Due>& dues, Next& next) {
  for (std::size_t i = 0; i < track.entries.size(); ++i) {
    const Entry& entry = track.entries[i];
    const Item& item = facts.items[entry.item];
    if (item.done <= as_of) continue;
    const DayNumber replaced = rule.per_field ? replaced_on(track, i) : kNever;
    next.may_be(entry.day);
    next.may_be(item.due == kNever ? kNever : item.due + 1);
    next.may_be(item.done);
    next.may_be(replaced);
    if (entry.day > as_of || item.due >= as_of || replaced <= as_of) continue;
    dues.emplace_back(entry.version, item.element, item.due);
  }
}

}  // namespace

Counts counts(const Facts& facts, const CompiledPolicy& policy, Day as_of) {
  const Facts::Inside& inside = facts.inside();
  const CompiledPolicy::Inside& compiled = policy.inside();
  const DayNumber day = number_of(as_of);
  Counts counted;
  Next next(day);
  std::vector<Due> dues;
  for (const Track& track : inside.tracks) {
    const CompiledRule& rule = compiled.rules[track.rule];
    if (track.rule == compiled.board())
      counted.concerns_90_days += concerns(inside, rule, track, day, next);
    if (rule.kind == TestKind::kOverdue) add_dues(inside, rule, track, day, dues, next);
  }
  std::sort(dues.begin(), dues.end());
  dues.erase(std::unique(dues.begin(), dues.end()), dues.end());
  counted.overdue = static_cast<std::uint32_t>(dues.size());
  if (next.day() != kNever) counted.next_change = day_of(next.day());
  return counted;
}

}  // namespace escalation
