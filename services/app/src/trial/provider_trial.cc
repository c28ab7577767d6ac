#include "trial/provider_trial.h"

#include <algorithm>

namespace app {
namespace {

using gwarchod::v1::Clock;
using gwarchod::v1::Stage;

constexpr std::chrono::days kYear{365};
constexpr int kMonths = 12;

int month_of(schema::Day day) {
  const std::chrono::year_month_day date(day);
  return static_cast<int>(date.year()) * kMonths +
         static_cast<int>(static_cast<unsigned>(date.month())) - 1;
}

void add_clocks(const Stage& stage, Work& work) {
  for (const Clock& clock : stage.clocks()) {
    if (clock.work() == gwarchod::v1::WORK_VISIT) ++work.visits;
    if (clock.work() == gwarchod::v1::WORK_MEETING) ++work.meetings;
  }
}

}  // namespace

Heights heights_of(std::span<const Step> steps, const std::set<std::uint32_t>& levels) {
  Heights heights;
  std::uint32_t before = 0;
  for (const Step& step : steps) {
    const std::uint32_t now = step.stage->level();
    for (const std::uint32_t level : levels) {
      if (level > now || level <= before) continue;
      ++heights.by_level.try_emplace(level, Heights::Reached{.first = step.day})
            .first->second.episodes;
    }
    before = now;
  }
  return heights;
}

void add_work(std::span<const Step> steps, const escalation::Calendar& calendar, schema::Day last,
              WorkByMonth& work) {
  std::uint32_t before = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Stage& stage = *steps[i].stage;
    if (stage.level() > before) add_clocks(stage, work[month_of(steps[i].day)]);
    before = stage.level();
    if (stage.review_working_days() == 0) continue;
    const schema::Day end = i + 1 < steps.size() ? steps[i + 1].day : last + std::chrono::days{1};
    schema::Day review = calendar.due(steps[i].day, stage.review_working_days());
    for (; review < end; review = calendar.due(review, stage.review_working_days())) {
      ++work[month_of(review)].meetings;
    }
  }
}

std::optional<std::int32_t> lead(std::span<const Step> steps, std::uint32_t level,
                                 schema::Day decided) {
  const schema::Day from = decided - kYear;
  for (std::size_t i = 0; i < steps.size() && steps[i].day < decided; ++i) {
    if (steps[i].stage->level() < level) continue;
    const bool over = i + 1 < steps.size() && steps[i + 1].day <= from;
    if (over) continue;
    return static_cast<std::int32_t>((decided - std::max(steps[i].day, from)).count());
  }
  return std::nullopt;
}

}  // namespace app
