#include <algorithm>
#include <utility>

#include "decided.h"
#include "escalation/outlook.h"
#include "outcome.h"

namespace escalation {
namespace {

using gwarchod::v1::Exit;
using gwarchod::v1::ExitShown;
using gwarchod::v1::Stage;

class Exits {
 public:
  Exits(const Facts::Inside& facts, const CompiledPolicy::Inside& policy, const Stage& stage,
        const Decided& decided, DayNumber as_of)
      : facts_(facts), policy_(policy), stage_(stage), decided_(decided), as_of_(as_of) {}

  ExitShown show(const CompiledExit& compiled) const {
    const Exit& exit = stage_.exits(compiled.exit);
    ExitShown shown;
    shown.set_exit(exit.id());
    *shown.mutable_words() = exit.words();
    shown.set_state(gwarchod::v1::EXIT_JUDGED);
    if (exit.quiet_days() > 0) be_quiet(static_cast<DayNumber>(exit.quiet_days()), shown);
    if (compiled.shown_by) be_shown(*compiled.shown_by, exit.shown_at_least(), shown);
    if (compiled.none_open) be_closed(*compiled.none_open, shown);
    return shown;
  }

 private:
  static void set(ExitShown& shown, bool is_met) {
    shown.set_state(is_met ? gwarchod::v1::EXIT_MET : gwarchod::v1::EXIT_UNMET);
  }

  /// A stage that is fallen back from (step-down) hears only rules of the height it falls at.
  [[nodiscard]] bool hears(const Finding& finding) const {
    const auto& of = policy_.policy.stages(static_cast<int>(policy_.rules[finding.rule].stage));
    return !stage_.has_relapse() || of.level() >= stage_.relapse().from_level();
  }

  /// The last day on which the finding told something new: what lasts tells every day.
  [[nodiscard]] DayNumber told(const Finding& finding) const {
    const bool lasts = policy_.rules[finding.rule].kind != TestKind::kCount;
    if (lasts) return finding.standing ? finding.until : as_of_;
    DayNumber day = std::numeric_limits<DayNumber>::min();
    for (const Entry& cause : finding.causes) day = std::max(day, cause.enter);
    return day;
  }

  void be_quiet(DayNumber days, ExitShown& shown) const {
    const Finding* loudest = nullptr;
    // To somebody who never decided anything, every finding is told.
    const Outcome outcome = outcome_on(facts_, policy_, Known{}, as_of_);
    for (const Finding& finding : outcome.findings) {
      if (!hears(finding)) continue;
      if (loudest == nullptr || told(finding) > told(*loudest)) loudest = &finding;
    }
    set(shown, loudest == nullptr || as_of_ - told(*loudest) >= days);
    if (loudest == nullptr) return;
    shown.set_since(schema::to_string(day_of(told(*loudest))));
    if (shown.state() == gwarchod::v1::EXIT_MET) return;
    const Entry& last = loudest->causes.back();
    *shown.add_evidence() = cause_of(facts_, last.version, last.day);
  }

  void be_shown(std::uint16_t lookout, std::uint32_t at_least, ExitShown& shown) const {
    // Of the day itself, what was written down after it: the plan that a meeting asked for, but not
    // the visit that it was told of.
    std::pair after(decided_.effective, decided_.version);
    for (const Entry& reset : noted(facts_, lookout, Part::kEnd)) {
      if (reset.day <= as_of_) after = std::max(after, {reset.day, reset.version});
    }
    for (const Entry& entry : noted(facts_, lookout)) {
      const std::pair at(entry.day, facts_.versions[entry.version].first);
      if (at < after || entry.day > as_of_) continue;
      *shown.add_evidence() = cause_of(facts_, entry.version, entry.day);
    }
    set(shown, static_cast<std::uint32_t>(shown.evidence_size()) >= std::max(1U, at_least));
  }

  void be_closed(std::uint16_t lookout, ExitShown& shown) const {
    for (const Entry& entry : noted(facts_, lookout)) {
      if (entry.day > as_of_ || as_of_ >= entry.leave) continue;
      *shown.add_evidence() = cause_of(facts_, entry.version, entry.day);
    }
    set(shown, shown.evidence().empty());
  }

  const Facts::Inside& facts_;
  const CompiledPolicy::Inside& policy_;
  const Stage& stage_;
  const Decided& decided_;
  DayNumber as_of_;
};

}  // namespace

std::vector<ExitShown> exits(const Facts& facts, const CompiledPolicy& policy, Day as_of) {
  const CompiledPolicy::Inside& compiled = policy.inside();
  const Decided decided = decisions_on(facts.inside(), number_of(as_of)).known.decided;
  const auto number = stage_decided(facts.inside(), compiled, decided);
  std::vector<ExitShown> shown;
  if (!number || decided.version == kNone) return shown;
  const Stage& stage = compiled.policy.stages(static_cast<int>(*number));
  const Exits exits(facts.inside(), compiled, stage, decided, number_of(as_of));
  for (const CompiledExit& exit : compiled.exits) {
    if (exit.stage == *number) shown.push_back(exits.show(exit));
  }
  for (const gwarchod::v1::Text& judged : stage.exit_tests()) {
    ExitShown& exit = shown.emplace_back();
    *exit.mutable_words() = judged;
    exit.set_state(gwarchod::v1::EXIT_JUDGED);
  }
  return shown;
}

}  // namespace escalation
