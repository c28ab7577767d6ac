#include <algorithm>

#include "decided.h"
#include "escalation/outlook.h"
#include "findings.h"
#include "schema/show.h"
#include "tally.h"
#include "words.h"

namespace escalation {
namespace {

using gwarchod::v1::Near;
using gwarchod::v1::Text;

/// What stands in the places of the words for what is near.
struct Filled {
  Text rule;
  std::uint32_t have = 0;
  std::uint32_t need = 0;
  DayNumber until = 0;

  [[nodiscard]] Text of(Blank blank) const {
    if (blank == Blank::kRule) return rule;
    if (blank == Blank::kUntil) return schema::day_in_words(day_of(until));
    return both(std::to_string(blank == Blank::kHave ? have : need));
  }
};

/// Whether one more record, of another occurrence, person, source and indicator, would do it.
bool one_more_fires(const Tally& tally, const CompiledRule& rule) {
  return tally.occurrences() > 0 && tally.occurrences() + 1 >= rule.at_least &&
         tally.people() + 1 >= rule.people && tally.sources() + 1 >= rule.sources &&
         tally.indicators() + 1 >= rule.indicators;
}

class Nearing {
 public:
  Nearing(const Facts::Inside& facts, const CompiledPolicy::Inside& policy, DayNumber as_of)
      : facts_(facts), policy_(policy), as_of_(as_of) {}

  void look(const Track& track) {
    const CompiledRule& rule = policy_.rules[track.rule];
    switch (rule.kind) {
      case TestKind::kCount:
        return by_one_more(track, rule);
      case TestKind::kLasting:
      case TestKind::kOverdue:
      case TestKind::kAbsence:
        return by_itself(track, rule);
      case TestKind::kNoted:
        return;
    }
  }

  std::vector<std::pair<DayNumber, Near>> found;

 private:
  void by_one_more(const Track& track, const CompiledRule& rule) {
    const auto resets = noted(facts_, track.rule, Part::kEnd);
    std::vector<const Entry*> present;
    for (const Entry& entry : track.entries) {
      const bool reset = std::any_of(resets.begin(), resets.end(), [&](const Entry& end) {
        return end.day > entry.enter && end.day <= as_of_;
      });
      if (entry.enter <= as_of_ && as_of_ < entry.leave && !reset) present.push_back(&entry);
    }
    Tally tally(facts_);
    for (const Entry* entry : present) tally.add(*entry);
    if (tally.fires(rule) || !one_more_fires(tally, rule)) return;
    Filled filled = lacking(tally, rule);
    const Template& words = *words_;
    std::sort(present.begin(), present.end(),
              [](const Entry* a, const Entry* b) { return a->leave < b->leave; });
    for (const Entry* entry : present) {
      filled.until = entry->leave == kNever ? kNever : entry->leave - 1;
      tally.remove(*entry);
      if (!one_more_fires(tally, rule)) break;
    }
    if (filled.until != kNever) tell(track, words, filled, false);
  }

  /// Which of the counts falls short, the first of them; and the words for it.
  Filled lacking(const Tally& tally, const CompiledRule& rule) {
    const NearTemplates& near = policy_.near;
    words_ = &near.occurrences;
    if (tally.occurrences() < rule.at_least)
      return {.rule = {}, .have = tally.occurrences(), .need = rule.at_least};
    words_ = &near.people;
    if (tally.people() < rule.people)
      return {.rule = {}, .have = tally.people(), .need = rule.people};
    words_ = &near.sources;
    if (tally.sources() < rule.sources)
      return {.rule = {}, .have = tally.sources(), .need = rule.sources};
    words_ = &near.indicators;
    return {.rule = {}, .have = tally.indicators(), .need = rule.indicators};
  }

  /// What lasts, is due or is absent tells by itself on a day to come.
  void by_itself(const Track& track, const CompiledRule& rule) {
    Outcome outcome;
    const Known nobody;
    if (rule.kind == TestKind::kLasting) {
      lasting(rule, track, noted(facts_, track.rule, Part::kEnd), nobody, as_of_, outcome);
    } else if (rule.kind == TestKind::kOverdue) {
      overdue(rule, track, nobody, as_of_, outcome);
    } else {
      absence(rule, track, nobody, as_of_, outcome);
    }
    const bool tells = std::any_of(outcome.findings.begin(), outcome.findings.end(),
                                   [](const Finding& finding) { return !finding.standing; });
    if (tells || outcome.next == kNever || outcome.next > as_of_ + policy_.near.days) return;
    tell(track, policy_.near.by_itself, {.rule = {}, .until = outcome.next}, true);
  }

  void tell(const Track& track, const Template& words, Filled filled, bool by_itself) {
    if (words.en.empty()) return;
    filled.rule = name_of(facts_, policy_, track);
    Near near;
    near.set_rule(policy_.policy.rules(track.rule).id());
    near.set_stage(policy_.policy.stages(static_cast<int>(policy_.rules[track.rule].stage)).id());
    *near.mutable_words() = fill(words, [&](Blank blank) { return filled.of(blank); });
    near.set_until(schema::to_string(day_of(filled.until)));
    near.set_by_itself(by_itself);
    found.emplace_back(filled.until, std::move(near));
  }

  const Facts::Inside& facts_;
  const CompiledPolicy::Inside& policy_;
  DayNumber as_of_;
  const Template* words_ = nullptr;
};

}  // namespace

std::vector<Near> near(const Facts& facts, const CompiledPolicy& policy, Day as_of) {
  const Facts::Inside& inside = facts.inside();
  const CompiledPolicy::Inside& compiled = policy.inside();
  const DayNumber day = number_of(as_of);
  const auto decided = stage_decided(inside, compiled, decisions_on(inside, day).known.decided);
  const auto level = [&](std::size_t stage) {
    return compiled.policy.stages(static_cast<int>(stage)).level();
  };
  const std::uint32_t above = decided ? level(*decided) : 0;
  Nearing nearing(inside, compiled, day);
  for (const Track& track : inside.tracks) {
    if (track.part == Part::kEnd || track.rule >= compiled.board() || track.entries.empty())
      continue;
    if (level(compiled.rules[track.rule].stage) > above) nearing.look(track);
  }
  std::sort(nearing.found.begin(), nearing.found.end(), [](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first < b.first;
    return a.second.words().en() < b.second.words().en();
  });
  std::vector<Near> sorted;
  for (auto& [until, one] : nearing.found) sorted.push_back(std::move(one));
  return sorted;
}

}  // namespace escalation
