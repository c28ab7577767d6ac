#include "check.h"

#include <algorithm>
#include <set>

#include "schema/time.h"

namespace escalation {
namespace {

using gwarchod::v1::Clock;
using gwarchod::v1::Policy;
using gwarchod::v1::Stage;

constexpr std::size_t kIdMax = 60;
constexpr const char* kCalendar = "england-and-wales";

void check_clocks(const Stage& stage, const Place& place, Faults& faults) {
  std::set<std::string> seen;
  for (int i = 0; i < stage.clocks_size(); ++i) {
    const Clock& clock = stage.clocks(i);
    const Place at = place.at("clocks", i);
    if (!is_id(clock.id())) faults.add(at.at("id"), "a clock needs an id of a-z, 0-9 and -");
    if (!seen.insert(clock.id()).second)
      faults.add(at.at("id"), "a second clock \"" + clock.id() + "\"");
    need_both(clock.name(), "the clock's name", at.at("name"), faults);
    check_limit(clock, at, faults);
  }
}

const Stage* find_stage(const Policy& policy, const std::string& id) {
  const auto at = std::find_if(policy.stages().begin(), policy.stages().end(),
                               [&](const Stage& stage) { return stage.id() == id; });
  return at == policy.stages().end() ? nullptr : &*at;
}

/// Whether following each stage's relapse leads from this one back to it.
bool leads_back(const Policy& policy, const Stage& stage) {
  const Stage* at = &stage;
  for (int steps = 0; steps < policy.stages_size(); ++steps) {
    at = at->has_relapse() ? find_stage(policy, at->relapse().to_stage()) : nullptr;
    if (at == nullptr) return false;
    if (at == &stage) return true;
  }
  return false;
}

void check_relapse(const Policy& policy, const Stage& stage, const Place& place, Faults& faults) {
  if (!stage.has_relapse()) return;
  const Place at = place.at("relapse").at("to_stage");
  const Stage* to = find_stage(policy, stage.relapse().to_stage());
  if (to == nullptr) {
    faults.add(at, "there is no stage \"" + stage.relapse().to_stage() + "\"");
  } else if (leads_back(policy, stage)) {
    faults.add(at, "a relapse that leads back to \"" + stage.id() + "\" itself: a cycle");
  } else if (to->off_ladder()) {
    faults.add(at, "\"" + to->id() + "\" is off the ladder: it is reached by decision only");
  }
}

void check_stage(const Policy& policy, const Stage& stage, const Place& at, Faults& faults) {
  if (!is_id(stage.id())) faults.add(at.at("id"), "a stage needs an id of a-z, 0-9 and -");
  need_both(stage.name(), "the stage's name", at.at("name"), faults);
  check_clocks(stage, at, faults);
  for (int i = 0; i < stage.notices_size(); ++i) {
    need_both(stage.notices(i).whom(), "whom to tell", at.at("notices", i), faults);
  }
  for (int i = 0; i < stage.exit_tests_size(); ++i) {
    need_both(stage.exit_tests(i), "the exit test", at.at("exit_tests", i), faults);
  }
  check_relapse(policy, stage, at, faults);
}

void check_stages(const Policy& policy, const Place& place, Faults& faults) {
  if (policy.stages().empty()) return faults.add(place, "a policy needs stages");
  if (policy.stages(0).off_ladder()) {
    faults.add(place.at("stages", 0),
               "the first stage is where every provider begins: it is on the ladder");
  }
  std::set<std::string> seen;
  const Stage* below = nullptr;
  for (int i = 0; i < policy.stages_size(); ++i) {
    const Stage& stage = policy.stages(i);
    const Place at = place.at("stages", i);
    check_stage(policy, stage, at, faults);
    if (!seen.insert(stage.id()).second)
      faults.add(at.at("id"), "a second stage \"" + stage.id() + "\"");
    if (stage.off_ladder()) continue;
    if (below != nullptr && stage.level() <= below->level()) {
      faults.add(at.at("level"), "its level is not above that of \"" + below->id() + "\"");
    }
    below = &stage;
  }
}

}  // namespace

bool is_id(const std::string& text) {
  return !text.empty() && text.size() <= kIdMax &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

void check_limit(const Clock& clock, const Place& at, Faults& faults) {
  const int given = (clock.working_days() > 0 ? 1 : 0) + (clock.calendar_days() > 0 ? 1 : 0) +
                    (clock.same_day() ? 1 : 0);
  if (given != 1) faults.add(at, "a clock has one of working_days, calendar_days and same_day");
  if (clock.working_days() > kWorkingDaysMax) faults.add(at, "a clock of more than ten years");
  if (clock.calendar_days() > kDaysMax) faults.add(at, "a clock of more than a hundred years");
}

void check_frame(const Policy& policy, const Place& place, Faults& faults) {
  if (policy.version().empty()) faults.add(place, "a policy needs a version");
  need_both(policy.name(), "the policy's name", place.at("name"), faults);
  if (!schema::parse_day(policy.effective_from())) {
    faults.add(place.at("effective_from"),
               "effective_from: \"" + policy.effective_from() + "\" is no day (yyyy-mm-dd)");
  }
  if (policy.calendar() != kCalendar) {
    faults.add(place.at("calendar"),
               "there is no calendar \"" + policy.calendar() + "\"; known: " + kCalendar);
  }
  check_stages(policy, place, faults);
}

}  // namespace escalation
