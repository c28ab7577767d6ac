#include "app/simulate.h"

#include <algorithm>
#include <memory>

#include "app/ids.h"
#include "app/tracker.h"
#include "simulation/concerns.h"
#include "simulation/meetings.h"
#include "simulation/recorder.h"
#include "simulation/routine.h"
#include "simulation/stories.h"

namespace app {
namespace {

using std::chrono::days;

constexpr double kDriftADay = 0.08;       // how fast trouble follows its cause
constexpr double kRecordsAProvider = 34;  // in two years, when nothing scales it
constexpr unsigned kYears = 730;

/// Trouble goes towards the provider's temper, or towards its bad spell while that lasts.
void drift(SimProvider& provider, schema::Day today) {
  const bool spell =
      provider.episode > 0 && today >= provider.episode_from && today <= provider.episode_to;
  const double towards = spell ? provider.episode : provider.temper;
  provider.trouble += (towards - provider.trouble) * kDriftADay;
}

/// How much more or less is to happen than by itself, to come out at the number wished for.
double rate_of(const SimulationSettings& settings, std::size_t providers) {
  const double own = kRecordsAProvider * static_cast<double>(providers) * settings.days / kYears;
  return std::max(0.0, static_cast<double>(settings.events) / std::max(1.0, own));
}

class Simulation {
 public:
  Simulation(eventstore::EventStore& store, eventstore::Keyring& keys, const schema::Schema& schema,
             SimulatedClock& clock, const SimulationSettings& settings,
             const ImportProgress& progress)
      : store_(store),
        clock_(clock),
        settings_(settings),
        progress_(progress),
        stories_(settings.demonstration ? built_in_stories() : gwarchod::v1::Stories{}),
        providers_(make_register(settings, stories_, texts_)),
        ids_(make_seeded_ids(settings.seed, clock)),
        first_day_(weekday(settings.last_day - days{settings.days})) {
    clock_.set(schema::Instant{first_day_} + std::chrono::hours{7});
    Settings of_tracker;
    of_tracker.synthetic = true;
    of_tracker.demonstration = settings.demonstration;
    tracker_ = std::make_unique<Tracker>(store_, keys, schema, clock_, *ids_, of_tracker);
  }

  schema::Result<SimulationReport, std::string> run() {
    tracker_->catch_up();
    SimDiary diary;
    SimWriter writer(diary, people_, texts_, settings_.last_day);
    SimRoutine routine(writer, first_day_);
    SimConcerns concerns(writer);
    SimRecorder recorder(*tracker_, clock_, providers_);
    if (auto refused = recorder.register_all(first_day_, people_)) {
      return *refused;
    }
    tracker_->catch_up();
    SimMeetings meetings(*tracker_, writer, routine, providers_);
    for (std::size_t i = 0; i < providers_.size(); ++i) {
      routine.begin(providers_[i], i);
      if (providers_[i].story != nullptr) {
        tell(*providers_[i].story, i, settings_.last_day, tracker_->policy(), people_, diary);
      }
    }
    const double rate = rate_of(settings_, providers_.size());
    for (schema::Day today = first_day_; today <= settings_.last_day; today += days{1}) {
      live(routine, concerns, today, rate);
      if (auto refused = record(recorder, diary, today, 9)) {
        return *refused;
      }
      meetings.day(today);
      if (auto refused = record(recorder, diary, today, 15)) {
        return *refused;
      }
      tell_progress(today);
    }
    SimulationReport report;
    report.providers = providers_.size();
    report.events = store_.last_position().value();
    return report;
  }

 private:
  void live(SimRoutine& routine, SimConcerns& concerns, schema::Day today, double rate) {
    for (std::size_t i = 0; i < providers_.size(); ++i) {
      SimProvider& provider = providers_[i];
      drift(provider, today);
      const bool over = provider.story != nullptr && provider.story->routine_until() != 0 &&
                        today > settings_.last_day + days{provider.story->routine_until()};
      if (!over) {
        routine.day(provider, i, today);
      }
      if (provider.story == nullptr) {
        concerns.day(provider, i, today, rate);
      }
    }
  }

  std::optional<std::string> record(SimRecorder& recorder, SimDiary& diary, schema::Day today,
                                    int hour) {
    auto acts = diary.take(today);
    if (acts.empty() && hour > 12) {
      return std::nullopt;
    }
    clock_.set(schema::Instant{today} + std::chrono::hours{hour});
    auto refused = recorder.record(std::move(acts), today, hour);
    if (!refused) {
      tracker_->catch_up();
    }
    return refused;
  }

  void tell_progress(schema::Day today) const {
    const auto done = (today - first_day_).count();
    if (done % 30 == 0) {
      progress_("simulating", static_cast<std::size_t>(done), settings_.days);
    }
  }

  eventstore::EventStore& store_;
  SimulatedClock& clock_;
  const SimulationSettings& settings_;
  const ImportProgress& progress_;
  SimTexts texts_;
  SimPeople people_;
  gwarchod::v1::Stories stories_;
  std::vector<SimProvider> providers_;
  std::unique_ptr<IdSource> ids_;
  schema::Day first_day_;
  std::unique_ptr<Tracker> tracker_;
};

}  // namespace

schema::Result<SimulationReport, std::string> simulate(
    eventstore::EventStore& store, eventstore::Keyring& keys, const schema::Schema& schema,
    SimulatedClock& clock, const SimulationSettings& settings, const ImportProgress& progress) {
  if (store.last_position().value() != 0) {
    return std::string(
        "there is something in the data folder already: a synthetic authority begins empty");
  }
  return Simulation(store, keys, schema, clock, settings, progress).run();
}

}  // namespace app
