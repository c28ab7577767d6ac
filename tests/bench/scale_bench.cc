// A log of many years: how quickly it is folded from nothing, how long until it is ready when
// opened, what it takes in memory and on disk, and how quickly one provider of it is shown. `scale
// --events 10000000` makes ten million events over 30,000 providers, which takes some minutes and
// about 6 GB of disk; the default is small. The log is of copies of synthetic histories, woven
// together as time goes. `--folder DIR` keeps it there, and measures it again when it is there
// already.

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "app/ids.h"
#include "app/simulate.h"
#include "app/system_clock.h"
#include "app/tracker.h"
#include "eventstore/memory_store.h"
#include "eventstore/rocks_store.h"
#include "figure.h"
#include "gwarchod/v1/events.pb.h"
#include "gwarchod/v1/records/decisions.pb.h"
#include "replay.h"
#include "schema/json.h"
#include "woven_log.h"

namespace {

using Clock = std::chrono::steady_clock;
using bench::Filler;
using bench::History;

constexpr std::size_t kCopiesMax = 1'000'000;  // of a history, before it begins anew
constexpr std::size_t kLongHistory = 10'000;   // events of one provider, as the target has it
constexpr std::size_t kLongest = 50'000;
constexpr const char* kLong = "long-history";
constexpr const char* kVeryLong = "very-long-history";
constexpr const char* kShort = "short-history";
constexpr std::size_t kShortHistory = 50;
constexpr int kReplayRounds = 3;

double seconds_since(Clock::time_point begun) {
  return std::chrono::duration<double>(Clock::now() - begun).count();
}

struct Wanted {
  std::size_t events = 200'000;
  std::size_t providers = 0;  // 0: as many to the events as 30,000 to ten million
  std::filesystem::path folder;
  bool keep = false;
  bool open_only = false;
};

void fill(eventstore::EventStore& store, const Wanted& wanted) {
  const std::size_t each = wanted.events / wanted.providers;
  const auto histories = bench::templates(each);
  const auto begun = Clock::now();
  Filler filler(store);
  std::size_t copy = wanted.providers;
  bench::add_long(filler, histories, kShort, kShortHistory, copy);
  bench::add_long(filler, histories, kLong, std::min(kLongHistory, wanted.events), copy);
  bench::add_long(filler, histories, kVeryLong, std::min(kLongest, wanted.events), copy);
  for (std::size_t turn = 0; filler.events() < wanted.events; ++turn) {
    for (std::size_t number = 0; number < wanted.providers; ++number) {
      const History& history = histories[number % histories.size()];
      const std::size_t again = turn / history.size();  // a history that ended begins anew
      const eventstore::NewEvent& event = history[turn % history.size()];
      if (again > 0 && event.type == "ProviderRegistered") continue;
      filler.add(fmt::format("provider-{}", number),
                 bench::copy_of(event, again * kCopiesMax + number));
    }
  }
  filler.flush();
  fmt::print("filled: {} events of {:.0f} bytes, {} providers, in {:.0f} s\n", filler.events(),
             static_cast<double>(filler.bytes()) / static_cast<double>(filler.events()),
             wanted.providers, seconds_since(begun));
  store.put_side({{"bench/payload-bytes", std::to_string(filler.bytes())}}, true);
}

std::size_t resident_bytes() {
  std::ifstream status("/proc/self/statm");
  std::size_t pages = 0;
  std::size_t resident = 0;
  status >> pages >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

double peak_mebibytes() {
  std::ifstream status("/proc/self/status");
  std::string line;
  while (std::getline(status, line)) {
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
  }
  return 0;
}

std::size_t disk_bytes(const std::filesystem::path& folder) {
  std::size_t bytes = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
    if (file.is_regular_file()) bytes += file.file_size();
  }
  return bytes;
}

std::unique_ptr<eventstore::EventStore> open(const std::filesystem::path& folder,
                                             const schema::Clock& clock) {
  auto store = eventstore::open_rocks_store(folder, eventstore::OpenMode::kCreate, clock);
  if (!store) throw std::runtime_error(store.error().line);
  return std::move(*store);
}

/// Milliseconds that each of many took, the quickest first.
template <class Work>
std::vector<double> times_ms(std::size_t rounds, const Work& work) {
  std::vector<double> took;
  for (std::size_t round = 0; round < rounds; ++round) {
    const auto begun = Clock::now();
    work(round);
    took.push_back(seconds_since(begun) * 1e3);
  }
  std::ranges::sort(took);
  return took;
}

/// Milliseconds of the slowest of a hundred, of many.
template <class Work>
double p99_ms(std::size_t rounds, const Work& work) {
  const std::vector<double> took = times_ms(rounds, work);
  return took[took.size() * 99 / 100];
}

app::Caller officer() {
  app::Caller caller;
  caller.account = "officer";
  caller.role = gwarchod::v1::OFFICER;
  caller.agency = gwarchod::v1::COUNCIL_SAFEGUARDING;
  return caller;
}

gwarchod::v1::RecordRequest complaint() {
  gwarchod::v1::RecordRequest request;
  request.set_kind("Complaint");
  gwarchod::v1::Envelope& envelope = *request.mutable_envelope();
  envelope.set_occurred_from("2024-03-05");
  envelope.set_source(gwarchod::v1::COUNCIL_COMPLAINTS);
  envelope.set_severity(gwarchod::v1::MODERATE);
  envelope.set_summary("Tablets were given two hours late on three evenings this week.");
  if (!schema::from_json(R"({"stage":"LOCAL_RESOLUTION"})", *request.mutable_body())) {
    throw std::logic_error("a complaint");
  }
  return request;
}

/// The median milliseconds until a complaint of the provider is on the disk.
double decided_ms(app::Tracker& tracker, const char* provider) {
  const app::Caller caller = officer();
  const gwarchod::v1::RecordRequest request = complaint();
  const std::vector<double> took = times_ms(300, [&](std::size_t) {
    std::promise<bool> answered;
    tracker.record(caller, provider, request, {},
                   [&](const auto& recorded) { answered.set_value(bool(recorded)); });
    if (!answered.get_future().get()) throw std::runtime_error("a complaint was refused");
  });
  return took[took.size() / 2];
}

void build_first(const Wanted& wanted) {
  const app::SystemClock clock;
  const schema::Schema schema;
  const auto store = open(wanted.folder, clock);
  store->clear_side("projection/");
  const auto ids = app::make_random_ids(clock);
  const auto begun = Clock::now();
  const auto keys = eventstore::make_no_keyring();  // what is sealed stays so
  app::Tracker tracker(*store, *keys, schema, clock, *ids, {});
  tracker.catch_up();
  const double took = seconds_since(begun);
  const auto events = static_cast<double>(store->last_position().value());
  fmt::print("  {:<46} {:>10.1f} s, {:.0f} events/s, at most {:.0f} MiB\n",
             "built from nothing, suggestions recorded", took, events / took, peak_mebibytes());
  bench::replay(*store, schema, kReplayRounds);
}

void measure_open(const Wanted& wanted) {
  const app::SystemClock clock;
  const schema::Schema schema;
  const auto begun = Clock::now();
  const auto store = open(wanted.folder, clock);
  const double opened = seconds_since(begun);
  const auto ids = app::make_random_ids(clock);
  const auto keys = eventstore::make_memory_keyring();  // what was sealed stays so
  app::Tracker tracker(*store, *keys, schema, clock, *ids, {});
  tracker.start();
  const double ready = seconds_since(begun);
  fmt::print("{} events, {} providers\n", store->last_position().value(), wanted.providers);
  fmt::print("  {:<46} {:>10.2f} s\n", "store open", opened);
  bench::below(fmt::format("ready, {} events", store->last_position().value()), ready, "s", 2);
  const app::Caller caller = officer();
  const auto shown = [&](const char* provider) {
    return p99_ms(2'000, [&](std::size_t) { (void)tracker.provider(caller, provider); });
  };
  const double one = shown(kShort);
  const double many = shown(kVeryLong);
  fmt::print("  {:<46} {:>10.3f} ms; of {} {:.3f} ms, {:.1f} times\n",
             "provider of 50 events shown, p99", one, kLongest, many, many / one);
  (void)decided_ms(tracker, kShort);  // the first commands make their keys
  const double decided = decided_ms(tracker, kShort);
  bench::below(fmt::format("command on {} records to one on {}", kLongest, kShortHistory),
               decided_ms(tracker, kVeryLong) / decided, "times", 1.5);
  bench::below("timeline of 10,000 events, p99",
               p99_ms(500,
                      [&](std::size_t round) {
                        (void)tracker.timeline(
                            caller, kLong,
                            {.before = 1 + round * 7919 % kLongHistory, .limit = 50});
                      }),
               "ms", 20);
  (void)p99_ms(2'000, [&](std::size_t round) {
    (void)tracker.timeline(caller, fmt::format("provider-{}", round * 31 % wanted.providers),
                           {.limit = 50});
  });
  bench::below("resident memory", static_cast<double>(resident_bytes()) / (1 << 20), "MiB", 600);
  const auto payload = std::stod(store->get_side("bench/payload-bytes").value_or("1"));
  bench::below("bytes on disk to bytes of payload",
               static_cast<double>(disk_bytes(wanted.folder)) / payload, "times", 1.6);
}

Wanted read(int argc, char** argv) {
  Wanted wanted;
  for (int i = 1; i < argc; ++i) {
    const std::string_view option = argv[i];
    const bool has_value = i + 1 < argc;
    if (option == "--events" && has_value) wanted.events = std::stoul(argv[++i]);
    if (option == "--providers" && has_value) wanted.providers = std::stoul(argv[++i]);
    if (option == "--folder" && has_value) wanted.folder = argv[++i];
    if (option == "--open-only") wanted.open_only = true;
  }
  if (wanted.providers == 0) wanted.providers = std::max<std::size_t>(wanted.events / 333, 1);
  wanted.keep = !wanted.folder.empty();
  if (!wanted.keep) {
    wanted.folder =
        std::filesystem::temp_directory_path() / fmt::format("gwarchod-scale-{}", getpid());
  }
  return wanted;
}

int run(const Wanted& wanted, const char* program) {
  if (wanted.open_only) {
    measure_open(wanted);
    return EXIT_SUCCESS;
  }
  if (!std::filesystem::exists(wanted.folder / "events")) {
    const app::SystemClock clock;
    const auto store = open(wanted.folder, clock);
    fill(*store, wanted);
  }
  build_first(wanted);
  // In a process of its own, whose memory holds nothing of what came before.
  const int ended = std::system(fmt::format("'{}' --open-only --folder '{}' --providers {}",
                                            program, wanted.folder.string(), wanted.providers)
                                    .c_str());
  if (!wanted.keep) std::filesystem::remove_all(wanted.folder);
  return ended == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    return run(read(argc, argv), argv[0]);
  } catch (const std::exception& error) {
    fmt::print(stderr, "scale: {}\n", error.what());
    return EXIT_FAILURE;
  }
}
