#include "app/import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "event_reader.h"
#include "eventstore/memory_store.h"
#include "gwarchod/v1/records.pb.h"
#include "services/app/support/authority.h"
#include "services/app/support/folder.h"

namespace app {
namespace {

using testing::HasSubstr;

constexpr const char* kMapping = R"(
name: "test"
columns: ["id", "day", "exact", "type", "value", "seen"]
provider { column: "id" }
authority_column: "area"
order_column: "seen"
occurred {
  on { column: "day" }
  precision { column: "exact" }
  exactness { is: "day" precision: DAY }
  exactness { is: "month" precision: MONTH months: 1 }
}
envelope { to: "source" text: "REGULATOR" }
envelope { to: "knownTo.agency" text: "COUNCIL_CONTRACTS" }
envelope { to: "knownTo.since" from { column: "seen" } }
cases {
  when { of { column: "type" } any_of: "registered" }
  kind: "ProviderRegistered"
  body { to: "name" from { column: "value" } }
  body { to: "sector" text: "PRIVATE" }
  body { to: "service" text: "DOMICILIARY" }
}
cases {
  when { of { column: "type" } any_of: "renamed" }
  kind: "ProviderRegistered"
  updates_registration: true
  body { to: "name" from { column: "value" after: " -> " } }
}
cases {
  when { of { column: "type" } any_of: "complaint" }
  kind: "Complaint"
  times { column: "value" }
  body { to: "stage" text: "LOCAL_RESOLUTION" }
}
cases {
  when { of { column: "type" } any_of: "fewer" }
  kind: "Correction"
  strikes { kind: "Complaint" times { column: "value" } }
  body { to: "reason" text: "LATER_EVIDENCE" }
  body { to: "authorisedBy" text: "The publisher" }
}
cases {
  when { of { column: "type" } any_of: "grade" }
  kind: "InspectionReport"
  body { to: "regulator" text: "CIW" }
  body {
    to: "status" from { column: "value" until: " " }
    words { is: "out" means: "REPORT_PUBLISHED" }
  }
  body { to: "ratings.theme" text: "RATING_OVERALL" }
  body { to: "ratings.grade" from { column: "value" after: "grade=" } }
}
cases { when { of { column: "type" } any_of: "gossip" } left_out: "hearsay" }
)";

constexpr const char* kHead = "id,day,exact,type,value,seen,area\n";

class Importing : public testing::Test {
 protected:
  Importing() : clock_(schema::Instant{authority::day("2026-11-22")}) {
    store_ = eventstore::make_memory_store(clock_);
    options_.mapping = *read_mapping(kMapping);
    options_.exported_on = authority::day("2026-11-22");
  }

  schema::Result<ImportPlan, ImportFaults> plan(const std::string& rows) {
    options_.file = folder_.write("in.csv", rows);
    const Existing existing{*store_, *keys_};
    return plan_import(options_, schema_, &existing, clock_.now(),
                       [](const std::string&, std::size_t, std::size_t) {});
  }
  void import(const std::string& rows) {
    auto planned = plan(rows);
    ASSERT_TRUE(planned.has_value()) << faults(planned.error()).front();
    seal(*planned, schema_, *keys_);
    ASSERT_TRUE(store_->append_and_wait(std::move(planned->commit)).has_value());
  }
  static std::vector<std::string> faults(const ImportFaults& all) {
    std::vector<std::string> texts;
    for (const auto& fault : all.shown) {
      const std::string text = fault.text();
      const auto name = text.find("in.csv");
      texts.push_back(name == std::string::npos ? text : text.substr(name));
    }
    return texts;
  }
  std::vector<std::string> faults_of(const std::string& rows) {
    const auto planned = plan(rows);
    return planned ? std::vector<std::string>{"(none)"} : faults(planned.error());
  }
  /// Every event in the log, in order: its kind and its stream.
  std::vector<std::string> log() const {
    std::vector<std::string> kinds;
    for (const auto& event : store_->read_log(eventstore::Position{1}, 100,
                                              eventstore::EventStore::Direction::kForward)) {
      kinds.push_back(event.type + " " + event.stream.value());
    }
    return kinds;
  }
  gwarchod::v1::Event event(std::uint64_t position) const {
    return EventReader(schema_, *keys_)
        .read(store_
                  ->read_log(eventstore::Position{position}, 1,
                             eventstore::EventStore::Direction::kForward)
                  .at(0));
  }

  folder::Temporary folder_;
  authority::TestClock clock_;
  schema::Schema schema_;
  std::unique_ptr<eventstore::EventStore> store_;
  std::unique_ptr<eventstore::Keyring> keys_ = eventstore::make_memory_keyring();
  ImportOptions options_;
};

TEST_F(Importing, MakesRecordsInTheOrderInWhichTheyWereKnown) {
  import(std::string(kHead) +
         "B 2,2025-02-01,day,complaint,1,2025-03-31,East\n"
         "A'1,2025-01-01,day,registered,Alpha,2025-01-31,East\n"
         "A1,2025-01-09,month,complaint,1,2025-02-28,East\n"
         "B 2,2025-01-01,day,registered,Beta,2025-01-31,West\n");
  EXPECT_EQ(log(), (std::vector<std::string>{"ProviderRegistered provider/a1",
                                             "ProviderRegistered provider/b-2",
                                             "Complaint provider/a1", "Complaint provider/b-2"}));
  const auto complaint = event(3);
  EXPECT_EQ(complaint.envelope().occurred_from(), "2024-12-09");
  EXPECT_EQ(complaint.envelope().occurred_to(), "2025-01-09");
  EXPECT_EQ(complaint.envelope().precision(), gwarchod::v1::MONTH);
  EXPECT_EQ(complaint.envelope().known_to(0).since(), "2025-02-28");
  EXPECT_EQ(complaint.recorded_by(), "system");
}

TEST_F(Importing, MakesAsManyRecordsAsACountSaysAndTakesTheLatestBack) {
  import(std::string(kHead) +
         "A1,2025-01-01,day,registered,Alpha,2025-01-31,\n"
         "A1,2025-02-01,day,complaint,2,2025-02-28,\n"
         "A1,2025-03-01,day,complaint,1,2025-03-31,\n"
         "A1,2025-04-01,day,fewer,-2,2025-04-30,\n");
  const auto events =
      store_->read_log(eventstore::Position{1}, 10, eventstore::EventStore::Direction::kForward);
  ASSERT_EQ(events.size(), 6U);
  gwarchod::v1::Correction first;
  gwarchod::v1::Correction second;
  first.ParseFromString(event(5).body());
  second.ParseFromString(event(6).body());
  EXPECT_EQ(first.corrects(), events[3].id);
  EXPECT_EQ(second.corrects(), events[2].id);
}

TEST_F(Importing, BringsARegistrationUpToDate) {
  import(std::string(kHead) +
         "A1,2025-01-01,day,registered,Alpha,2025-01-31,\n"
         "A1,2025-02-01,day,renamed,Alpha -> Omega,2025-02-28,\n");
  gwarchod::v1::ProviderRegistered renamed;
  renamed.ParseFromString(event(2).body());
  EXPECT_EQ(renamed.name(), "Omega");
  EXPECT_EQ(renamed.service(), gwarchod::v1::DOMICILIARY);
  EXPECT_FALSE(event(2).envelope().updates().empty());
}

TEST_F(Importing, FillsElementsOnlyWhereTheRowGivesSomething) {
  import(std::string(kHead) +
         "A1,2025-01-01,day,registered,Alpha,2025-01-31,\n"
         "A1,2025-02-01,day,grade,out grade=4,2025-02-28,\n"
         "A1,2025-02-02,day,grade,out,2025-02-28,\n");
  gwarchod::v1::InspectionReport graded;
  graded.ParseFromString(event(2).body());
  ASSERT_EQ(graded.ratings_size(), 1);
  EXPECT_EQ(graded.ratings(0).grade(), 4);
  gwarchod::v1::InspectionReport plain;
  plain.ParseFromString(event(3).body());
  EXPECT_EQ(plain.ratings_size(), 0);
}

TEST_F(Importing, AddsOnlyWhatIsNewWhenANewerFileIsImported) {
  const std::string first = std::string(kHead) +
                            "A1,2025-01-01,day,registered,Alpha,2025-01-31,\n"
                            "A1,2025-02-01,day,complaint,2,2025-02-28,\n";
  import(first);
  const auto again = plan(first);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->new_records(), 0U);
  EXPECT_EQ(again->recorded_already, 3U);
  const auto newer = plan(first + "A1,2025-03-01,day,fewer,1,2025-03-31,\n");
  ASSERT_TRUE(newer.has_value());
  EXPECT_EQ(newer->new_records(), 1U);
}

TEST_F(Importing, OfOneLocalAuthorityPassesOverTheOthers) {
  options_.local_authority = "East";
  const auto planned = plan(std::string(kHead) +
                            "A1,2025-01-01,day,registered,Alpha,2025-01-31,East\n"
                            "B2,2025-01-01,day,registered,Beta,2025-01-31,West\n");
  ASSERT_TRUE(planned.has_value());
  EXPECT_EQ(planned->new_providers, 1U);
  EXPECT_EQ(planned->rows_elsewhere, 1U);
  options_.local_authority = "Nowhere";
  EXPECT_THAT(faults_of(kHead).front(), HasSubstr("no row is of \"Nowhere\""));
}

TEST_F(Importing, TellsWhatIsLeftOutAndWhy) {
  const auto planned = plan(std::string(kHead) + "A1,2025-01-01,day,gossip,,2025-01-31,\n");
  ASSERT_TRUE(planned.has_value());
  EXPECT_EQ(planned->left_out.at("hearsay"), 1U);
  EXPECT_EQ(planned->new_records(), 0U);
}

TEST_F(Importing, TellsEveryBadLineWithItsColumn) {
  EXPECT_EQ(faults_of(std::string(kHead) + "A1,2025-01-01,day,registered,Alpha,2025-01-31,\n"
                                           "A1,2025-02-31,day,complaint,1,2025-02-28,\n"
                                           "A1,2025-02-01,week,complaint,1,2025-02-28,\n"
                                           "A1,2025-02-01,day,complaint,many,2025-02-28,\n"
                                           "A1,2025-02-01,day,parade,1,2025-02-28,\n"
                                           "A1,2025-02-01,day,grade,lost grade=4,2025-02-28,\n"
                                           "A1,2025-02-01,day,grade,out grade=9,2025-02-28,\n"
                                           "Z9,2025-02-01,day,complaint,1,2025-02-28,\n"
                                           ",2025-02-01,day,complaint,1,2025-02-28,\n"
                                           "A1,2025-02-01,day,fewer,3,2025-02-28,\n")
                .size(),
            9U);
  const auto told = faults_of(std::string(kHead) +
                              "A1,2025-01-01,day,registered,Alpha,2025-01-31,\n"
                              "A1,2025-02-31,day,complaint,1,2025-02-28,\n"
                              "Z9,2025-02-01,day,complaint,1,2025-02-28,\n");
  EXPECT_THAT(told[0], HasSubstr("in.csv:3: day: \"2025-02-31\" is no date"));
  EXPECT_THAT(told[1], HasSubstr("in.csv:4: id: unknown provider \"z9\""));
}

TEST_F(Importing, RefusesADateToCome) {
  EXPECT_THAT(
      faults_of(std::string(kHead) + "A1,2027-01-01,day,registered,Alpha,2025-01-31,\n").at(0),
      HasSubstr("in.csv:2: day: "));
}

TEST_F(Importing, TellsAWrongHeadingByItsColumns) {
  EXPECT_EQ(faults_of("id,day,type,value\nA1,2025-01-01,registered,Alpha\n"),
            (std::vector<std::string>{
                "in.csv:1: exact: is missing from the heading; the mapping test needs it",
                "in.csv:1: seen: is missing from the heading; the mapping test needs it"}));
  options_.mapping.reset();
  EXPECT_THAT(faults_of("id,day\n1,2\n").at(0), HasSubstr("in.csv:1: the heading fits none"));
}

TEST_F(Importing, TellsAQuoteLeftOpenAndAnEmptyFile) {
  EXPECT_THAT(
      faults_of(std::string(kHead) + "A1,2025-01-01,day,registered,\"Alpha,2025-01-31,\n\n").at(0),
      HasSubstr("in.csv:2: value: a quote is opened here"));
  EXPECT_THAT(faults_of("").at(0), HasSubstr("in.csv:1: the file is empty"));
}

TEST_F(Importing, CountsMoreFaultsThanItShows) {
  std::string rows = kHead;
  for (int i = 0; i < 250; ++i) rows += "A1,2025-02-01,day,complaint,1,2025-02-28,\n";
  const auto planned = plan(rows);
  ASSERT_FALSE(planned.has_value());
  EXPECT_EQ(planned.error().total, 250U);
  EXPECT_EQ(planned.error().shown.size(), kImportFaultsShownMax);
}

TEST_F(Importing, TellsWhatAMappingHasWrong) {
  const auto fault = [&](const std::string& mapping) {
    options_.mapping = *read_mapping("name: \"m\" provider { column: \"id\" } " + mapping);
    return faults_of(std::string(kHead) + "A1,2025-01-01,day,registered,Alpha,2025-01-31,\n").at(0);
  };
  EXPECT_THAT(fault("cases { kind: \"Parade\" }"), HasSubstr("no kind of record \"Parade\""));
  EXPECT_THAT(fault("cases { kind: \"SignedIn\" }"), HasSubstr("no kind of record \"SignedIn\""));
  EXPECT_THAT(fault("cases { kind: \"Complaint\" body { to: \"colour\" } }"),
              HasSubstr("Complaint has no field \"colour\""));
  EXPECT_THAT(fault("cases { kind: \"Complaint\" body { to: \"stage\" from { column: \"x\" } } }"),
              HasSubstr("no column \"x\""));
  EXPECT_THAT(fault("cases { when { of { column: \"type\" } } }"), HasSubstr("neither a kind"));
}

TEST(AMapping, TellsTheLineOfWhatCannotBeRead) {
  const auto read = read_mapping("name: \"x\"\ncases {\n  colour: 3\n}\n");
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().front().line, 3);
}

TEST(TheBuiltInMappings, AreReadable) { EXPECT_EQ(built_in_mappings().size(), 2U); }

class RealData : public Importing {
 protected:
  /// The plan for a file of reference data; nothing, and the test skipped, where it is absent.
  std::optional<ImportPlan> plan_of(const std::string& name) {
    options_.mapping.reset();
    options_.file = folder::reference(name);
    if (!std::filesystem::exists(options_.file)) return std::nullopt;
    const Existing existing{*store_, *keys_};
    auto planned = plan_import(options_, schema_, &existing, clock_.now(),
                               [](const std::string&, std::size_t, std::size_t) {});
    if (!planned) {
      ADD_FAILURE() << faults(planned.error()).front();
      return std::nullopt;
    }
    return std::move(*planned);
  }
};

TEST_F(RealData, TheRegisterOfWalesIsReadWhole) {
  const auto planned = plan_of("wales_care_homes.csv");
  if (!planned) GTEST_SKIP() << "skipped: the reference data is not here";
  EXPECT_EQ(planned->new_providers, 1056U);
  EXPECT_EQ(planned->records.at("InspectionReport"), 545U);
}

TEST_F(RealData, TheRegisterOfTheValeIsPickedByName) {
  options_.local_authority = "Vale of Glamorgan";
  const auto planned = plan_of("wales_care_homes.csv");
  if (!planned) GTEST_SKIP() << "skipped: the reference data is not here";
  EXPECT_EQ(planned->new_providers, 47U);
  gwarchod::v1::Event event;
  event.ParseFromString(planned->commit.writes.front().events.front().payload);
  gwarchod::v1::ProviderRegistered registered;
  registered.ParseFromString(event.body());
  EXPECT_TRUE(registered.in_county());
  EXPECT_EQ(registered.host_authority(), "Vale of Glamorgan");
}

TEST_F(RealData, TheHistoryOfScotlandIsReadWhole) {
  const auto planned = plan_of("scotland/events.csv.gz");
  if (!planned) GTEST_SKIP() << "skipped: the reference data is not here";
  EXPECT_EQ(planned->rows, 66'108U);
  EXPECT_EQ(planned->new_providers, 5402U);
  EXPECT_EQ(planned->records.at("InspectionReport"), 18'411U + 24'965U + 5'641U);
  // Counts that rose are so many records, counts that fell so many taken back: 647 complaints, 71
  // enforcements.
  EXPECT_EQ(planned->records.at("Complaint"), 7'192U);
  EXPECT_EQ(planned->records.at("Enforcement"), 320U);
  EXPECT_EQ(planned->records.at("Correction"), 647U + 71U);
}

}  // namespace
}  // namespace app
