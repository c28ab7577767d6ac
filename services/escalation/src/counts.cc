#include <algorithm>
#include <chrono>
#include <tuple>
#include <vector>

#include "escalation/status.h"
#include "facts.h"
#include "findings.h"
#include "staying.h"
#include "tally.h"

namespace escalation {
namespace {

constexpr int kMonths = 12;      // of a year
constexpr int kMonthsTold = 24;  // two years
constexpr int kYear = 100;       // in yyyymm

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
  visit_staying(track, as_of, [&](std::size_t i, const Entry& entry) {
    const Item& item = facts.items[entry.item];
    const DayNumber replaced = rule.per_field ? replaced_on(track, i) : kNever;
    next.may_be(entry.day);
    next.may_be(item.due == kNever ? kNever : item.due + 1);
    next.may_be(item.done);
    next.may_be(replaced);
    if (entry.day > as_of || item.due >= as_of || replaced <= as_of) return;
    dues.emplace_back(entry.version, item.element, item.due);
  });
}

/// Not done, and not replaced by a later record of its group.
void add_actions(const Facts::Inside& facts, const CompiledRule& rule, const Track& track,
                 DayNumber as_of, Counts& counted) {
  visit_staying(track, as_of, [&](std::size_t i, const Entry& entry) {
    if (entry.day > as_of || (rule.per_field && replaced_on(track, i) <= as_of)) return;
    ++counted.open_actions;
    counted.overdue_actions += facts.items[entry.item].due < as_of ? 1 : 0;
  });
}

/// Months from the year 0 on.
int month_of(DayNumber day) {
  const std::chrono::year_month_day date(day_of(day));
  return static_cast<int>(date.year()) * kMonths + static_cast<int>(unsigned(date.month())) - 1;
}

/// An occurrence, the first month in which it was reported, and what it weighs.
struct Heard {
  std::uint32_t occurrence = kNone;  // kNone: nobody else reported it
  int month = 0;
  std::uint32_t weight = 0;
};

/// Brings the reports of each occurrence together.
void join_reports(std::vector<Heard>& heard) {
  std::sort(heard.begin(), heard.end(), [](const Heard& left, const Heard& right) {
    return std::tie(left.occurrence, left.month) < std::tie(right.occurrence, right.month);
  });
  std::size_t kept = 0;
  for (const Heard& one : heard) {
    const bool is_same =
        kept > 0 && one.occurrence != kNone && heard[kept - 1].occurrence == one.occurrence;
    if (is_same) {
      heard[kept - 1].weight = std::max(heard[kept - 1].weight, one.weight);
    } else {
      heard[kept++] = one;
    }
  }
  heard.resize(kept);
}

std::vector<Counts::Month> months(const Facts::Inside& facts, const CompiledPolicy::Inside& policy,
                                  const Track& track, DayNumber as_of) {
  const auto begin = track.entries.begin();
  const auto end = std::upper_bound(begin, track.entries.end(), as_of,
                                    [](DayNumber day, const Entry& one) { return day < one.day; });
  std::vector<Counts::Month> told;
  if (begin == end) return told;
  const int first = month_of((end - 1)->day) - kMonthsTold + 1;
  std::vector<Heard> heard;
  for (auto entry = end; entry != begin && month_of((entry - 1)->day) >= first; --entry) {
    const Version& version = facts.versions[(entry - 1)->version];
    heard.push_back({facts.occurrence_of(version), month_of((entry - 1)->day),
                     policy.weights[version.severity]});
  }
  join_reports(heard);
  std::sort(heard.begin(), heard.end(),
            [](const Heard& left, const Heard& right) { return left.month < right.month; });
  for (const Heard& one : heard) {
    const auto month =
        static_cast<std::uint32_t>(one.month / kMonths * kYear + one.month % kMonths + 1);
    if (told.empty() || told.back().month != month) told.push_back({.month = month});
    told.back().score += one.weight;
  }
  return told;
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
    if (track.rule == compiled.board()) {
      counted.concerns_90_days += concerns(inside, rule, track, day, next);
      counted.months = months(inside, compiled, track, day);
    }
    if (track.rule == compiled.actions) add_actions(inside, rule, track, day, counted);
    if (rule.kind == TestKind::kOverdue) add_dues(inside, rule, track, day, dues, next);
  }
  std::sort(dues.begin(), dues.end());
  dues.erase(std::unique(dues.begin(), dues.end()), dues.end());
  counted.overdue = static_cast<std::uint32_t>(dues.size());
  if (next.day() != kNever) counted.next_change = day_of(next.day());
  return counted;
}

}  // namespace escalation
