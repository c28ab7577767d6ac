#include <algorithm>
#include <queue>
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
struct LastToLeave {
  bool operator()(const Stay& a, const Stay& b) const { return leaves_before(a, b); }
};
struct FirstToLeave {
  bool operator()(const Stay& a, const Stay& b) const { return leaves_before(b, a); }
};

DayNumber reset_after(std::span<const Entry> resets, DayNumber day) {
  const auto at = std::upper_bound(resets.begin(), resets.end(), day,
                                   [](DayNumber d, const Entry& reset) { return d < reset.day; });
  return at == resets.end() ? kNever : at->day;
}

/// One rule over one track. Its entries are ordered by the day they enter, and none stays longer
/// than the window, so that what is in it on a day stands near that day: nothing here goes through
/// the whole track, unless to find when it last told.
/// A window only shrinks between two entries, so it is enough to look on the days something enters.
class Windows {
 public:
  Windows(const Facts::Inside& facts, const CompiledRule& rule, const Track& track,
          std::span<const Entry> resets)
      : facts_(facts), rule_(rule), entries_(track.entries), resets_(resets) {}

  void look(DayNumber as_of, const Known& known, const Finding& of, Outcome& outcome) const {
    const std::vector<Stay> now = present(as_of);
    const bool live = fires(now);
    bool undecided = false;
    if (live) {
      undecided =
          std::any_of(now.begin(), now.end(), [&](const Stay& s) { return !known.knew(*s.entry); });
      Finding finding = of;
      finding.undecided = undecided;
      for (const Stay& stay : now) finding.causes.push_back(*stay.entry);
      outcome.findings.push_back(std::move(finding));
    }
    if (!undecided) look_back(as_of, known, of, outcome);
    outcome.next =
        std::min(outcome.next, live ? next_coming_or_going(as_of, now) : next_firing(as_of, now));
  }

  [[nodiscard]] Telling telling(DayNumber day) const {
    std::vector<Stay> now = present(day);
    if (!fires(now)) {
      const auto enters = after(day);
      return {.tells = false, .next = enters == entries_.end() ? kNever : enters->enter};
    }
    // What comes meanwhile can only let it tell longer.
    std::sort(now.begin(), now.end(), leaves_before);
    if (tells_of_any()) return {.tells = true, .next = now.back().leave};
    Tally tally(facts_, rule_);
    for (const Stay& stay : now) tally.add(*stay.entry);
    std::size_t gone = 0;
    while (tally.fires(rule_)) tally.remove(*now[gone++].entry);
    return {.tells = true, .next = now[gone - 1].leave};
  }

 private:
  using Entries = std::span<const Entry>;

  [[nodiscard]] Stay stay_of(const Entry& entry) const {
    const DayNumber leave = std::min(entry.leave, reset_after(resets_, entry.enter));
    return {entry.enter, std::max(entry.enter, leave), &entry};
  }
  [[nodiscard]] bool may_still_be_in(const Entry& entry, DayNumber day) const {
    return entry.enter + rule_.window_days >= day;
  }

  [[nodiscard]] std::vector<Stay> present(DayNumber day) const {
    std::vector<Stay> now;
    for (auto entry = after(day); entry != entries_.begin();) {
      --entry;
      if (!may_still_be_in(*entry, day)) break;  // nor may any earlier one
      const Stay stay = stay_of(*entry);
      if (day < stay.leave) now.push_back(stay);
    }
    std::reverse(now.begin(), now.end());
    return now;
  }

  /// The first that enters after the day.
  [[nodiscard]] Entries::iterator after(DayNumber day) const {
    return std::upper_bound(entries_.begin(), entries_.end(), day,
                            [](DayNumber d, const Entry& entry) { return d < entry.enter; });
  }

  [[nodiscard]] bool tells_of_any() const {
    return rule_.at_least <= 1 && rule_.people == 0 && rule_.sources == 0 && rule_.indicators == 0;
  }

  [[nodiscard]] bool fires(const std::vector<Stay>& now) const {
    if (now.empty() || now.size() < rule_.at_least) return false;
    if (tells_of_any()) return true;
    Tally tally(facts_, rule_);
    for (const Stay& stay : now) tally.add(*stay.entry);
    return tally.fires(rule_);
  }

  /// From `as_of` back to the last day on which the rule told something that nobody decided on; no
  /// further than to where the decision knew everything.
  void look_back(DayNumber as_of, const Known& known, Finding finding, Outcome& outcome) const {
    Tally tally(facts_, rule_);
    std::size_t unknown = 0;
    const auto move = [&](const Stay& stay, bool in) {
      in ? tally.add(*stay.entry) : tally.remove(*stay.entry);
      if (!known.knew(*stay.entry)) in ? ++unknown : --unknown;
    };
    auto enters = after(as_of);
    auto reach = enters;  // from here on, before `enters`: in the tally, or waiting
    std::priority_queue<Stay, std::vector<Stay>, LastToLeave> waiting;  // gone by the day
    while (enters != entries_.begin() && !known.knew_all_to(*(enters - 1))) {
      const DayNumber day = (enters - 1)->enter;
      while (reach != entries_.begin() && may_still_be_in(*(reach - 1), day)) {
        const Stay stay = stay_of(*--reach);
        if (stay.enter < stay.leave) waiting.push(stay);
      }
      for (; !waiting.empty() && waiting.top().leave > day; waiting.pop()) {
        move(waiting.top(), true);
      }
      if (unknown > 0 && tally.fires(rule_)) return stand(day, known, std::move(finding), outcome);
      for (; enters != entries_.begin() && (enters - 1)->enter == day; --enters) {
        const Stay stay = stay_of(*(enters - 1));
        if (stay.leave > day) move(stay, false);
      }
    }
  }

  /// From `day`, on which it told, on to the last day on which it still did.
  void stand(DayNumber day, const Known& known, Finding finding, Outcome& outcome) const {
    std::vector<Stay> left = present(day);
    std::sort(left.begin(), left.end(), leaves_before);
    Tally tally(facts_, rule_);
    std::size_t unknown = 0;
    for (const Stay& stay : left) {
      tally.add(*stay.entry);
      if (!known.knew(*stay.entry)) ++unknown;
    }
    std::size_t gone = 0;
    while (unknown > 0 && tally.fires(rule_)) {
      finding.until = left[gone].leave - 1;
      finding.causes.clear();
      for (std::size_t i = gone; i < left.size(); ++i) finding.causes.push_back(*left[i].entry);
      for (const DayNumber leave = left[gone].leave;
           gone < left.size() && left[gone].leave == leave; ++gone) {
        tally.remove(*left[gone].entry);
        if (!known.knew(*left[gone].entry)) --unknown;
      }
    }
    finding.standing = true;
    finding.undecided = true;
    outcome.findings.push_back(std::move(finding));
  }

  /// While a rule tells, each record that comes or goes changes what it tells.
  [[nodiscard]] DayNumber next_coming_or_going(DayNumber as_of,
                                               const std::vector<Stay>& now) const {
    DayNumber next = kNever;
    for (auto enters = after(as_of); enters != entries_.end() && next == kNever; ++enters) {
      const Stay stay = stay_of(*enters);
      if (stay.enter < stay.leave) next = stay.enter;
    }
    for (const Stay& stay : now) next = std::min(next, stay.leave);
    return next;
  }

  /// The first later day on which records dated ahead of `as_of` make it tell.
  [[nodiscard]] DayNumber next_firing(DayNumber as_of, const std::vector<Stay>& now) const {
    auto enters = after(as_of);
    if (enters == entries_.end()) return kNever;
    Tally tally(facts_, rule_);
    std::priority_queue<Stay, std::vector<Stay>, FirstToLeave> in(FirstToLeave{}, now);
    for (const Stay& stay : now) tally.add(*stay.entry);
    while (enters != entries_.end()) {
      const DayNumber day = enters->enter;
      for (; enters != entries_.end() && enters->enter == day; ++enters) {
        const Stay stay = stay_of(*enters);
        if (stay.leave <= day) continue;
        in.push(stay);
        tally.add(*stay.entry);
      }
      for (; !in.empty() && in.top().leave <= day; in.pop()) tally.remove(*in.top().entry);
      if (tally.fires(rule_)) return day;
    }
    return kNever;
  }

  const Facts::Inside& facts_;
  const CompiledRule& rule_;
  Entries entries_;
  std::span<const Entry> resets_;
};

}  // namespace

void count(const Facts::Inside& facts, const CompiledRule& rule, const Track& track,
           std::span<const Entry> resets, const Known& known, DayNumber as_of, Outcome& outcome) {
  Finding finding;
  finding.rule = track.rule;
  finding.group = track.group;
  Windows(facts, rule, track, resets).look(as_of, known, finding, outcome);
}

Telling count_telling(const Facts::Inside& facts, const CompiledRule& rule, const Track& track,
                      std::span<const Entry> resets, DayNumber day) {
  return Windows(facts, rule, track, resets).telling(day);
}

}  // namespace escalation
