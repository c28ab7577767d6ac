#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "findings.h"
#include "staying.h"

namespace escalation {
namespace {

/// Days, both inclusive, on which a rule tells because of one record.
struct Span {
  DayNumber start;
  DayNumber end;  // kNever: still
  const Entry* cause;

  [[nodiscard]] bool holds(DayNumber day) const { return start <= day && day <= end; }
};

DayNumber day_before(DayNumber day) { return day == kNever ? kNever : day - 1; }

/// The spans of Lasting and Absence follow one another. Each has a number, in the order of time,
/// and is found by it, so that what is told on a day is looked for near that day.
class Following {
 public:
  Following(const CompiledRule& rule, const Track& track, std::span<const Entry> ends)
      : rule_(rule), entries_(track.entries), ends_(ends) {}

  /// Numbers begin at 0; some have no span.
  [[nodiscard]] std::size_t count() const {
    return rule_.kind == TestKind::kAbsence ? entries_.size() : ends_.size() + 1;
  }
  /// This one and all after it start after the day; of those before, only the last can hold then.
  [[nodiscard]] std::size_t after(DayNumber day) const {
    if (rule_.kind == TestKind::kAbsence) return up_to(entries_, day);
    return up_to(ends_, day) + 1;
  }
  [[nodiscard]] std::optional<Span> at(std::size_t number) const {
    const Entry* begin = begin_of(number);
    if (begin == nullptr) return std::nullopt;
    const DayNumber start = begin->day + rule_.days;
    const DayNumber over = over_of(number);
    if (start >= over) return std::nullopt;
    return Span{start, day_before(over), begin};
  }
  /// Whether the decision knew of this one and of all before it.
  [[nodiscard]] bool known_up_to(std::size_t number, const Known& known) const {
    const Entry* begin = begin_of(number);
    if (begin == nullptr || !known.saw(begin->day + rule_.days)) return false;
    return rule_.kind == TestKind::kAbsence || known.knew_all_to(*begin);
  }

 private:
  [[nodiscard]] static std::size_t up_to(std::span<const Entry> entries, DayNumber day) {
    const auto at = std::upper_bound(entries.begin(), entries.end(), day,
                                     [](DayNumber d, const Entry& entry) { return d < entry.day; });
    return static_cast<std::size_t>(at - entries.begin());
  }
  /// The record that begins it; of Lasting the first since the end before. An end of the same day
  /// does not end it: of two reports that differ, the worse is believed.
  [[nodiscard]] const Entry* begin_of(std::size_t number) const {
    if (rule_.kind == TestKind::kAbsence) return &entries_[number];
    const auto at =
        number == 0
            ? entries_.begin()
            : std::lower_bound(entries_.begin(), entries_.end(), ends_[number - 1].day,
                               [](const Entry& entry, DayNumber d) { return entry.day < d; });
    return at == entries_.end() || at->day >= over_of(number) ? nullptr : &*at;
  }
  [[nodiscard]] DayNumber over_of(std::size_t number) const {
    if (rule_.kind != TestKind::kAbsence) return number < ends_.size() ? ends_[number].day : kNever;
    return number + 1 < entries_.size() ? entries_[number + 1].day : kNever;
  }

  const CompiledRule& rule_;
  std::span<const Entry> entries_;
  std::span<const Entry> ends_;
};

/// The span's cause and every other record of the same day that says the same: which of them was
/// recorded first does not matter.
std::vector<Entry> causes_of(const Track& track, const Span& span) {
  const auto [from, to] =
      std::equal_range(track.entries.begin(), track.entries.end(), *span.cause,
                       [](const Entry& left, const Entry& right) { return left.day < right.day; });
  return {from, to};
}

/// The first day after `day` on which one of them starts.
DayNumber next_start(const Following& spans, DayNumber day) {
  const std::size_t after = spans.after(day);
  const auto last = after == 0 ? std::nullopt : spans.at(after - 1);
  if (last && last->start > day) return last->start;
  for (std::size_t number = after; number < spans.count(); ++number) {
    if (const auto span = spans.at(number)) return span->start;
  }
  return kNever;
}

/// Whether nobody has decided on it: the record came, or its time ran out, after the decision.
bool is_undecided(const CompiledRule& rule, const Known& known, const Span& span) {
  const bool knew = rule.kind == TestKind::kAbsence || known.knew(*span.cause);
  return !knew || !known.saw(span.start);
}

Finding finding_of(const Track& track) {
  Finding finding;
  finding.rule = track.rule;
  finding.group = track.group;
  return finding;
}

void follow(const CompiledRule& rule, const Track& track, std::span<const Entry> ends,
            const Known& known, DayNumber as_of, Outcome& outcome) {
  const Following spans(rule, track, ends);
  bool lives = false;
  for (std::size_t number = spans.after(as_of); number-- > 0;) {
    const auto span = spans.at(number);
    if (span && span->start <= as_of) {
      const bool undecided = is_undecided(rule, known, *span);
      if (span->holds(as_of)) {
        lives = true;
        Finding live = finding_of(track);
        live.causes = causes_of(track, *span);
        live.undecided = undecided;
        outcome.findings.push_back(std::move(live));
        if (span->end != kNever) outcome.next = std::min(outcome.next, span->end + 1);
        if (undecided) break;
      } else if (undecided) {
        Finding standing = finding_of(track);
        standing.until = span->end;
        standing.standing = true;
        standing.undecided = true;
        standing.causes = causes_of(track, *span);
        outcome.findings.push_back(std::move(standing));
        break;
      }
    }
    if (spans.known_up_to(number, known)) break;
  }
  if (!lives) outcome.next = std::min(outcome.next, next_start(spans, as_of));
}

template <class Skips, class Visit>
void visit_overdue(const CompiledRule& rule, const Track& track, const Skips& skips,
                   const Visit& visit) {
  visit_entries(track, skips, [&](std::size_t i, const Entry& entry) {
    const DayNumber leave =
        rule.per_field ? std::min(entry.leave, replaced_on(track, i)) : entry.leave;
    if (entry.enter < leave) visit(Span{entry.enter, day_before(leave), &entry});
  });
}

/// Skips what has left by the day.
auto left_by(DayNumber day) {
  return [day](DayNumber left, const Entry&, const Entry&) { return left <= day; };
}

}  // namespace

DayNumber replaced_on(const Track& track, std::size_t number) {
  const Entry& entry = track.entries[number];
  for (std::size_t i = number + 1; i < track.entries.size(); ++i) {
    const Entry& later = track.entries[i];
    if (later.day > entry.day || later.enter > entry.enter) return later.day;
  }
  return kNever;
}

void lasting(const CompiledRule& rule, const Track& begins, std::span<const Entry> ends,
             const Known& known, DayNumber as_of, Outcome& outcome) {
  follow(rule, begins, ends, known, as_of, outcome);
}

void absence(const CompiledRule& rule, const Track& track, const Known& known, DayNumber as_of,
             Outcome& outcome) {
  follow(rule, track, {}, known, as_of, outcome);
}

void overdue(const CompiledRule& rule, const Track& track, const Known& known, DayNumber as_of,
             Outcome& outcome) {
  Finding live = finding_of(track);
  Finding standing = live;
  bool stands = false;
  // What had left when the last decision was taken, and was known by then, is told no more.
  const DayNumber over = std::min(as_of, known.decided.taken);
  const auto is_settled = [&](DayNumber left, const Entry&, const Entry& last) {
    return left <= over && known.knew_all_to(last);
  };
  visit_overdue(rule, track, is_settled, [&](const Span& span) {
    if (span.start > as_of) {
      outcome.next = std::min(outcome.next, span.start);
    } else if (span.holds(as_of)) {
      live.causes.push_back(*span.cause);
      live.undecided = live.undecided || is_undecided(rule, known, span);
      if (span.end != kNever) outcome.next = std::min(outcome.next, span.end + 1);
    } else if ((!stands || span.end > standing.until) && is_undecided(rule, known, span)) {
      stands = true;
      standing.until = span.end;
    }
  });
  const bool told = live.undecided;
  if (!live.causes.empty()) outcome.findings.push_back(std::move(live));
  if (!stands || told) return;
  visit_overdue(rule, track, left_by(standing.until), [&](const Span& span) {
    if (span.holds(standing.until)) standing.causes.push_back(*span.cause);
  });
  standing.standing = true;
  standing.undecided = true;
  outcome.findings.push_back(std::move(standing));
}

Telling telling(const Facts::Inside& facts, const CompiledRule& rule, const Track& track,
                std::span<const Entry> ends, DayNumber day) {
  if (rule.kind == TestKind::kCount) return count_telling(facts, rule, track, ends, day);
  Telling found;
  if (rule.kind != TestKind::kOverdue) {
    const Following spans(rule, track, ends);
    const std::size_t after = spans.after(day);
    const auto last = after == 0 ? std::nullopt : spans.at(after - 1);
    found.tells = last && last->holds(day);
    found.next = !found.tells          ? next_start(spans, day)
                 : last->end == kNever ? kNever
                                       : last->end + 1;
    return found;
  }
  DayNumber until = day;  // the last day of those spans that hold
  visit_overdue(rule, track, left_by(day), [&](const Span& span) {
    if (span.start > day) found.next = std::min(found.next, span.start);
    if (!span.holds(day)) return;
    found.tells = true;
    until = std::max(until, span.end);
  });
  if (found.tells) found.next = until == kNever ? kNever : until + 1;
  return found;
}

}  // namespace escalation
