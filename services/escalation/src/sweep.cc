#include "escalation/sweep.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "compiled.h"
#include "decided.h"
#include "facts.h"
#include "findings.h"

namespace escalation {
namespace {

/// What one track tells, and until when nobody need look again.
struct Watch {
  std::uint16_t rule = 0;
  Part part = Part::kMain;
  std::uint32_t group = 0;
  std::uint32_t changes = 0;
  bool tells = false;
  DayNumber next = kNever;

  [[nodiscard]] bool is_of(const Track& track) const {
    return std::tie(rule, part, group) == std::tie(track.rule, track.part, track.group);
  }
};

/// The stage a rule suggests, as its number; higher while a stage with a relapse is decided.
std::size_t stage_suggested(const CompiledPolicy::Inside& policy, const CompiledRule& rule,
                            std::string_view decided) {
  const auto stage = [&](std::size_t number) -> const gwarchod::v1::Stage& {
    return policy.policy.stages(static_cast<int>(number));
  };
  const auto at = policy.stages.find(decided);
  if (at == policy.stages.end() || !stage(at->second).has_relapse()) return rule.stage;
  const gwarchod::v1::Relapse& relapse = stage(at->second).relapse();
  if (stage(rule.stage).level() < relapse.from_level()) return rule.stage;
  const std::size_t back = policy.stages.find(relapse.to_stage())->second;
  return stage(back).level() > stage(rule.stage).level() ? back : rule.stage;
}

}  // namespace

struct Sweep::Inside {
  const CompiledPolicy& policy;
  Facts facts;
  std::vector<Watch> watches;  // one a track, in their order
  DayNumber day = std::numeric_limits<DayNumber>::min();
  DayNumber next = kNever;  // no track tells anything else before, if nothing becomes known
  std::uint32_t decided = kNone;
  Turn now;  // its position: the last event of the day that changed it
  std::vector<Turn> turns;

  explicit Inside(const CompiledPolicy& by) : policy(by) {}

  /// Gives each new track a watch at its place.
  void keep_pace() {
    const std::vector<Track>& tracks = facts.inside().tracks;
    if (watches.size() == tracks.size()) return;
    for (std::size_t i = 0; i < tracks.size(); ++i) {
      if (i < watches.size() && watches[i].is_of(tracks[i])) continue;
      Watch fresh{.rule = tracks[i].rule, .part = tracks[i].part, .group = tracks[i].group};
      fresh.next = std::numeric_limits<DayNumber>::min();
      watches.insert(watches.begin() + static_cast<std::ptrdiff_t>(i), fresh);
    }
  }

  /// Whether it tells something else than before.
  bool look(const Track& track, Watch& watch) {
    watch.changes = track.changes;
    const CompiledRule& rule = policy.inside().rules[track.rule];
    if (track.part == Part::kEnd || track.rule >= policy.inside().board()) {
      watch.next = kNever;
      return false;
    }
    const Telling found =
        telling(facts.inside(), rule, track, noted(facts.inside(), track.rule, Part::kEnd), day);
    watch.next = found.next;
    return std::exchange(watch.tells, found.tells) != found.tells;
  }

  /// Brings what is told in line with the day and with what is known; `position` of the event that
  /// was just learned.
  void settle(std::optional<std::uint64_t> position) {
    keep_pace();
    const std::vector<Track>& tracks = facts.inside().tracks;
    bool changed = false;
    next = kNever;
    for (std::size_t i = 0; i < tracks.size(); ++i) {
      Watch& watch = watches[i];
      if (watch.changes != tracks[i].changes || watch.next <= day) {
        changed = look(tracks[i], watch) || changed;
      }
      next = std::min(next, watch.next);
    }
    if (!facts.inside().decisions.empty() || decided != kNone) {
      const Decisions decisions = decisions_on(facts.inside(), day);
      const std::uint32_t version = decisions.known.decided.version;
      next = std::min(next, decisions.next);
      if (std::exchange(decided, version) != version) changed = true;
    }
    if (changed) tell(position);
  }

  /// Works out the suggestion from what each track tells.
  void tell(std::optional<std::uint64_t> position) {
    const CompiledPolicy::Inside& inside = policy.inside();
    std::string_view stage;
    if (decided != kNone)
      stage = facts.inside().stages.text(facts.inside().versions[decided].stage);
    const auto level = [&](std::size_t number) {
      return inside.policy.stages(static_cast<int>(number)).level();
    };
    std::size_t highest = 0;
    std::vector<std::uint16_t> rules;
    for (const Watch& watch : watches) {
      if (!watch.tells) continue;
      if (rules.empty() || rules.back() != watch.rule) rules.push_back(watch.rule);
      const std::size_t suggested = stage_suggested(inside, inside.rules[watch.rule], stage);
      if (level(suggested) > level(highest)) highest = suggested;
    }
    if (highest == now.stage && rules == now.rules) return;
    now.stage = highest;
    now.rules = std::move(rules);
    if (position) now.position = position;
  }

  /// The day is over: what it brought is a turn if it is not as before.
  void close() {
    now.day = day_of(day);
    const bool first = turns.empty();
    const bool same = first ? now.stage == 0 && now.rules.empty()
                            : now.stage == turns.back().stage && now.rules == turns.back().rules;
    if (!same) turns.push_back(now);
    now.position.reset();
  }

  /// Time passes to the beginning of the day `to`.
  void pass(DayNumber to) {
    while (day < to) {
      close();
      day = std::min(next, to);
      if (next <= day) settle(std::nullopt);
    }
  }
};

Sweep::Sweep(const CompiledPolicy& policy) : inside_(std::make_unique<Inside>(policy)) {}
Sweep::Sweep(Sweep&&) noexcept = default;
Sweep& Sweep::operator=(Sweep&&) noexcept = default;
Sweep::~Sweep() = default;

void Sweep::learn(const ProviderEvent& event, Day day) {
  if (!inside_->policy.inside().kinds.contains(std::string_view(event.event->kind()))) return;
  inside_->pass(number_of(day));
  evolve(inside_->facts, inside_->policy, event);
  inside_->settle(event.position);
}

std::vector<Turn> Sweep::finish(Day last) {
  inside_->pass(number_of(last));
  inside_->close();
  return std::move(inside_->turns);
}

const Facts& Sweep::facts() const { return inside_->facts; }

std::vector<StageTaken> decisions(const Facts& facts) {
  const Facts::Inside& inside = facts.inside();
  std::vector<StageTaken> taken;
  for (const Decided& decided : inside.decisions) {
    const Version& version = inside.versions[decided.version];
    taken.push_back({.day = day_of(decided.taken),
                     .stage = std::string(inside.stages.text(version.stage)),
                     .position = version.position});
  }
  return taken;
}

std::vector<Turn> sweep(const CompiledPolicy& policy, std::span<const Learned> history, Day last) {
  Sweep sweep(policy);
  for (const Learned& learned : history) {
    if (learned.day > last) break;
    sweep.learn(learned.event, learned.day);
  }
  return sweep.finish(last);
}

}  // namespace escalation
