#include <algorithm>

#include "findings.h"

namespace escalation {
namespace {

/// Days, both inclusive, on which a rule tells because of one record.
struct Span {
  DayNumber start;
  DayNumber end;  // kNever: still
  Entry cause;
  bool undecided;

  [[nodiscard]] bool holds(DayNumber day) const { return start <= day && day <= end; }
};

void tell(const Track& track, const std::vector<Span>& spans, DayNumber as_of, Outcome& outcome) {
  Finding live;
  live.rule = track.rule;
  live.group = track.group;
  Finding standing = live;
  bool stands = false;
  for (const Span& span : spans) {
    if (span.start > as_of) {
      outcome.next = std::min(outcome.next, span.start);
    } else if (span.holds(as_of)) {
      live.causes.push_back(span.cause);
      live.undecided = live.undecided || span.undecided;
      if (span.end != kNever) outcome.next = std::min(outcome.next, span.end + 1);
    } else if (span.undecided && (!stands || span.end > standing.until)) {
      stands = true;
      standing.until = span.end;
    }
  }
  const bool told = live.undecided;
  if (!live.causes.empty()) outcome.findings.push_back(std::move(live));
  if (!stands || told) return;
  for (const Span& span : spans) {
    if (span.holds(standing.until)) standing.causes.push_back(span.cause);
  }
  standing.standing = true;
  standing.undecided = true;
  outcome.findings.push_back(std::move(standing));
}

}  // namespace

void lasting(const CompiledRule& rule, const Track& begins, std::span<const Entry> ends,
             const Known& known, DayNumber as_of, Outcome& outcome) {
  std::vector<Span> spans;
  auto end = ends.begin();
  for (auto begin = begins.entries.begin(); begin != begins.entries.end();) {
    // An end of the same day does not end it: of two reports that differ, the worse is believed.
    while (end != ends.end() && end->day <= begin->day) ++end;
    const DayNumber over = end == ends.end() ? kNever : end->day;
    const DayNumber start = begin->day + rule.days;
    if (start < over) {
      const bool undecided = !known.knew(*begin) || !known.saw(start);
      spans.push_back({start, over == kNever ? kNever : over - 1, *begin, undecided});
    }
    while (begin != begins.entries.end() && begin->day < over) ++begin;
  }
  tell(begins, spans, as_of, outcome);
}

DayNumber replaced_on(const Track& track, std::size_t number) {
  const Entry& entry = track.entries[number];
  for (std::size_t i = number + 1; i < track.entries.size(); ++i) {
    const Entry& later = track.entries[i];
    if (later.day > entry.day || later.enter > entry.enter) return later.day;
  }
  return kNever;
}

void overdue(const CompiledRule& rule, const Track& track, const Known& known, DayNumber as_of,
             Outcome& outcome) {
  std::vector<Span> spans;
  for (std::size_t i = 0; i < track.entries.size(); ++i) {
    const Entry& entry = track.entries[i];
    const DayNumber leave =
        rule.per_field ? std::min(entry.leave, replaced_on(track, i)) : entry.leave;
    if (entry.enter >= leave) continue;
    const bool undecided = !known.knew(entry) || !known.saw(entry.enter);
    spans.push_back({entry.enter, leave == kNever ? kNever : leave - 1, entry, undecided});
  }
  tell(track, spans, as_of, outcome);
}

void absence(const CompiledRule& rule, const Track& track, const Known& known, DayNumber as_of,
             Outcome& outcome) {
  std::vector<Span> spans;
  for (std::size_t i = 0; i < track.entries.size(); ++i) {
    const Entry& entry = track.entries[i];
    const DayNumber over = i + 1 < track.entries.size() ? track.entries[i + 1].day : kNever;
    const DayNumber start = entry.day + rule.days;
    if (start >= over) continue;
    spans.push_back({start, over == kNever ? kNever : over - 1, entry, !known.saw(start)});
  }
  tell(track, spans, as_of, outcome);
}

}  // namespace escalation
