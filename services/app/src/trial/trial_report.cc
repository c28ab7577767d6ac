#include "trial/trial_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace app {
namespace {

using gwarchod::v1::Trial;
using gwarchod::v1::TrialLevel;
using gwarchod::v1::TrialMonth;

constexpr int kMonths = 12;
constexpr std::int32_t kNotAtAll = -1;

std::string first_of(const Heights& heights, std::uint32_t level) {
  const auto at = heights.by_level.find(level);
  return at == heights.by_level.end() ? std::string{} : schema::to_string(at->second.first);
}
std::uint32_t episodes_of(const Heights& heights, std::uint32_t level) {
  const auto at = heights.by_level.find(level);
  return at == heights.by_level.end() ? 0 : at->second.episodes;
}

gwarchod::v1::StageName stage_at(const TrialFrame& frame, std::uint32_t level) {
  const auto find = [&](const Reign& reign) -> std::optional<gwarchod::v1::StageName> {
    for (const auto& stage : reign.policy->policy().stages()) {
      if (!stage.off_ladder() && stage.level() == level) return reign.policy->stage(stage.id());
    }
    return std::nullopt;
  };
  if (auto own = find(frame.candidate)) return *own;
  for (auto reign = frame.present.rbegin(); reign != frame.present.rend(); ++reign) {
    if (auto theirs = find(*reign)) return *theirs;
  }
  return {};
}

TrialLevel level_of(const TrialFrame& frame, std::uint32_t level, const std::vector<TrialRow>& rows,
                    const std::vector<TrialProviderName>& providers) {
  TrialLevel told;
  told.set_level(level);
  *told.mutable_stage() = stage_at(frame, level);
  for (const TrialRow& row : rows) {
    const std::string candidate = first_of(row.candidate, level);
    const std::string present = first_of(row.present, level);
    told.set_candidate_episodes(told.candidate_episodes() + episodes_of(row.candidate, level));
    told.set_present_episodes(told.present_episodes() + episodes_of(row.present, level));
    if (!candidate.empty()) told.set_candidate_providers(told.candidate_providers() + 1);
    if (!present.empty()) told.set_present_providers(told.present_providers() + 1);
    if (candidate.empty() != present.empty()) {
      auto& one = candidate.empty() ? *told.add_lost() : *told.add_gained();
      one.set_provider(providers[row.provider].provider);
      one.set_name(providers[row.provider].name);
      one.set_candidate_first(candidate);
      one.set_present_first(present);
    } else if (candidate < present) {
      told.set_sooner_providers(told.sooner_providers() + 1);
    } else if (present < candidate) {
      told.set_later_providers(told.later_providers() + 1);
    }
  }
  return told;
}

void add_histories(const TrialFrame& frame, const std::vector<TrialRow>& rows,
                   const std::vector<TrialProviderName>& providers, Trial& trial) {
  for (const TrialRow& row : rows) {
    if (row.candidate.by_level.empty() && row.present.by_level.empty()) continue;
    auto& history = *trial.add_histories();
    history.set_provider(providers[row.provider].provider);
    history.set_name(providers[row.provider].name);
    for (const std::uint32_t level : frame.levels) {
      const std::string candidate = first_of(row.candidate, level);
      const std::string present = first_of(row.present, level);
      if (candidate.empty() && present.empty()) continue;
      auto& stage = *history.add_stages();
      stage.set_level(level);
      stage.set_candidate_first(candidate);
      stage.set_present_first(present);
    }
  }
}

std::int32_t median(std::vector<std::int32_t> days) {
  if (days.empty()) return kNotAtAll;
  const auto middle = days.begin() + static_cast<std::ptrdiff_t>(days.size() / 2);
  std::nth_element(days.begin(), middle, days.end());
  return *middle;
}

void add_leads(const std::vector<TrialRow>& rows, const std::vector<TrialProviderName>& providers,
               Trial& trial) {
  std::vector<std::pair<const TrialRow*, const TrialRow::Lead*>> leads;
  for (const TrialRow& row : rows) {
    for (const TrialRow::Lead& lead : row.leads) leads.emplace_back(&row, &lead);
  }
  std::sort(leads.begin(), leads.end(), [](const auto& a, const auto& b) {
    return std::pair(a.second->day, a.first) < std::pair(b.second->day, b.first);
  });
  std::vector<std::int32_t> candidate;
  std::vector<std::int32_t> present;
  for (const auto& [row, lead] : leads) {
    auto& told = *trial.add_leads();
    told.set_provider(providers[row->provider].provider);
    told.set_name(providers[row->provider].name);
    *told.mutable_stage() = lead->stage;
    told.set_decided_on(schema::to_string(lead->day));
    told.set_candidate_days(lead->candidate.value_or(kNotAtAll));
    told.set_present_days(lead->present.value_or(kNotAtAll));
    if (lead->candidate) candidate.push_back(*lead->candidate);
    if (lead->present) present.push_back(*lead->present);
  }
  trial.set_candidate_lead_median(median(std::move(candidate)));
  trial.set_present_lead_median(median(std::move(present)));
}

void add_months(const std::vector<TrialRow>& rows, Trial& trial) {
  std::map<int, std::pair<Work, Work>> months;
  const auto add = [](Work& to, const Work& more) {
    to.visits += more.visits;
    to.meetings += more.meetings;
  };
  for (const TrialRow& row : rows) {
    for (const auto& [month, work] : row.candidate_work) add(months[month].first, work);
    for (const auto& [month, work] : row.present_work) add(months[month].second, work);
  }
  if (months.empty()) return;
  const int last = months.rbegin()->first;
  for (int month = months.begin()->first; month <= last; ++month) {
    const auto& [candidate, present] = months[month];
    TrialMonth& told = *trial.add_months();
    told.set_month(fmt::format("{:04}-{:02}", month / kMonths, month % kMonths + 1));
    told.set_candidate_visits(candidate.visits);
    told.set_candidate_meetings(candidate.meetings);
    told.set_present_visits(present.visits);
    told.set_present_meetings(present.meetings);
  }
}

}  // namespace

Trial report_of(const TrialFrame& frame, const std::vector<TrialRow>& rows,
                const std::vector<TrialProviderName>& providers) {
  Trial trial;
  trial.set_candidate(frame.candidate.policy->policy().version());
  *trial.mutable_candidate_name() = frame.candidate.policy->policy().name();
  for (const Reign& reign : frame.present) trial.add_present(reign.policy->policy().version());
  trial.set_providers_count(static_cast<std::uint32_t>(providers.size()));
  trial.set_last_day(schema::to_string(frame.last));
  std::optional<schema::Day> first;
  std::uint64_t events = 0;
  for (const TrialRow& row : rows) {
    events += row.events;
    if (row.first_day && (!first || *row.first_day < *first)) first = row.first_day;
  }
  trial.set_events_count(events);
  if (first) trial.set_first_day(schema::to_string(*first));
  for (const std::uint32_t level : frame.levels) {
    *trial.add_levels() = level_of(frame, level, rows, providers);
  }
  add_histories(frame, rows, providers, trial);
  add_leads(rows, providers, trial);
  add_months(rows, trial);
  return trial;
}

}  // namespace app
