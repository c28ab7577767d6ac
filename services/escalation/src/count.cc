#include <algorithm>
#include <tuple>

#include "findings.h"
#include "tally.h"

namespace escalation {
namespace {

/// An entry and the days on which it is in the window: from `enter` to the day before `leave`.
struct Stay {
  DayNumber enter;
  DayNumber leave;
  const Entry* entry;
};

bool leaves_before(const Stay& a, const Stay& b) {
  return std::tuple(a.leave, a.entry) < std::tuple(b.leave, b.entry);
}

DayNumber reset_after(std::span<const Entry> resets, DayNumber day) {
  const auto at = std::upper_bound(resets.begin(), resets.end(), day,
                                   [](DayNumber d, const Entry& reset) { return d < reset.day; });
  return at == resets.end() ? kNever : at->day;
}

std::vector<Stay> stays_of(const Track& track, std::span<const Entry> resets) {
  std::vector<Stay> stays;
  stays.reserve(track.entries.size());
  for (const Entry& entry : track.entries) {
    const DayNumber leave = std::min(entry.leave, reset_after(resets, entry.enter));
    if (entry.enter < leave) stays.push_back({entry.enter, leave, &entry});
  }
  return stays;
}

/// One rule over one track. `stays_` is ordered by enter, `leaving_` the same by leave.
/// A window only shrinks between two entries, so it is enough to look on the days something enters.
class Sweep {
 public:
  Sweep(const Facts::Inside& facts, const CompiledRule& rule, const Track& track,
        std::span<const Entry> resets, const Known& known)
      : facts_(facts),
        rule_(rule),
        known_(known),
        stays_(stays_of(track, resets)),
        leaving_(stays_) {
    if (rule.leaves_in_order) return;
    std::sort(leaving_.begin(), leaving_.end(), leaves_before);
  }

  void look(DayNumber as_of, Finding of, Outcome& outcome) const {
    const std::vector<Stay> now = present(as_of);
    Tally tally(facts_);
    for (const Stay& stay : now) tally.add(*stay.entry);
    const bool live = !now.empty() && tally.fires(rule_);
    bool undecided = false;
    if (live) {
      undecided = std::any_of(now.begin(), now.end(),
                              [&](const Stay& s) { return !known_.knew(*s.entry); });
      Finding finding = of;
      finding.undecided = undecided;
      for (const Stay& stay : now) finding.causes.push_back(*stay.entry);
      outcome.findings.push_back(std::move(finding));
    }
    if (!undecided) look_back(as_of, of, outcome);
    outcome.next =
        std::min(outcome.next, live ? next_coming_or_going(as_of, now) : next_firing(as_of, now));
  }

 private:
  [[nodiscard]] std::vector<Stay> present(DayNumber day) const {
    std::vector<Stay> now;
    for (auto stay = after(day); stay != stays_.begin();) {
      --stay;
      if (day < stay->leave) now.push_back(*stay);
      if (stay->enter + rule_.window_days < day) break;  // and every earlier one has left
    }
    std::reverse(now.begin(), now.end());
    return now;
  }

  /// The first that enters after the day.
  [[nodiscard]] std::vector<Stay>::const_iterator after(DayNumber day) const {
    return std::upper_bound(stays_.begin(), stays_.end(), day,
                            [](DayNumber d, const Stay& stay) { return d < stay.enter; });
  }

  /// From `as_of` back to the last day on which the rule told something that nobody decided on.
  void look_back(DayNumber as_of, Finding finding, Outcome& outcome) const {
    if (std::all_of(stays_.begin(), stays_.end(),
                    [&](const Stay& s) { return known_.knew(*s.entry); })) {
      return;
    }
    Tally tally(facts_);
    std::size_t unknown = 0;
    const auto move = [&](const Stay& stay, bool in) {
      in ? tally.add(*stay.entry) : tally.remove(*stay.entry);
      if (!known_.knew(*stay.entry)) in ? ++unknown : --unknown;
    };
    auto enters = after(as_of);
    auto leaves = std::upper_bound(leaving_.begin(), leaving_.end(), as_of,
                                   [](DayNumber d, const Stay& stay) { return d < stay.leave; });
    for (const Stay& stay : present(as_of)) move(stay, true);
    while (enters != stays_.begin()) {
      const DayNumber day = (enters - 1)->enter;
      while (leaves != leaving_.begin() && (leaves - 1)->leave > day) move(*--leaves, true);
      if (unknown > 0 && tally.fires(rule_))
        return stand(day, std::move(finding), tally, unknown, outcome);
      while (enters != stays_.begin() && (enters - 1)->enter == day) move(*--enters, false);
    }
  }

  /// From `day`, on which it told, on to the last day on which it still did.
  void stand(DayNumber day, Finding finding, Tally& tally, std::size_t unknown,
             Outcome& outcome) const {
    std::vector<Stay> left = present(day);
    std::sort(left.begin(), left.end(), leaves_before);
    std::size_t gone = 0;
    while (unknown > 0 && tally.fires(rule_)) {
      finding.until = left[gone].leave - 1;
      finding.causes.clear();
      for (std::size_t i = gone; i < left.size(); ++i) finding.causes.push_back(*left[i].entry);
      for (const DayNumber leave = left[gone].leave;
           gone < left.size() && left[gone].leave == leave; ++gone) {
        tally.remove(*left[gone].entry);
        if (!known_.knew(*left[gone].entry)) --unknown;
      }
    }
    finding.standing = true;
    finding.undecided = true;
    outcome.findings.push_back(std::move(finding));
  }

  /// While a rule tells, each record that comes or goes changes what it tells.
  [[nodiscard]] DayNumber next_coming_or_going(DayNumber as_of,
                                               const std::vector<Stay>& now) const {
    const auto enters = after(as_of);
    DayNumber next = enters == stays_.end() ? kNever : enters->enter;
    for (const Stay& stay : now) next = std::min(next, stay.leave);
    return next;
  }

  /// The first later day on which records dated ahead of `as_of` make it tell.
  [[nodiscard]] DayNumber next_firing(DayNumber as_of, const std::vector<Stay>& now) const {
    auto enters = after(as_of);
    if (enters == stays_.end()) return kNever;
    Tally tally(facts_);
    for (const Stay& stay : now) tally.add(*stay.entry);
    auto leaves = std::upper_bound(leaving_.begin(), leaving_.end(), as_of,
                                   [](DayNumber d, const Stay& stay) { return d < stay.leave; });
    while (enters != stays_.end()) {
      const DayNumber day = enters->enter;
      for (; enters != stays_.end() && enters->enter == day; ++enters) tally.add(*enters->entry);
      for (; leaves != leaving_.end() && leaves->leave <= day; ++leaves)
        tally.remove(*leaves->entry);
      if (tally.fires(rule_)) return day;
    }
    return kNever;
  }

  const Facts::Inside& facts_;
  const CompiledRule& rule_;
  const Known& known_;
  std::vector<Stay> stays_;
  std::vector<Stay> leaving_;
};

}  // namespace

void count(const Facts::Inside& facts, const CompiledRule& rule, const Track& track,
           std::span<const Entry> resets, const Known& known, DayNumber as_of, Outcome& outcome) {
  Finding finding;
  finding.rule = track.rule;
  finding.group = track.group;
  Sweep(facts, rule, track, resets, known).look(as_of, std::move(finding), outcome);
}

}  // namespace escalation
