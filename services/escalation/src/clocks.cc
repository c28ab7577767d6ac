#include "clocks.h"

#include <algorithm>
#include <optional>
#include <span>

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
  /// The last of them on or before the day, from `from` on.
  std::optional<DayNumber> last(std::span<const Entry> entries, DayNumber from) {
    std::optional<DayNumber> found;
    for (const Entry& entry : entries) {
      next_.may_be(entry.day);
      if (entry.day >= from && entry.day <= as_of_) found = entry.day;
    }
    return found;
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
    for (const Entry& entry : noted(facts_, policy_.red)) {
      next_.may_be(entry.day);
      next_.may_be(entry.leave);
      is_red = is_red || (entry.day <= as_of_ && as_of_ < entry.leave);
    }
    return is_red ? red : usual;
  }

  void add_of_records(const CompiledClock& clock) {
    std::vector<const Entry*> open = open_entries(clock);
    for (const Entry& stop : noted(facts_, clock.lookout, Part::kEnd)) {
      next_.may_be(stop.day);
      if (stop.day <= as_of_) take_out(stop, open);
    }
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
    for (const Entry& entry : noted(facts_, clock.lookout)) {
      if (entry.day < clock.since || entry.day > clock.until) continue;
      if (clock.stage && decided_.version != kNone && entry.day < decided_.effective) continue;
      next_.may_be(entry.day);
      next_.may_be(entry.leave);
      if (entry.day <= as_of_ && as_of_ < entry.leave) open.push_back(&entry);
    }
    return open;
  }

  /// A record stops the clock of the one it names; naming none, the oldest that had started.
  void take_out(const Entry& stop, std::vector<const Entry*>& open) const {
    const std::uint32_t link = facts_.items[stop.item].link;
    const auto stopped = std::find_if(open.begin(), open.end(), [&](const Entry* entry) {
      if (link == kNone) return entry->day <= stop.day;
      return link != kUnknown &&
             facts_.versions[entry->version].first == facts_.versions[link].first;
    });
    if (stopped != open.end()) open.erase(stopped);
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
