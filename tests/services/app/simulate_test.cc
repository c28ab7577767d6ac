#include "app/simulate.h"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <set>

#include "app/csv.h"
#include "app/ids.h"
#include "app/tracker.h"
#include "eventstore/memory_store.h"
#include "services/app/support/authority.h"
#include "services/app/support/folder.h"

namespace app {
namespace {

struct Made {
  SimulatedClock clock;
  std::unique_ptr<eventstore::EventStore> store = eventstore::make_memory_store(clock);
  std::unique_ptr<eventstore::Keyring> keys = eventstore::make_memory_keyring();
  schema::Schema schema;

  SimulationReport make(const SimulationSettings& settings) {
    const auto done = simulate(*store, *keys, schema, clock, settings,
                               [](const std::string&, std::size_t, std::size_t) {});
    EXPECT_TRUE(done.has_value()) << done.error();
    return done ? *done : SimulationReport{};
  }
  std::string exported() const {
    ExportOptions options;
    options.clearance = gwarchod::v1::P4;
    auto exporter = Exporter::make(*store, *keys, schema, options);
    std::string all;
    for (std::string piece = (*exporter)->next(); !piece.empty(); piece = (*exporter)->next()) {
      all += piece;
    }
    return all;
  }
  std::vector<eventstore::StoredEvent> log() const {
    return store->read_log(eventstore::Position{1}, 1'000'000,
                           eventstore::EventStore::Direction::kForward);
  }
};

SimulationSettings small(std::uint64_t seed) {
  SimulationSettings settings;
  settings.providers = 12;
  settings.events = 500;
  settings.days = 200;
  settings.seed = seed;
  settings.last_day = authority::day("2026-11-21");
  return settings;
}

TEST(ASyntheticAuthority, ComesOutTheSameForTheSameSeed) {
  Made one;
  Made two;
  Made other;
  one.make(small(7));
  two.make(small(7));
  other.make(small(8));
  const auto a = one.log();
  const auto b = two.log();
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].id, b[i].id);
    EXPECT_EQ(a[i].recorded, b[i].recorded);
  }
  // Tokens and what is sealed differ; what they stand for does not.
  EXPECT_EQ(one.exported(), two.exported());
  EXPECT_NE(one.exported(), other.exported());
}

TEST(ASyntheticAuthority, LiesInThePastDayByDay) {
  Made made;
  made.make(small(7));
  schema::Instant before{};
  for (const auto& event : made.log()) {
    EXPECT_GE(event.recorded, before);
    before = event.recorded;
  }
  EXPECT_LE(schema::uk_day(before), authority::day("2026-11-21"));
}

TEST(ASyntheticAuthority, BeginsEmpty) {
  Made made;
  made.make(small(7));
  const auto again = simulate(*made.store, *made.keys, made.schema, made.clock, small(7),
                              [](const std::string&, std::size_t, std::size_t) {});
  EXPECT_FALSE(again.has_value());
}

class TheDemonstration : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    made_ = std::make_unique<Made>();
    SimulationSettings settings;
    settings.demonstration = true;
    settings.last_day = authority::day("2026-11-21");
    report_ = made_->make(settings);
    ids_ = make_seeded_ids(1, made_->clock);
    made_->clock.set(schema::Instant{authority::day("2026-11-22") + std::chrono::hours{9}});
    tracker_ = std::make_unique<Tracker>(*made_->store, *made_->keys, made_->schema, made_->clock,
                                         *ids_, Settings{});
    tracker_->catch_up();
    board_ = tracker_->board(Caller::system());
  }
  static void TearDownTestSuite() {
    tracker_.reset();
    ids_.reset();
    made_.reset();
  }

  static std::unique_ptr<Made> made_;
  static SimulationReport report_;
  static std::unique_ptr<IdSource> ids_;
  static std::unique_ptr<Tracker> tracker_;
  static gwarchod::v1::Board board_;
};
std::unique_ptr<Made> TheDemonstration::made_;
SimulationReport TheDemonstration::report_;
std::unique_ptr<IdSource> TheDemonstration::ids_;
std::unique_ptr<Tracker> TheDemonstration::tracker_;
gwarchod::v1::Board TheDemonstration::board_;

TEST_F(TheDemonstration, HasTheShapeOfThePublishedList) {
  std::map<std::string, int> count;
  for (const auto& row : board_.rows()) {
    const bool home = row.service().starts_with("CARE_HOME");
    ++count[home ? "homes" : row.service()];
    if (home && row.in_county()) ++count["homes in the county"];
    if (row.service() == "DOMICILIARY" && row.in_use()) ++count["home care in use"];
  }
  EXPECT_EQ(board_.rows_size(), 231);
  EXPECT_EQ(count["homes"], 149);
  EXPECT_EQ(count["homes in the county"], 21);
  EXPECT_EQ(count["DOMICILIARY"], 58);
  EXPECT_EQ(count["home care in use"], 20);
  EXPECT_EQ(count["DAY_CARE"], 24);
}

TEST_F(TheDemonstration, HasFiveToTenThousandEvents) {
  EXPECT_GE(report_.events, 5'000U);
  EXPECT_LE(report_.events, 10'000U);
}

TEST_F(TheDemonstration, HasSomeoneAtEveryStageAndSomethingToDecide) {
  std::map<std::string, int> decided;
  int waiting = 0;
  for (const auto& row : board_.rows()) {
    ++decided[row.decided().id()];
    waiting += row.needs_decision() ? 1 : 0;
  }
  for (const auto& stage : board_.stages()) {
    EXPECT_GE(decided[stage.id()], 1) << stage.id();
  }
  for (const char* several : {"enhanced", "performance", "escalating", "closure", "step-down"}) {
    EXPECT_GE(decided[several], 2) << several;
  }
  EXPECT_GE(waiting, 3);
}

TEST_F(TheDemonstration, TellsTheSlowBurnFromTheFirstSignToTheStepDown) {
  std::vector<std::string> stages;
  const auto timeline =
      tracker_->timeline(Caller::system(), "llys-y-wylan-lwyd", {.limit = kTimelineItemsMax});
  ASSERT_TRUE(timeline.has_value());
  std::set<std::string> kinds;
  for (const auto& item : timeline->items()) {
    kinds.insert(item.kind());
    if (item.kind() != "StageDecision") continue;
    for (const auto& field : item.fields()) {
      if (field.field() == "toStage") stages.insert(stages.begin(), field.value().en());
    }
  }
  EXPECT_EQ(stages.size(), 4U);
  for (const char* kind :
       {"LowLevelConcern", "Complaint", "AdultAtRiskReport", "Embargo", "ActionPlan",
        "EscalatingConcernsMeeting", "ResidentReview", "SuggestedStageChanged"}) {
    EXPECT_TRUE(kinds.contains(kind)) << kind;
  }
}

TEST_F(TheDemonstration, NamesNoRealHome) {
  const auto path = folder::reference("wales_care_homes.csv");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "skipped: the reference data is not here";
  std::set<std::string> real;
  CsvReader reader(*open_bytes(path));
  CsvReader::Row row;
  CsvFault fault;
  while (reader.next(row, fault) == CsvReader::Next::kRow) {
    real.insert(row.cells[1]);
    real.insert(row.cells[9]);
  }
  for (const auto& one : board_.rows()) {
    EXPECT_FALSE(real.contains(one.name())) << one.name();
  }
}

}  // namespace
}  // namespace app
