#include "clocks.h"

#include <algorithm>
#include <optional>
#include <span>
#include <unordered_map>

#include "staying.h"

namespace escalation {
namespace {

using gwarchod::v1::Clock;

/// How many of the days from `from` to the day before `to` are working days.
unsigned working_days(const Calendar& calendar, DayNumber from, DayNumber to) {
  unsigned days = 0;
  for (DayNumber day = from; day < to; ++day) days += calendar.is_working(day_of(day)) ? 1 : 0;
  return days;
}

/// The last day in time of a clock started on `start`, `paused` days of its own kind not counted.
DayNumber reckon(const Calendar& calendar, const Clock& clock, DayNumber start, unsigned limit,
                 unsigned paused) {
  const DayNumber before = clock.counts_first_day() ? start - 1 : start;
  if (clock.same_day()) return start;
  if (clock.working_days() > 0) {
    return number_of(calendar.due(day_of(before), limit + paused));
  }
  return before + static_cast<DayNumber>(limit + paused);
}

unsigned limit_of(const Clock& clock) {
  return clock.working_days() > 0 ? clock.working_days() : clock.calendar_days();
}

class Clocks {
 public:
  Clocks(const Facts::Inside& facts, const CompiledPolicy::Inside& policy, const Decided& decided,
         DayNumber as_of, Next& next)
      : facts_(facts),
        policy_(policy),
        decided_(decided),
        stage_(stage_decided(facts, policy, decided)),
        as_of_(as_of),
        next_(next) {}

  std::vector<Running> running() {
    for (const CompiledClock& clock : policy_.clocks) {
      if (clock.stage && clock.stage != stage_) continue;
      if (clock.stage && clock.clock.starts().empty()) {
        add_of_stage(clock);
      } else {
        add_of_records(clock);
      }
    }
    return std::move(running_);
  }

 private:
  /// The last of them on or before the day, unless that is before `from`.
  std::optional<DayNumber> last(std::span<const Entry> entries, DayNumber from) {
    const auto found = latest(entries, as_of_, next_);
    return found && *found >= from ? found : std::nullopt;
  }

  /// The day on which the stage began: when it was decided, else when the provider was registered.
  std::optional<DayNumber> entered() const {
    if (decided_.version != kNone) return decided_.effective;
    const auto registered = noted(facts_, policy_.registered);
    if (registered.empty() || registered.front().day > as_of_) return std::nullopt;
    return registered.front().day;
  }

  void add_of_stage(const CompiledClock& clock) {
    const auto began = entered();
    if (!began) return;
    auto done = last(noted(facts_, clock.lookout, Part::kEnd), *began);
    if (clock.is_review) {
      if (const auto reviewed = last(noted(facts_, policy_.reviews), *began + 1)) {
        done = std::max(done.value_or(*reviewed), *reviewed);
      }
    }
    if (done && !clock.clock.repeats()) return;
    const DayNumber start = done.value_or(*began);
    Running one{.clock = &clock, .version = decided_.version, .start = start};
    const DayNumber agreed =
        decided_.version == kNone ? kNever : facts_.versions[decided_.version].review_due;
    if (clock.is_review && !done && agreed != kNever) {
      one.due = agreed;
    } else {
      one.due = reckon(policy_.calendar, clock.clock, start, days_of(clock), 0);
    }
    running_.push_back(one);
  }

  /// A review falls due sooner while something red stands.
  unsigned days_of(const CompiledClock& clock) {
    const unsigned usual = limit_of(clock.clock);
    if (!clock.is_review) return usual;
    const unsigned red =
        policy_.policy.stages(static_cast<int>(*clock.stage)).review_while_red_working_days();
    if (red == 0 || clock.clock.working_days() == 0) return usual;
    bool is_red = false;
    if (const Track* track = noted_track(facts_, policy_.red)) {
      visit_staying(*track, as_of_, [&](std::size_t, const Entry& entry) {
        next_.may_be(entry.day);
        next_.may_be(entry.leave);
        is_red = is_red || entry.day <= as_of_;
      });
    }
    return is_red ? red : usual;
  }

  void add_of_records(const CompiledClock& clock) {
    std::vector<const Entry*> open = open_entries(clock);
    take_out_stopped(noted(facts_, clock.lookout, Part::kEnd), open);
    for (const Entry* entry : open) {
      running_.push_back({.clock = &clock,
                          .version = entry->version,
                          .start = entry->day,
                          .due = due_of(clock.clock, *entry)});
    }
  }

  /// Those that the record itself does not say are done, in order of day.
  std::vector<const Entry*> open_entries(const CompiledClock& clock) {
    std::vector<const Entry*> open;
    const Track* track = noted_track(facts_, clock.lookout);
    if (track == nullptr) return open;
    DayNumber since = clock.since;
    if (clock.stage && decided_.version != kNone) since = std::max(since, decided_.effective);
    const auto is_over = [&](DayNumber left, const Entry& first, const Entry& last) {
      return left <= as_of_ || last.day < since || first.day > clock.until;
    };
    visit_entries(*track, is_over, [&](std::size_t, const Entry& entry) {
      if (entry.day < since || entry.day > clock.until) return;
      next_.may_be(entry.day);
      next_.may_be(entry.leave);
      if (entry.day <= as_of_ && as_of_ < entry.leave) open.push_back(&entry);
    });
    return open;
  }

  /// A record stops the clock of the one it names; naming none, the oldest that had started.
  void take_out_stopped(std::span<const Entry> stops, std::vector<const Entry*>& open) {
    std::unordered_map<std::uint32_t, std::size_t> by_record;  // those of one record: the first
    for (std::size_t i = 0; i < open.size(); ++i) {
      by_record.try_emplace(facts_.versions[open[i]->version].first, i);
    }
    std::vector<bool> is_stopped(open.size());
    std::size_t oldest = 0;
    for (const Entry& stop : stops) {
      next_.may_be(stop.day);
      if (stop.day > as_of_) break;
      const std::uint32_t link = facts_.items[stop.item].link;
      if (link == kUnknown) continue;
      while (oldest < open.size() && is_stopped[oldest]) ++oldest;
      if (link == kNone) {
        if (oldest < open.size() && open[oldest]->day <= stop.day) is_stopped[oldest] = true;
      } else if (const auto at = by_record.find(facts_.versions[link].first);
                 at != by_record.end()) {
        is_stopped[at->second] = true;
      }
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < open.size(); ++i) {
      if (!is_stopped[i]) open[kept++] = open[i];
    }
    open.resize(kept);
  }

  DayNumber due_of(const Clock& clock, const Entry& entry) {
    const Item& item = facts_.items[entry.item];
    unsigned paused = 0;
    if (item.late != kNever && item.late <= as_of_) {
      next_.may_be(item.resumed);
      if (item.resumed > as_of_) return kNever;
      const DayNumber from = std::max(item.late, entry.day + 1);
      const DayNumber to = std::max(item.resumed, from);
      paused = clock.working_days() > 0 ? working_days(policy_.calendar, from, to)
                                        : static_cast<unsigned>(to - from);
    } else {
      next_.may_be(item.late);
    }
    const DayNumber due = reckon(policy_.calendar, clock, entry.day, limit_of(clock), paused);
    return item.due == kNever ? due : std::max(due, item.due);
  }

  const Facts::Inside& facts_;
  const CompiledPolicy::Inside& policy_;
  const Decided& decided_;
  std::optional<std::size_t> stage_;
  DayNumber as_of_;
  Next& next_;
  std::vector<Running> running_;
};

}  // namespace

std::vector<Running> running(const Facts::Inside& facts, const CompiledPolicy::Inside& policy,
                             const Decided& decided, DayNumber as_of, Next& next) {
  std::vector<Running> all = Clocks(facts, policy, decided, as_of, next).running();
  for (const Running& one : all) {
    // Overdue from the day after.
    if (one.due != kNever) next.may_be(one.due + 1);
  }
  return all;
}

}  // namespace escalation
