#include "reports/figures.h"

#include <algorithm>
#include <map>
#include <utility>

#include "schema/show.h"

namespace reports {
namespace {

using gwarchod::v1::Figures;
using gwarchod::v1::MonthTimes;
using Counts = std::map<std::pair<Month, int>, std::uint32_t>;
using Times = std::map<Month, std::vector<std::optional<std::int32_t>>>;
using MonthsTimes = google::protobuf::RepeatedPtrField<MonthTimes>;

constexpr std::int32_t kNone = -1;

void add(const std::vector<MonthCount>& counts, Counts& sum) {
  for (const MonthCount& one : counts) sum[{one.month, one.value}] += one.count;
}

void add(const std::vector<Waited>& waited, Times& sum) {
  for (const Waited& one : waited) sum[one.month].push_back(one.days);
}

/// The middle one; of an even number, halfway between the two in the middle, rounded down.
std::int32_t median(std::vector<std::int32_t>& days) {
  if (days.empty()) return kNone;
  std::ranges::sort(days);
  const std::size_t middle = days.size() / 2;
  return days.size() % 2 == 1 ? days[middle] : (days[middle - 1] + days[middle]) / 2;
}

void put(const Times& times, MonthsTimes& told) {
  for (const auto& [month, waited] : times) {
    std::vector<std::int32_t> ended;
    for (const auto& days : waited) {
      if (days) ended.push_back(*days);
    }
    MonthTimes& one = *told.Add();
    one.set_month(to_string(month));
    one.set_begun(static_cast<std::uint32_t>(waited.size()));
    one.set_ended(static_cast<std::uint32_t>(ended.size()));
    one.set_longest_days(ended.empty() ? kNone : *std::ranges::max_element(ended));
    one.set_median_days(median(ended));
  }
}

/// The first month of which anything is told.
Month first_month(const Counts& stages, const Counts& concerns, Month otherwise) {
  Month first = otherwise;
  for (const Counts* counts : {&stages, &concerns}) {
    if (!counts->empty()) first = std::min(first, counts->begin()->first.first);
  }
  return first;
}

void put_stages(const Counts& stages, Month first, Month last, Figures& figures) {
  for (Month month = first; month <= last; ++month) {
    auto& on = *figures.add_stages_on();
    on.set_month(to_string(month));
    for (int stage = 0; stage < figures.stages_size(); ++stage) {
      const auto found = stages.find({month, stage});
      on.add_providers(found == stages.end() ? 0 : found->second);
    }
  }
}

}  // namespace

Figures figures_of(std::span<const Share> shares, const Counting& counting, Day as_of) {
  Counts stages;
  Counts strands;
  Counts themes;
  Times acknowledged;
  Times decided;
  for (const Share& share : shares) {
    for (const Share::StageOn& on : share.stages) ++stages[{on.month, on.stage}];
    add(share.strands, strands);
    add(share.themes, themes);
    add(share.acknowledged, acknowledged);
    add(share.decided, decided);
  }
  Figures figures;
  const Month last = month_of(as_of);
  const Month first = first_month(stages, strands, last);
  figures.set_as_of(schema::to_string(as_of));
  figures.set_from(to_string(first));
  for (const auto& stage : counting.policy().policy().stages()) {
    *figures.add_stages() = counting.policy().stage(stage.id());
  }
  put_stages(stages, first, last, figures);
  for (const auto& [at, count] : strands) {
    auto& one = *figures.add_strands();
    one.set_month(to_string(at.first));
    one.set_strand(gwarchod::v1::Strand_Name(at.second));
    one.set_concerns(count);
  }
  for (const auto& [at, count] : themes) {
    auto& one = *figures.add_themes();
    one.set_month(to_string(at.first));
    if (at.second != 0) one.set_theme(gwarchod::v1::Theme_Name(at.second));
    one.set_concerns(count);
  }
  for (auto& label : schema::labels(*gwarchod::v1::Strand_descriptor())) {
    *figures.add_strand_names() = std::move(label);
  }
  for (auto& label : schema::labels(*gwarchod::v1::Theme_descriptor())) {
    *figures.add_theme_names() = std::move(label);
  }
  put(acknowledged, *figures.mutable_acknowledged());
  put(decided, *figures.mutable_decided());
  return figures;
}

}  // namespace reports
