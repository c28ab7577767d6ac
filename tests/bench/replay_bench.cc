// Replay of a real history into all projections, in events a second, against going through the same
// log and parsing each event without folding it. The history is the one of 66,108 rows from
// Scotland
// (../shared/data beside the repository); where that is absent, a synthetic one of like size.
// Both read from disk, page cache warm; the best of several rounds counts. `--quick`: fewer rounds.
// `bench/scale` has the same of longer histories.

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "app/ids.h"
#include "app/import.h"
#include "app/simulate.h"
#include "app/system_clock.h"
#include "app/tracker.h"
#include "eventstore/rocks_store.h"
#include "folder.h"
#include "replay.h"

namespace {

constexpr int kRounds = 7;
constexpr int kRoundsQuick = 3;

const app::ImportProgress kQuiet = [](const std::string&, std::size_t, std::size_t) {};

std::unique_ptr<eventstore::EventStore> open(const bench::Folder& folder,
                                             const schema::Clock& clock) {
  auto store = eventstore::open_rocks_store(folder.path(), eventstore::OpenMode::kCreate, clock);
  if (!store) throw std::runtime_error(store.error().line);
  return std::move(*store);
}

/// Fills the folder; says with what.
std::string fill(const bench::Folder& folder, const schema::Schema& schema) {
  const app::SystemClock now;
  const auto keys = eventstore::make_memory_keyring();
  app::ImportOptions options;
  options.file = std::filesystem::path("../shared/data/scotland/events.csv.gz");
  options.exported_on = schema::uk_day(now.now());
  if (!std::filesystem::exists(options.file)) {
    app::SimulatedClock clock;
    app::SimulationSettings settings;
    settings.events = 66'000;
    settings.providers = settings.events / 33;
    settings.last_day = schema::uk_day(now.now());
    const auto store = open(folder, clock);
    if (!app::simulate(*store, *keys, schema, clock, settings, kQuiet))
      throw std::runtime_error("simulate");
    return "a synthetic history";
  }
  const auto store = open(folder, now);
  auto plan = app::plan_import(options, schema, nullptr, now.now(), kQuiet);
  if (!plan) throw std::runtime_error(plan.error().shown.front().text());
  const std::size_t rows = plan->rows;
  app::seal(*plan, schema, *keys);
  if (!store->append_and_wait(std::move(plan->commit))) throw std::runtime_error("append");
  // What the record suggests is recorded too, as it would be in service.
  const auto ids = app::make_random_ids(now);
  app::Tracker tracker(*store, *keys, schema, now, *ids, {});
  tracker.catch_up();
  return fmt::format("{} real rows", rows);
}

int measure(int rounds) {
  const bench::Folder folder;
  const schema::Schema schema;
  const std::string what = fill(folder, schema);
  const app::SystemClock clock;
  const auto store = open(folder, clock);
  fmt::print("{}, {} events\n", what, store->last_position().value());
  bench::replay(*store, schema, rounds);
  return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const std::string_view option = argc > 1 ? argv[1] : "";
    return measure(option == "--quick" ? kRoundsQuick : kRounds);
  } catch (const std::exception& error) {
    fmt::print(stderr, "replay: {}\n", error.what());
    return EXIT_FAILURE;
  }
}
