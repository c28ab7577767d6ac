#include "schema/show.h"

#include <gtest/gtest.h>

#include <set>

#include "gwarchod/v1/events.pb.h"
#include "gwarchod/v1/records.pb.h"
#include "proto/support/filled.h"

namespace schema {
namespace {

using gwarchod::v1::Complaint;
using gwarchod::v1::Envelope;
using gwarchod::v1::InspectionReport;
using gwarchod::v1::ShownField;

Complaint complaint() {
  Complaint record;
  record.set_stage(gwarchod::v1::LOCAL_RESOLUTION);
  record.set_complainant("Mrs A");
  record.set_acknowledged_on("2026-03-12");
  record.set_outcome(gwarchod::v1::UPHELD);
  record.set_also_safeguarding(true);
  return record;
}

TEST(ADay, IsWrittenInWordsInBothLanguages) {
  EXPECT_EQ(day_in_words(*parse_day("2026-03-12")).en(), "12 March 2026");
  EXPECT_EQ(day_in_words(*parse_day("2026-03-12")).cy(), "12 Mawrth 2026");
  EXPECT_EQ(day_in_short(*parse_day("2012-10-08")).en(), "8 Oct");
  EXPECT_EQ(day_in_short(*parse_day("2012-10-08")).cy(), "8 Hyd");
}

TEST(ADay, KnowsEveryMonthInWelsh) {
  const char* const months[] = {"Ionawr", "Chwefror", "Mawrth",     "Ebrill",
                                "Mai",    "Mehefin",  "Gorffennaf", "Awst",
                                "Medi",   "Hydref",   "Tachwedd",   "Rhagfyr"};
  const char* const shorts[] = {"Ion", "Chwe", "Maw",  "Ebr", "Mai",  "Meh",
                                "Gor", "Awst", "Medi", "Hyd", "Tach", "Rhag"};
  for (unsigned m = 1; m <= 12; ++m) {
    const Day day = std::chrono::sys_days{std::chrono::year{2026} / std::chrono::month{m} /
                                          std::chrono::day{1}};
    EXPECT_EQ(day_in_words(day).cy(), std::string("1 ") + months[m - 1] + " 2026");
    EXPECT_EQ(day_in_short(day).cy(), std::string("1 ") + shorts[m - 1]);
  }
}

TEST(AShownRecord, IsLabelledAndInTheOrderOfItsFields) {
  const auto shown = show(complaint(), gwarchod::v1::P2);
  ASSERT_EQ(shown.size(), 5U);
  EXPECT_EQ(shown[0].field(), "stage");
  EXPECT_EQ(shown[0].value().cy(), "Cam 1: datrys yn lleol");
  EXPECT_EQ(shown[2].label().en(), "Acknowledged on");
  EXPECT_EQ(shown[2].value().en(), "12 March 2026");
  EXPECT_EQ(shown[2].value().cy(), "12 Mawrth 2026");
  EXPECT_EQ(shown[4].value().en(), "yes");
  EXPECT_EQ(shown[4].value().cy(), "ie");
}

TEST(AShownRecord, SaysThatAValueIsWithheldButNotWhatItIs) {
  const auto shown = show(complaint(), gwarchod::v1::P1);
  ASSERT_EQ(shown.size(), 5U);
  EXPECT_EQ(shown[1].field(), "complainant");
  EXPECT_TRUE(shown[1].withheld());
  EXPECT_FALSE(shown[1].has_value());
  EXPECT_FALSE(shown[0].withheld());
}

TEST(AShownRecord, LeavesSecretsOutForEveryone) {
  gwarchod::v1::SignInLinkMade link;
  link.set_token_sha256("hash");
  link.set_expires_unix_ms(5);
  const auto shown = show(link, gwarchod::v1::P4);
  ASSERT_EQ(shown.size(), 1U);
  EXPECT_EQ(shown[0].field(), "expiresUnixMs");
}

TEST(AShownRecord, HoldsItsPartsOneByOne) {
  InspectionReport report;
  report.set_regulator(gwarchod::v1::CIW);
  report.add_findings()->set_finding_kind(gwarchod::v1::RECOMMENDATION);
  report.add_findings()->set_met_by("2026-12-01");
  const auto shown = show(report, gwarchod::v1::P1);
  ASSERT_EQ(shown.size(), 2U);
  ASSERT_EQ(shown[1].parts_size(), 2);
  EXPECT_EQ(shown[1].parts(0).label().cy(), "Canfyddiad");
  EXPECT_EQ(shown[1].parts(0).parts(0).value().en(), "Recommendation");
  EXPECT_EQ(shown[1].parts(1).field(), "findings[1]");
  EXPECT_EQ(shown[1].parts(1).parts(0).value().en(), "1 December 2026");
}

TEST(AShownRecord, WritesMoneyShareAndNumbersAsPeopleDo) {
  gwarchod::v1::InsuranceEvidence insurance;
  insurance.set_sum_insured(500'000'000);
  EXPECT_EQ(show(insurance, gwarchod::v1::P1)[0].value().en(), "£5,000,000.00");
  gwarchod::v1::WorkforceCheck check;
  check.set_headcount(12'345);
  check.set_dbs_in_date_percent(87);
  const auto shown = show(check, gwarchod::v1::P1);
  EXPECT_EQ(shown[0].value().en(), "12,345");
  EXPECT_EQ(shown[1].value().cy(), "87%");
  gwarchod::v1::AnnualQuestionnaire questionnaire;
  questionnaire.set_year(2012);
  EXPECT_EQ(show(questionnaire, gwarchod::v1::P1)[0].value().en(), "2012");
}

TEST(TheLineOfARecord, JoinsItsTellingFieldsAndThemes) {
  Envelope envelope;
  envelope.add_themes(gwarchod::v1::MEDICATION);
  envelope.add_themes(gwarchod::v1::STAFFING);
  const auto line = schema::line(complaint(), envelope, gwarchod::v1::P1);
  EXPECT_EQ(line.en(), "Stage 1: local resolution · Upheld · medication, staffing");
  EXPECT_EQ(line.cy(), "Cam 1: datrys yn lleol · Cadarnhawyd · meddyginiaeth, staffio");
  EXPECT_EQ(schema::line(complaint(), envelope, gwarchod::v1::P0).en(), "");
}

TEST(TheLineOfARecord, PutsTheLabelBeforeWhatSaysNothingAlone) {
  gwarchod::v1::WorkforceCheck check;
  check.set_manager_in_post(gwarchod::v1::NO);
  check.set_vacancies(4);
  EXPECT_EQ(schema::line(check, {}, gwarchod::v1::P1).en(),
            "Registered manager in post: No · Vacancies: 4");
  gwarchod::v1::SpotVisit visit;
  visit.set_out_of_hours(true);
  EXPECT_EQ(schema::line(visit, {}, gwarchod::v1::P1).cy(), "Y tu allan i oriau");
}

TEST(TheLineOfARecord, CountsPartsThatAreAlikeAndStopsAfterFour) {
  InspectionReport report;
  for (int i = 0; i < 3; ++i) {
    report.add_findings()->set_finding_kind(gwarchod::v1::AREA_FOR_IMPROVEMENT);
  }
  report.add_findings()->set_finding_kind(gwarchod::v1::PRIORITY_ACTION_NOTICE);
  EXPECT_EQ(schema::line(report, {}, gwarchod::v1::P1).en(),
            "Area for improvement (3), Priority action notice");
  gwarchod::v1::SpotVisit visit;
  for (int i = 1; i <= 6; ++i) {
    visit.add_areas()->set_area(static_cast<gwarchod::v1::VisitAreaKind>(i));
    visit.mutable_areas(i - 1)->set_rating(gwarchod::v1::RED);
  }
  const std::string line = schema::line(visit, {}, gwarchod::v1::P1).en();
  EXPECT_TRUE(line.starts_with("Care Red, Records Red, ")) << line;
  EXPECT_TRUE(line.ends_with(", …")) << line;
}

TEST(TheLineOfASuggestion, TellsItsReasonsInBothLanguages) {
  gwarchod::v1::SuggestedStageChanged change;
  change.set_from("routine");
  change.set_to("enhanced");
  auto* reason = change.add_reasons();
  reason->mutable_words()->set_en("2 complaints about medication");
  reason->mutable_words()->set_cy("2 gŵyn am feddyginiaeth");
  reason->add_causes()->set_position(5);
  EXPECT_EQ(schema::line(change, {}, gwarchod::v1::P1).en(),
            "From: routine · To: enhanced · 2 complaints about medication");
  EXPECT_EQ(schema::line(change, {}, gwarchod::v1::P1).cy(),
            "O: routine · I: enhanced · 2 gŵyn am feddyginiaeth");
}

TEST(TheForm, OfEveryKindAsksForEachOfItsFieldsByAKnownControl) {
  const std::set<std::string> controls{"text",    "long_text", "date",   "time",   "number",
                                       "percent", "pence",     "yes_no", "choice", "choices",
                                       "texts",   "group",     "groups", "person", "event"};
  const Schema schema;
  for (const Kind* kind : testing::recorded_kinds(schema)) {
    const auto form = schema::form(*kind);
    EXPECT_EQ(form.kind(), kind->name);
    EXPECT_FALSE(form.name().cy().empty());
    EXPECT_FALSE(form.strand_name().cy().empty());
    EXPECT_EQ(form.fields_size(), kind->message->field_count()) << kind->name;
    for (const auto& field : form.fields()) {
      EXPECT_TRUE(controls.contains(field.control())) << field.field();
      const bool choice = field.control() == "choice" || field.control() == "choices";
      EXPECT_EQ(choice, field.choices_size() > 0) << field.field();
      EXPECT_EQ(field.control().starts_with("group"), field.parts_size() > 0) << field.field();
    }
  }
}

TEST(TheForm, CarriesTheLimitsOfItsFields) {
  const Schema schema;
  const auto form = schema::form(*schema.find("InsuranceEvidence"));
  EXPECT_EQ(form.fields(0).choices(0).value(), "PUBLIC_LIABILITY");
  EXPECT_TRUE(form.fields(0).required());
  EXPECT_EQ(form.fields(1).characters_max(), 200U);
  EXPECT_EQ(form.fields(3).control(), "pence");
  EXPECT_EQ(form.fields(3).most(), 1'000'000'000'000);
  EXPECT_TRUE(form.fields(5).may_be_future());
  EXPECT_EQ(schema::form(*schema.find("Complaint")).fields(1).class_(), gwarchod::v1::P2);
}

TEST(TheFormOfTheEnvelope, AsksForTheDateAndTheSource) {
  const auto fields = envelope_form();
  ASSERT_EQ(static_cast<int>(fields.size()), Envelope::descriptor()->field_count());
  EXPECT_EQ(fields[0].field(), "occurredFrom");
  EXPECT_EQ(fields[0].control(), "date");
  EXPECT_TRUE(fields[0].required());
  EXPECT_EQ(fields[4].control(), "groups");
  EXPECT_EQ(fields[4].parts(0).choices_size(), 11);
}

TEST(TheLabelsOfAList, LeaveTheUnspecifiedOut) {
  const auto all = labels(*gwarchod::v1::Sector_descriptor());
  ASSERT_EQ(all.size(), 9U);
  EXPECT_EQ(all[3].value(), "SOCIAL_ENTERPRISE");
  EXPECT_EQ(all[3].text().cy(), "Menter gymdeithasol");
}

}  // namespace
}  // namespace schema
