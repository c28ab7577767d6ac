#include <algorithm>

#include "findings.h"

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

// Each span of a track, to `visit`; nothing is kept of them, since a track is gone through for
// each question.

template <class Visit>
void visit_lasting(const CompiledRule& rule, const Track& begins, std::span<const Entry> ends,
                   const Visit& visit) {
  auto end = ends.begin();
  for (auto begin = begins.entries.begin(); begin != begins.entries.end();) {
    // An end of the same day does not end it: of two reports that differ, the worse is believed.
    while (end != ends.end() && end->day <= begin->day) ++end;
    const DayNumber over = end == ends.end() ? kNever : end->day;
    const DayNumber start = begin->day + rule.days;
    if (start < over) visit(Span{start, day_before(over), &*begin});
    while (begin != begins.entries.end() && begin->day < over) ++begin;
  }
}

template <class Visit>
void visit_overdue(const CompiledRule& rule, const Track& track, const Visit& visit) {
  for (std::size_t i = 0; i < track.entries.size(); ++i) {
    const Entry& entry = track.entries[i];
    const DayNumber leave =
        rule.per_field ? std::min(entry.leave, replaced_on(track, i)) : entry.leave;
    if (entry.enter < leave) visit(Span{entry.enter, day_before(leave), &entry});
  }
}

template <class Visit>
void visit_absence(const CompiledRule& rule, const Track& track, const Visit& visit) {
  for (std::size_t i = 0; i < track.entries.size(); ++i) {
    const Entry& entry = track.entries[i];
    const DayNumber over = i + 1 < track.entries.size() ? track.entries[i + 1].day : kNever;
    const DayNumber start = entry.day + rule.days;
    if (start < over) visit(Span{start, day_before(over), &entry});
  }
}

template <class Visit>
void visit_spans(const CompiledRule& rule, const Track& track, std::span<const Entry> ends,
                 const Visit& visit) {
  switch (rule.kind) {
    case TestKind::kLasting:
      return visit_lasting(rule, track, ends, visit);
    case TestKind::kOverdue:
      return visit_overdue(rule, track, visit);
    case TestKind::kAbsence:
      return visit_absence(rule, track, visit);
    case TestKind::kCount:
    case TestKind::kNoted:
      return;
  }
}

/// Whether nobody has decided on it: the record came, or its time ran out, after the decision.
bool is_undecided(const CompiledRule& rule, const Known& known, const Span& span) {
  const bool knew = rule.kind == TestKind::kAbsence || known.knew(*span.cause);
  return !knew || !known.saw(span.start);
}

void tell(const CompiledRule& rule, const Track& track, std::span<const Entry> ends,
          const Known& known, DayNumber as_of, Outcome& outcome) {
  Finding live;
  live.rule = track.rule;
  live.group = track.group;
  Finding standing = live;
  bool stands = false;
  visit_spans(rule, track, ends, [&](const Span& span) {
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
  visit_spans(rule, track, ends, [&](const Span& span) {
    if (span.holds(standing.until)) standing.causes.push_back(*span.cause);
  });
  standing.standing = true;
  standing.undecided = true;
  outcome.findings.push_back(std::move(standing));
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
  tell(rule, begins, ends, known, as_of, outcome);
}

void overdue(const CompiledRule& rule, const Track& track, const Known& known, DayNumber as_of,
             Outcome& outcome) {
  tell(rule, track, {}, known, as_of, outcome);
}

void absence(const CompiledRule& rule, const Track& track, const Known& known, DayNumber as_of,
             Outcome& outcome) {
  tell(rule, track, {}, known, as_of, outcome);
}

Telling telling(const Facts::Inside& facts, const CompiledRule& rule, const Track& track,
                std::span<const Entry> ends, DayNumber day) {
  if (rule.kind == TestKind::kCount) return count_telling(facts, rule, track, ends, day);
  Telling found;
  DayNumber until = day;  // the last day of those spans that hold
  visit_spans(rule, track, ends, [&](const Span& span) {
    if (span.start > day) found.next = std::min(found.next, span.start);
    if (!span.holds(day)) return;
    found.tells = true;
    until = std::max(until, span.end);
  });
  if (found.tells) found.next = until == kNever ? kNever : until + 1;
  return found;
}

}  // namespace escalation
