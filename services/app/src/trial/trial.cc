#include "trial/trial.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <limits>
#include <mutex>
#include <set>

#include "escalation/sweep.h"
#include "events.h"
#include "projections/side_by_side.h"
#include "trial/provider_trial.h"
#include "trial/trial_report.h"

namespace app {
namespace {

using escalation::Learned;

constexpr std::size_t kProvidersBetweenProgress = 16;

/// Both policies over the history of one provider.
class ProviderRun {
 public:
  ProviderRun(const TrialFrame& frame, const eventstore::EventStore& store,
              const EventReader& reader)
      : frame_(frame), store_(store), reader_(reader) {}

  [[nodiscard]] TrialRow run(std::size_t number, const std::string& provider) {
    const std::vector<Learned> history = read(provider);
    TrialRow row{.provider = number, .events = history.size()};
    if (history.empty()) return row;
    row.first_day = history.front().day;
    const auto candidate = course({&frame_.candidate, 1}, history, frame_.last);
    const auto present = course(frame_.present, history, frame_.last);
    row.candidate = heights_of(candidate, frame_.levels);
    row.present = heights_of(present, frame_.levels);
    const auto& calendar = escalation::Calendar::england_and_wales();
    add_work(candidate, calendar, frame_.last, row.candidate_work);
    add_work(present, calendar, frame_.last, row.present_work);
    add_leads(history, candidate, present, row);
    return row;
  }

 private:
  [[nodiscard]] std::vector<Learned> read(const std::string& provider) {
    stored_ = store_.read_stream(provider_stream(provider), eventstore::StreamVersion{1},
                                 std::numeric_limits<std::size_t>::max(),
                                 eventstore::EventStore::Direction::kForward);
    if (events_.size() < stored_.size()) events_.resize(stored_.size());
    std::vector<escalation::ProviderEvent> stream;
    stream.reserve(stored_.size());
    for (std::size_t i = 0; i < stored_.size(); ++i) {
      if (stored_[i].type == "SuggestedStageChanged") continue;  // said by us, known to nobody
      reader_.read_sealed(stored_[i], events_[i]);
      stream.push_back({stored_[i].position.value(), stored_[i].id, &events_[i]});
    }
    auto history = escalation::in_order_known(stream, escalation::Knowledge::kPooled);
    std::erase_if(history, [&](const Learned& one) { return one.day > frame_.last; });
    return history;
  }

  /// Each decision to a higher stage than was decided before it.
  void add_leads(const std::vector<Learned>& history, std::span<const Step> candidate,
                 std::span<const Step> present, TrialRow& row) const {
    const auto& policy = *frame_.present.back().policy;
    escalation::Facts facts;
    for (const Learned& learned : history) {
      if (learned.event.event->kind() == "StageDecision" ||
          learned.event.event->kind() == "DeEscalation" ||
          learned.event.event->kind() == "Correction") {
        escalation::evolve(facts, *frame_.present.back().bare, learned.event);
      }
    }
    std::uint32_t before = 0;
    for (const escalation::StageTaken& taken : escalation::decisions(facts)) {
      const auto stage = policy.stage(taken.stage);
      if (policy.has_stage(taken.stage) && !stage.off_ladder() && stage.level() > before) {
        row.leads.push_back({.day = taken.day,
                             .stage = stage,
                             .candidate = lead(candidate, stage.level(), taken.day),
                             .present = lead(present, stage.level(), taken.day)});
      }
      before = stage.level();
    }
  }

  const TrialFrame& frame_;
  const eventstore::EventStore& store_;
  const EventReader& reader_;
  std::vector<eventstore::StoredEvent> stored_;
  std::vector<gwarchod::v1::Event> events_;  // used again and again
};

/// What the threads share.
struct Shared {
  std::atomic<bool> stop = false;
  std::mutex mutex;  // of what follows
  std::size_t done = 0;
  std::exception_ptr fault;
};

std::set<std::uint32_t> levels_of(const TrialFrame& frame) {
  std::set<std::uint32_t> levels;
  const auto add = [&](const Reign& reign) {
    for (const auto& stage : reign.policy->policy().stages()) {
      if (!stage.off_ladder() && stage.level() > 0) levels.insert(stage.level());
    }
  };
  add(frame.candidate);
  for (const Reign& reign : frame.present) add(reign);
  return levels;
}

}  // namespace

std::optional<gwarchod::v1::Trial> run_trial(const eventstore::EventStore& store,
                                             const EventReader& reader,
                                             const schema::Schema& schema, const Policies& policies,
                                             const PolicyInForce& candidate,
                                             const std::vector<TrialProviderName>& providers,
                                             schema::Day today, const TrialProgress& progress) {
  TrialFrame frame{.candidate = reign_of(candidate, schema),
                   .present = reigns_of(policies, today, schema),
                   .levels = {},
                   .last = today};
  frame.levels = levels_of(frame);
  std::vector<TrialRow> rows(providers.size());
  Shared shared;
  side_by_side(providers.size(), [&] {
    return [&, run = ProviderRun(frame, store, reader)](std::size_t number) mutable {
      if (shared.stop) return;
      try {
        rows[number] = run.run(number, providers[number].provider);
        const std::lock_guard lock(shared.mutex);
        const bool tell =
            ++shared.done % kProvidersBetweenProgress == 0 || shared.done == providers.size();
        if (tell && !progress(shared.done, providers.size())) shared.stop = true;
      } catch (...) {
        const std::lock_guard lock(shared.mutex);
        shared.fault = std::current_exception();
        shared.stop = true;
      }
    };
  });
  if (shared.fault) std::rethrow_exception(shared.fault);
  if (shared.stop && shared.done < providers.size()) return std::nullopt;
  return report_of(frame, rows, providers);
}

}  // namespace app
