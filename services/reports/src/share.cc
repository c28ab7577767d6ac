#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "deciding.h"
#include "escalation/counted.h"
#include "escalation/course.h"
#include "reports/figures.h"
#include "rules.h"

namespace reports {
namespace {

using escalation::Counted;
using escalation::Facts;
using escalation::ProviderEvent;
using Stream = std::span<const ProviderEvent>;  // in the order of positions

/// The months that figures are of, on a day.
struct Span {
  explicit Span(Day day) : as_of(day), last(month_of(day)), first(last - kMonthsMax + 1) {}
  Day as_of;
  Month last;
  Month first;

  [[nodiscard]] bool holds(Day day) const { return day <= as_of && month_of(day) >= first; }
};

/// Each occurrence once, on the day of its earliest report.
using Occurrences = std::map<std::uint64_t, Day>;
void note(Occurrences& occurrences, const Counted& one) {
  const auto [at, added] = occurrences.try_emplace(one.occurrence, one.day);
  if (!added) at->second = std::min(at->second, one.day);
}

using ByValue = std::map<int, Occurrences>;
std::vector<MonthCount> by_month(const ByValue& concerns, const Span& span) {
  std::map<std::pair<Month, int>, std::uint32_t> sums;
  for (const auto& [value, occurrences] : concerns) {
    for (const auto& [occurrence, day] : occurrences) {
      if (span.holds(day)) ++sums[{month_of(day), value}];
    }
  }
  std::vector<MonthCount> counts;
  counts.reserve(sums.size());
  for (const auto& [at, count] : sums) counts.push_back({at.first, at.second, count});
  return counts;
}

/// Those of an occurrence's reports together; where none of them says any, it has none.
void add_concerns(Stream stream, const Facts& facts, const Counting& counting, const Span& span,
                  Share& share) {
  ByValue strands;
  ByValue themes;
  Occurrences unthemed;
  std::set<std::uint64_t> themed;
  for (const Counted& one : escalation::counted(facts, counting.policy(), kConcernsRule)) {
    const auto event = std::ranges::lower_bound(stream, one.position, {}, &ProviderEvent::position);
    if (one.day > span.as_of || event == stream.end()) continue;
    note(strands[counting.strand_of(event->event->kind())], one);
    note(unthemed, one);
    for (const int theme : event->event->envelope().themes()) {
      if (theme == gwarchod::v1::THEME_UNSPECIFIED) continue;
      note(themes[theme], one);
      themed.insert(one.occurrence);
    }
  }
  std::erase_if(unthemed, [&](const auto& one) { return themed.contains(one.first); });
  themes[gwarchod::v1::THEME_UNSPECIFIED] = std::move(unthemed);
  share.strands = by_month(strands, span);
  share.themes = by_month(themes, span);
}

void add_stages(const std::vector<escalation::StageFrom>& course, const Counting& counting,
                const Span& span, Share& share) {
  auto next = course.begin();
  std::optional<int> stage;
  for (Month month = span.first; month <= span.last; ++month) {
    const Day end = std::min(last_day_of(month), span.as_of);
    for (; next != course.end() && next->day <= end; ++next) {
      stage = counting.stage_number(next->stage.id());
    }
    if (stage) share.stages.push_back({month, *stage});
  }
}

/// Each complaint by itself: two about one occurrence are two to acknowledge.
void add_acknowledged(const Facts& facts, const Counting& counting, const Span& span,
                      Share& share) {
  for (const Counted& one : escalation::counted(facts, counting.policy(), kAcknowledgedRule)) {
    if (!span.holds(one.day)) continue;
    Waited waited{.month = month_of(one.day)};
    if (one.open_until && *one.open_until <= span.as_of) {
      waited.days = std::max(0, static_cast<int>((*one.open_until - one.day).count()));
    }
    share.acknowledged.push_back(waited);
  }
}

}  // namespace

Share share_of(std::span<const ProviderEvent> stream, const Counting& counting, Day as_of) {
  const Span span(as_of);
  const escalation::CompiledPolicy& policy = counting.policy();
  Facts facts;
  for (const auto& event : stream) escalation::evolve(facts, policy, event);

  Share share;
  add_concerns(stream, facts, counting, span, share);
  if (const auto first = escalation::registered_on(stream); first && *first <= as_of) {
    add_stages(escalation::decided_course(facts, policy, *first, as_of), counting, span, share);
  }
  add_acknowledged(facts, counting, span, share);
  for (const Undecided& one : undecided(stream, facts, policy, as_of)) {
    if (!span.holds(one.suggested)) continue;
    Waited waited{.month = month_of(one.suggested)};
    if (one.decided) {
      waited.days = std::max(0, static_cast<int>((*one.decided - one.suggested).count()));
    }
    share.decided.push_back(waited);
  }
  return share;
}

}  // namespace reports
