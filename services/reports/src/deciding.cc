#include "deciding.h"

#include <algorithm>

#include "escalation/sweep.h"
#include "gwarchod/v1/events.pb.h"

namespace reports {
namespace {

using escalation::CompiledPolicy;
using escalation::StageTaken;
using gwarchod::v1::SuggestedStageChanged;
using schema::Day;

/// One suggestion that waits, or waited.
struct Wait {
  std::uint32_t level = 0;
  Undecided told;
  bool is_open = true;
  bool was_met = false;  // somebody decided since, if not on one so high
};

class Waits {
 public:
  explicit Waits(const CompiledPolicy& policy) : policy_(policy) {}

  void decide(const StageTaken& taken) {
    decided_ = policy_.stage(taken.stage).level();
    for (Wait& wait : waits_) {
      if (!wait.is_open) continue;
      wait.was_met = true;
      if (wait.level > decided_) continue;
      wait.is_open = false;
      wait.told.decided = taken.day;
    }
  }

  void suggest(const SuggestedStageChanged& changed, Day day) {
    const std::uint32_t level = policy_.stage(changed.to()).level();
    std::erase_if(waits_, [&](const Wait& wait) {
      return wait.is_open && wait.level > level && !wait.was_met;
    });
    for (Wait& wait : waits_) {
      if (wait.is_open && wait.level > level) wait.is_open = false;
    }
    const bool is_waited_for = std::ranges::any_of(
        waits_, [&](const Wait& wait) { return wait.is_open && wait.level >= level; });
    if (level > decided_ && !is_waited_for) waits_.push_back({.level = level, .told = {day, {}}});
  }

  [[nodiscard]] std::vector<Undecided> told() const {
    std::vector<Undecided> told;
    for (const Wait& wait : waits_) told.push_back(wait.told);
    return told;
  }

 private:
  const CompiledPolicy& policy_;
  std::uint32_t decided_ = 0;
  std::vector<Wait> waits_;
};

}  // namespace

std::vector<Undecided> undecided(std::span<const escalation::ProviderEvent> stream,
                                 const escalation::Facts& facts, const CompiledPolicy& policy,
                                 Day as_of) {
  std::vector<StageTaken> taken = escalation::decisions(facts);
  std::ranges::sort(taken, {}, &StageTaken::position);
  auto next = taken.begin();
  Waits waits(policy);
  SuggestedStageChanged changed;
  const auto decide_up_to = [&](std::uint64_t position) {
    for (; next != taken.end() && next->position <= position; ++next) {
      if (next->day <= as_of) waits.decide(*next);
    }
  };
  for (const auto& event : stream) {
    decide_up_to(event.position);
    if (event.event->kind() != "SuggestedStageChanged") continue;
    const auto day = schema::parse_day(event.event->envelope().occurred_from());
    if (!day || *day > as_of || !changed.ParseFromString(event.event->body())) continue;
    waits.suggest(changed, *day);
  }
  decide_up_to(~std::uint64_t{0});
  return waits.told();
}

}  // namespace reports
