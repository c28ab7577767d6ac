#include "schema/validate.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "gwarchod/v1/records.pb.h"
#include "proto/support/filled.h"

namespace schema {
namespace {

using gwarchod::v1::Complaint;
using gwarchod::v1::Envelope;
using gwarchod::v1::FieldProblem;

const Day kToday = *parse_day("2026-11-22");

Complaint complaint() {
  Complaint record;
  record.set_stage(gwarchod::v1::LOCAL_RESOLUTION);
  return record;
}

Envelope envelope() {
  Envelope record;
  record.set_occurred_from("2026-03-12");
  record.set_source(gwarchod::v1::COUNCIL_COMPLAINTS);
  return record;
}

/// The only fault of a record.
FieldProblem fault_of(const google::protobuf::Message& record) {
  const auto problems = validate(record, kToday, "body");
  EXPECT_EQ(problems.size(), 1U) << record.ShortDebugString();
  return problems.empty() ? FieldProblem() : problems.front();
}

TEST(ARecord, IsSoundWhenItsFieldsAre) {
  EXPECT_TRUE(validate(complaint(), kToday, "body").empty());
  EXPECT_TRUE(validate(envelope(), kToday, "envelope").empty());
}

TEST(ARecord, IsSoundWhenEveryFieldOfItIsFilledInAsItAsks) {
  const Schema schema;
  for (const Kind* kind : testing::recorded_kinds(schema)) {
    EXPECT_TRUE(rc::check(kind->name, [&](std::uint32_t seed) {
      const auto record = testing::filled(schema, *kind, seed);
      for (const auto& problem : validate(*record, kToday, "body")) {
        RC_LOG(problem.field() + ": " + problem.words().en());
        RC_FAIL();
      }
    })) << kind->name;
  }
}

TEST(ARecord, IsToldOfEveryFaultAtOnceInBothLanguages) {
  const auto problems = validate(gwarchod::v1::StageDecision(), kToday, "body");
  ASSERT_EQ(problems.size(), 4U);
  EXPECT_EQ(problems[0].field(), "body.toStage");
  EXPECT_EQ(problems[1].words().en(), "Enter \"Reasons\"");
  EXPECT_EQ(problems[1].words().cy(), "Rhowch \"Rhesymau\"");
  EXPECT_EQ(problems[3].words().en(), "Enter the date for \"Effective from\"");
}

TEST(AMissingAnswer, IsAskedForInTheWordsOfItsKind) {
  EXPECT_EQ(fault_of(Complaint()).words().en(), "Choose an answer to \"Stage\"");
  gwarchod::v1::SpotVisit visit;
  EXPECT_EQ(fault_of(visit).words().en(), "Add at least one entry under \"Areas looked at\"");
  gwarchod::v1::LowLevelConcern concern;
  concern.set_reporter_role(gwarchod::v1::REPORTER_NURSE);
  concern.set_what_was_seen(" \n\t");
  EXPECT_EQ(fault_of(concern).field(), "body.whatWasSeen");
}

TEST(ADate, MustBeADay) {
  for (const char* text : {"yesterday", "2026-02-30", "12/03/2026", "2026-3-1"}) {
    Complaint record = complaint();
    record.set_acknowledged_on(text);
    const FieldProblem fault = fault_of(record);
    EXPECT_EQ(fault.field(), "body.acknowledgedOn");
    EXPECT_EQ(fault.words().en(),
              "Enter \"Acknowledged on\" as a real date, year-month-day, such as 2026-03-12");
  }
}

TEST(ADate, MustNotLieAheadUnlessItMay) {
  Complaint record = complaint();
  record.set_acknowledged_on("2026-11-22");
  EXPECT_TRUE(validate(record, kToday, "body").empty());
  record.set_acknowledged_on("2026-11-23");
  EXPECT_EQ(fault_of(record).words().en(),
            "\"Acknowledged on\" must be today (22 November 2026) or in the past");
  EXPECT_EQ(fault_of(record).words().cy(),
            "Rhaid i \"Cydnabuwyd ar\" fod heddiw (22 Tachwedd 2026) neu yn y gorffennol");
  record = complaint();
  record.set_response_due_on("2027-01-05");
  EXPECT_TRUE(validate(record, kToday, "body").empty());
}

TEST(ADate, WithASlipInItsYearIsAskedAgain) {
  Envelope record = envelope();
  record.set_occurred_from("0202-03-12");
  EXPECT_NE(fault_of(record).words().en().find("Check the year"), std::string::npos);
}

TEST(Text, IsLimitedInCharactersNotInBytes) {
  Complaint record = complaint();
  std::string letters;
  for (int i = 0; i < 200; ++i) letters += "ŵ";
  record.set_channel(letters);
  EXPECT_TRUE(validate(record, kToday, "body").empty());
  record.set_channel(letters + "y");
  EXPECT_EQ(fault_of(record).words().en(),
            "Shorten \"How it reached us\" to 200 characters or fewer: it has 201");
  record = complaint();
  record.set_learning(std::string(10'001, 'a'));
  EXPECT_EQ(fault_of(record).words().cy(),
            "Byrhewch \"Yr hyn a ddysgwyd\" i 10,000 nod neu lai: mae ganddo 10,001");
}

TEST(Text, MustBeWriting) {
  for (const std::string& text : {std::string("a\0b", 3), std::string("\x1b[31m"),
                                  std::string("\xff"), std::string("del\x7f")}) {
    Complaint record = complaint();
    record.set_channel(text);
    EXPECT_NE(fault_of(record).words().en().find("again"), std::string::npos);
  }
}

TEST(ANumber, MustLieInItsRange) {
  gwarchod::v1::ServiceMonitoringReport report;
  report.set_period_from("2026-01-01");
  report.set_period_to("2026-03-31");
  report.set_overall_score(101);
  EXPECT_EQ(fault_of(report).words().en(),
            "Enter \"Score overall (percent)\" as a whole number from 0 to 100");
  report.set_overall_score(-1);
  EXPECT_EQ(fault_of(report).field(), "body.overallScore");
  report.set_overall_score(100);
  EXPECT_TRUE(validate(report, kToday, "body").empty());
}

TEST(ASumOfMoney, IsToldInPounds) {
  gwarchod::v1::InsuranceEvidence insurance;
  insurance.set_insurance_kind(gwarchod::v1::PUBLIC_LIABILITY);
  insurance.set_valid_from("2026-01-01");
  insurance.set_valid_to("2027-01-01");
  insurance.set_sum_insured(-5);
  EXPECT_EQ(fault_of(insurance).words().en(),
            "Enter \"Sum insured\" as an amount from £0.00 to £10,000,000,000.00");
}

TEST(AListsValue, MustBeOnIt) {
  Complaint record = complaint();
  record.set_outcome(static_cast<gwarchod::v1::ComplaintOutcome>(17));
  EXPECT_EQ(fault_of(record).words().en(), "Choose \"Outcome\" from its list: 17 is not on it");
  Envelope about = envelope();
  about.add_themes(gwarchod::v1::THEME_UNSPECIFIED);
  EXPECT_EQ(fault_of(about).field(), "body.themes[0]");
}

TEST(APart, IsCheckedInItsPlace) {
  gwarchod::v1::InspectionReport report;
  report.set_regulator(gwarchod::v1::CIW);
  report.set_status(gwarchod::v1::REPORT_PUBLISHED);
  report.add_findings()->set_finding_kind(gwarchod::v1::RECOMMENDATION);
  report.add_findings()->set_finding_kind(gwarchod::v1::IMMEDIATE_ACTION);
  report.mutable_findings(1)->set_met_by("soon");
  EXPECT_EQ(fault_of(report).field(), "body.findings[1].metBy");
}

TEST(ARepeatedField, HasALimit) {
  gwarchod::v1::StageDecision decision;
  decision.set_to_stage("enhanced");
  decision.set_reasons("A pattern");
  decision.set_chair("Chair");
  decision.set_effective("2026-11-22");
  for (int i = 0; i < 101; ++i) decision.add_told("CIW");
  EXPECT_EQ(fault_of(decision).words().en(),
            "Give 100 entries or fewer under \"Who was told\": it has 101");
  decision.mutable_told()->RemoveLast();
  EXPECT_TRUE(validate(decision, kToday, "body").empty());
  decision.set_told(3, " ");
  EXPECT_EQ(fault_of(decision).field(), "body.told[3]");
}

TEST(AReferenceToAPerson, IsNeverAName) {
  Envelope record = envelope();
  record.add_people("P-1024");
  EXPECT_TRUE(validate(record, kToday, "envelope").empty());
  record.set_people(0, "Mair Jones");
  EXPECT_EQ(fault_of(record).field(), "body.people[0]");
  record.set_people(0, std::string(41, 'p'));
  EXPECT_EQ(fault_of(record).field(), "body.people[0]");
}

TEST(AReferenceToARecord, IsItsId) {
  Envelope record = envelope();
  record.set_updates("the one about medication");
  EXPECT_EQ(fault_of(record).field(), "body.updates");
  record.set_updates("01938f2e-1c2b-7d3a-9f00-0123456789ab");
  EXPECT_TRUE(validate(record, kToday, "envelope").empty());
}

TEST(ATime, IsHoursAndMinutes) {
  gwarchod::v1::SpotVisit visit;
  visit.add_areas()->set_area(gwarchod::v1::AREA_CARE);
  visit.mutable_areas(0)->set_rating(gwarchod::v1::RED);
  for (const char* time : {"24:00", "7:45", "07:60", "0745", "07:4x", "07-45"}) {
    visit.set_started_at(time);
    EXPECT_EQ(fault_of(visit).field(), "body.startedAt") << time;
  }
  visit.set_started_at("00:00");
  visit.set_ended_at("23:59");
  EXPECT_TRUE(validate(visit, kToday, "body").empty());
}

TEST(AnEnvelope, DoesNotEndBeforeItBegins) {
  Envelope record = envelope();
  record.set_occurred_to("2026-03-11");
  EXPECT_EQ(fault_of(record).field(), "body.occurredTo");
  record.set_occurred_to("2026-03-12");
  EXPECT_TRUE(validate(record, kToday, "envelope").empty());
}

TEST(AnEnvelope, NamesItsLanguage) {
  Envelope record = envelope();
  record.set_language("fr");
  EXPECT_EQ(fault_of(record).words().en(), "Enter \"Language of the text (en or cy)\" as en or cy");
}

TEST(Faults, StandAtTheTopWithoutAPrefix) {
  const auto problems = validate(Complaint(), kToday, "");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].field(), "stage");
}

}  // namespace
}  // namespace schema
