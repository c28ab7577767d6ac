#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "escalation/learned.h"
#include "gwarchod/v1/records.pb.h"

/// When a service was flagged, by a policy or by something simpler.
namespace backtest {

using Days = std::chrono::days;
using schema::Day;

/// From this day on it is flagged, or is not.
struct Change {
  Day day;
  bool on = false;
};
/// Days on which it was: from `first` to the day before `end`.
struct Span {
  Day first;
  Day end;
};
using Flagged = std::vector<Span>;

[[nodiscard]] inline Flagged flagged(const std::vector<Change>& changes, Day last) {
  Flagged spans;
  bool on = false;
  for (const Change& change : changes) {
    if (change.day > last) break;
    if (change.on && !on) spans.push_back({change.day, last + Days{1}});
    if (!change.on && on) spans.back().end = change.day;
    on = change.on;
  }
  return spans;
}

/// How many days before `day` it was first flagged within so long before; nothing: it was not.
[[nodiscard]] inline std::optional<std::int64_t> lead(const Flagged& spans, Day day, Days within) {
  for (const Span& span : spans) {
    if (span.end <= day - within || span.first >= day) continue;
    if (span.first < span.end) return (day - std::max(span.first, day - within)).count();
  }
  return std::nullopt;
}

[[nodiscard]] inline Days time_within(const Flagged& spans, Day from, Day last) {
  Days time{0};
  for (const Span& span : spans) {
    time += std::max(Days{0}, std::min(span.end, last + Days{1}) - std::max(span.first, from));
  }
  return time;
}

[[nodiscard]] inline std::string median(std::vector<std::int64_t> days) {
  if (days.empty()) return "-";
  const auto middle = days.begin() + static_cast<std::ptrdiff_t>(days.size() / 2);
  std::nth_element(days.begin(), middle, days.end());
  return std::to_string(*middle);
}

/// Ids of what was corrected by the end.
[[nodiscard]] inline std::set<std::string> corrected(
    const std::vector<escalation::Learned>& history) {
  std::set<std::string> ids;
  gwarchod::v1::Correction correction;
  for (const auto& [event, day] : history) {
    if (event.event->kind() != "Correction") continue;
    if (correction.ParseFromString(event.event->body())) ids.insert(correction.corrects());
  }
  return ids;
}

/// On while any grade of the latest grading is 1 or 2.
[[nodiscard]] inline std::vector<Change> poor_grades(
    const std::vector<escalation::Learned>& history) {
  constexpr std::int32_t kPoor = 2;
  std::vector<Change> changes;
  gwarchod::v1::InspectionReport report;
  for (const auto& [event, day] : history) {
    if (event.event->kind() != "InspectionReport") continue;
    if (!report.ParseFromString(event.event->body())) continue;
    bool graded = false;
    bool poor = false;
    for (const auto& rating : report.ratings()) {
      graded = graded || rating.grade() > 0;
      poor = poor || (rating.grade() > 0 && rating.grade() <= kPoor);
    }
    if (graded) changes.push_back({day, poor});
  }
  return changes;
}

/// On while two complaints that were upheld and not corrected since happened within a year.
[[nodiscard]] inline std::vector<Change> two_complaints(
    const std::vector<escalation::Learned>& history) {
  constexpr Days kYear{365};
  constexpr std::size_t kEnough = 2;
  std::map<std::string, Day> standing;  // by event: the last day it can have happened
  std::set<Day> turns;                  // days on which something comes or goes
  std::vector<std::pair<Day, std::map<std::string, Day>>> known;
  gwarchod::v1::Correction correction;
  for (const auto& [event, day] : history) {
    const auto& envelope = event.event->envelope();
    if (event.event->kind() == "Complaint") {
      const auto happened = schema::parse_day(
          envelope.occurred_to().empty() ? envelope.occurred_from() : envelope.occurred_to());
      standing[std::string(event.id)] = happened.value_or(day);
      turns.insert(happened.value_or(day) + kYear + Days{1});
    } else if (event.event->kind() == "Correction" &&
               correction.ParseFromString(event.event->body())) {
      standing.erase(correction.corrects());
    } else {
      continue;
    }
    turns.insert(day);
    if (!known.empty() && known.back().first == day) known.pop_back();
    known.emplace_back(day, standing);
  }
  std::vector<Change> changes;
  for (const Day day : turns) {
    const auto later = std::find_if(known.begin(), known.end(),
                                    [day](const auto& one) { return one.first > day; });
    if (later == known.begin()) continue;
    const auto& then = std::prev(later)->second;
    const auto recent = std::count_if(then.begin(), then.end(), [&](const auto& one) {
      return one.second <= day && one.second + kYear >= day;
    });
    changes.push_back({day, static_cast<std::size_t>(recent) >= kEnough});
  }
  return changes;
}

}  // namespace backtest
