#include "app/tracker.h"

#include <pthread.h>

#include <utility>

#include "append_problem.h"
#include "events.h"
#include "inside.h"
#include "secrets.h"

namespace app {
namespace {

// How long the follower sleeps at most, whatever the time of the next midnight: the machine may
// have been suspended, or its clock set.
constexpr std::chrono::milliseconds kTimeCheck{60'000};
// After a wait that the store cut short.
constexpr std::chrono::milliseconds kPause{20};
// How long a new board is built, at once, before what has come meanwhile is taken in.
constexpr std::chrono::milliseconds kBuildAtOnce{50};
// How long a writer waits for the views to hold what it wrote.
constexpr std::chrono::seconds kReadOwnWrites{10};

// The first instant of the day after that of `now`, in the United Kingdom.
schema::Instant next_midnight(schema::Instant now) {
  const schema::Day today = schema::uk_day(now);
  const schema::Instant summer = today + std::chrono::days{1} - std::chrono::hours{1};
  return schema::uk_day(summer) > today ? summer : summer + std::chrono::hours{1};
}

std::chrono::milliseconds until_midnight(schema::Instant now) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(next_midnight(now) - now);
  return std::min(left, kTimeCheck);
}

}  // namespace

Tracker::Inside::Inside(eventstore::EventStore& the_store, eventstore::Keyring& the_keys,
                        const schema::Schema& the_schema, const schema::Clock& the_clock,
                        IdSource& the_ids, Settings the_settings)
    : store(the_store),
      keys(the_keys),
      schema(the_schema),
      clock(the_clock),
      ids(the_ids),
      settings(std::move(the_settings)),
      sealer(schema, keys),
      reader(schema, keys),
      views(Policies(default_policy(the_schema))),
      projections(store, reader, schema, clock, ids, views, listeners, settings.read_only) {}

Tracker::Tracker(eventstore::EventStore& store, eventstore::Keyring& keys,
                 const schema::Schema& schema, const schema::Clock& clock, IdSource& ids,
                 Settings settings)
    : inside_(std::make_unique<Inside>(store, keys, schema, clock, ids, std::move(settings))) {}

Tracker::~Tracker() {
  {
    const std::lock_guard lock(inside_->progress_mutex);
    inside_->stopping = true;
  }
  inside_->progress.notify_all();
  if (inside_->follower.joinable()) {
    inside_->store.interrupt();
    inside_->follower.join();
  }
  inside_->projections.keep();
}

void Tracker::start() {
  inside_->finish_erasures();
  inside_->adopt_default_policy();
  inside_->catch_up_with_what_is_kept();
  inside_->following = true;
  inside_->follower = std::thread([this] { inside_->follow(); });
}

void Tracker::catch_up() {
  inside_->finish_erasures();
  inside_->adopt_default_policy();
  inside_->catch_up();
}

void Tracker::Inside::adopt_default_policy() {
  if (settings.read_only || store.ordered_version(policy_stream()).value() > 0) return;
  gwarchod::v1::PolicyAdopted adopted;
  *adopted.mutable_policy() = default_policy(schema)->policy();
  adopted.set_approved_by("Gwarchod");
  adopted.set_why("The default policy, until another is adopted.");
  auto event = system_event("PolicyAdopted", adopted.SerializeAsString(), today());
  eventstore::Commit commit;
  commit.writes.push_back({policy_stream(),
                           eventstore::ExpectedVersion::no_stream(),
                           {to_store(std::move(event), Caller::system(), ids, clock.now())}});
  // Refused only when another adopted one first, or the disk failed; the next write will tell.
  (void)store.append_and_wait(std::move(commit));
}

void Tracker::Inside::catch_up() {
  const std::lock_guard lock(folding);
  while (true) {
    projections.take_in();
    while (projections.is_building()) projections.build_on(kBuildAtOnce);
    if (settings.read_only || !projections.propose_news(false)) break;
    if (!projections.wait_for_proposals()) break;
  }
  projections.keep_sometimes();
  {
    const std::lock_guard told(progress_mutex);
  }  // whoever waits has looked, or will look again
  progress.notify_all();
}

// A board that has to be built anew is left to the follower, while the one that was kept serves.
void Tracker::Inside::catch_up_with_what_is_kept() {
  const std::lock_guard lock(folding);
  while (true) {
    projections.take_in();
    if (settings.read_only || !projections.propose_news(false)) break;
    if (!projections.wait_for_proposals()) break;
  }
}

void Tracker::Inside::follow() {
  pthread_setname_np(pthread_self(), "projections");
  while (true) {
    std::optional<std::chrono::milliseconds> shows_in;
    eventstore::Position seen;
    {
      const std::lock_guard lock(folding);
      shows_in = projections.take_in_steadily();
      projections.build_on(kBuildAtOnce);
      if (!settings.read_only) (void)projections.propose_news(true);
      projections.keep_sometimes();
      seen = eventstore::Position{projections.taken_in()};
    }
    {
      const std::lock_guard lock(progress_mutex);
      if (stopping) return;
    }
    progress.notify_all();
    if (projections.is_building()) continue;
    if (store.wait_beyond(seen, shows_in.value_or(until_midnight(clock.now()))) > seen) continue;
    if (shows_in) continue;
    std::unique_lock lock(progress_mutex);
    progress.wait_for(lock, kPause, [this] { return stopping; });
  }
}

void Tracker::Inside::wait_for_accounts(std::uint64_t wanted) {
  if (!following) {
    catch_up();
    return;
  }
  const auto is_there = [&] {
    const std::shared_lock lock(views.mutex);
    return views.directory_position >= wanted || views.directory_stale;
  };
  std::unique_lock lock(progress_mutex);
  progress.wait_for(lock, kReadOwnWrites, [&] { return stopping || is_there(); });
}

std::uint64_t Tracker::Inside::position() const {
  const std::shared_lock lock(views.mutex);
  return views.position;
}

PolicyInForce Tracker::Inside::policy_on(schema::Day day, std::uint64_t known_at) const {
  const std::shared_lock lock(views.mutex);
  return views.policies.in_force(day, known_at);
}

const Settings& Tracker::settings() const { return inside_->settings; }
const schema::Schema& Tracker::schema() const { return inside_->schema; }
schema::Day Tracker::today() const { return inside_->today(); }
std::uint64_t Tracker::position() const { return inside_->position(); }
std::uint64_t Tracker::log_position() const { return inside_->store.last_position().value(); }
std::optional<Tracker::Problem> Tracker::refuses_writes() const {
  const auto refusal = inside_->store.refuses_writes();
  return refusal ? std::optional{problem_of(*refusal)} : std::nullopt;
}

std::vector<ProjectionState> Tracker::projections() const {
  const std::shared_lock lock(inside_->views.mutex);
  return inside_->views.states;
}

void Tracker::keep() {
  const std::lock_guard lock(inside_->folding);
  inside_->projections.keep();
}

Rebuilt Tracker::rebuild(const std::string& name, bool check_only) {
  const std::lock_guard lock(inside_->folding);
  return inside_->projections.rebuild(name, check_only);
}

Tracker::ListenerId Tracker::listen(Listener listener) {
  return inside_->listeners.add(std::move(listener));
}
void Tracker::unlisten(ListenerId id) { inside_->listeners.remove(id); }

}  // namespace app
