#include "app/text_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "schema/time.h"

namespace app {
namespace {

using testing::HasSubstr;

gwarchod::v1::Status status() {
  gwarchod::v1::Status made;
  made.set_provider("rose-court");
  made.mutable_decided()->set_number("0");
  made.mutable_decided()->mutable_name()->set_en("Routine monitoring");
  made.mutable_decided()->mutable_name()->set_cy("Monitro arferol");
  made.mutable_suggested()->set_number("1");
  made.mutable_suggested()->set_level(1);
  made.mutable_suggested()->mutable_name()->set_en("Enhanced monitoring");
  made.mutable_suggested()->mutable_name()->set_cy("Monitro uwch");
  made.set_needs_decision(true);
  made.set_as_of("2026-05-03");
  auto& reason = *made.add_reasons();
  reason.mutable_words()->set_en(
      "2 complaints about medication within 90 days: 12 Mar, 30 Apr, and a word or two to be "
      "wrapped");
  reason.mutable_words()->set_cy("Cwynion (thema: meddyginiaeth) o fewn 90 diwrnod: 2");
  auto& cause = *reason.add_causes();
  cause.set_position(17);
  cause.set_occurred("2026-03-12");
  return made;
}

void expect_narrow(const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::size_t wide = 0;
    for (const char c : line) wide += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
    EXPECT_LE(wide, kReportColumns) << line;
  }
}

TEST(AStatusInText, GivesStagesReasonsAndTheirRecords) {
  const std::string text = status_text("Rose Court", status(), Language::kEnglish);
  EXPECT_THAT(text, HasSubstr("1 Enhanced monitoring - needs a decision"));
  EXPECT_THAT(text, HasSubstr("3 May 2026"));
  EXPECT_THAT(text, HasSubstr("12 March 2026 [17]"));
  expect_narrow(text);
}

TEST(AStatusInText, SaysWhoReportedAnOccurrenceThatSeveralDid) {
  gwarchod::v1::Status told = status();
  auto& cause = *told.mutable_reasons(0)->mutable_causes(0);
  cause.add_sources()->set_en("Police");
  cause.add_sources()->set_en("Local Health Board");
  EXPECT_THAT(status_text("Rose Court", told, Language::kEnglish),
              HasSubstr("12 March 2026 [17] (Police, Local Health Board)"));
}

TEST(ForesightsInText, SayWhatCouldHaveBeenWhatWasAndWhatWasDecided) {
  gwarchod::v1::Foresights foresights;
  auto& one = *foresights.add_stages();
  *one.mutable_stage() = status().suggested();
  one.set_could_have("2026-03-12");
  one.set_was_flagged("2026-04-30");
  one.set_days_lost(52);
  const std::string text = foresights_text(foresights, Language::kEnglish);
  EXPECT_THAT(text, HasSubstr("could be suggested  12 March 2026"));
  EXPECT_THAT(text, HasSubstr("was suggested       30 April 2026"));
  EXPECT_THAT(text, HasSubstr("was decided         not so far"));
  EXPECT_THAT(text, HasSubstr("days between        52"));
  EXPECT_THAT(foresights_text(foresights, Language::kWelsh), HasSubstr("12 Mawrth 2026"));
  EXPECT_EQ(foresights_text({}, Language::kEnglish), "");
  expect_narrow(text);
}

TEST(AStatusInText, IsWrittenInWelsh) {
  const std::string text = status_text("Rose Court", status(), Language::kWelsh);
  EXPECT_THAT(text, HasSubstr("Monitro uwch - angen penderfyniad"));
  EXPECT_THAT(text, HasSubstr("12 Mawrth 2026 [17]"));
  expect_narrow(text);
}

TEST(AStatusInText, TellsOfDecisionsToLookAtAgainAndWhoseKnowledgeItIs) {
  gwarchod::v1::Status made = status();
  made.set_known_to("HEALTH_BOARD");
  auto& review = *made.add_decisions_to_review();
  review.mutable_decision()->set_position(12);
  review.mutable_decision()->set_occurred("2026-04-01");
  review.add_corrected()->set_occurred("2026-03-12");
  review.add_corrected()->set_event_id("e7");
  const std::string text = status_text("Rose Court", made, Language::kEnglish);
  EXPECT_THAT(text, HasSubstr("! Look again at the decision of 1 April 2026 [12]"));
  EXPECT_THAT(text, HasSubstr("12 March 2026 [0], e7"));
  EXPECT_THAT(text, HasSubstr("Local Health Board"));
  EXPECT_THAT(status_text("Rose Court", made, Language::kWelsh), HasSubstr("Edrychwch eto"));
  expect_narrow(text);
}

TEST(ATimelineInText, TellsWhatWasWrittenDownLate) {
  gwarchod::v1::TimelineItem item;
  item.mutable_kind_name()->set_en("Complaint");
  item.mutable_kind_name()->set_cy("Cwyn");
  item.set_occurred_from("2026-03-01");
  const auto recorded = [&](const std::string& day) {
    const auto noon = *schema::parse_day(day) + std::chrono::hours{12};
    item.set_recorded_unix_ms(
        std::chrono::duration_cast<std::chrono::milliseconds>(noon.time_since_epoch()).count());
    return timeline_text("Rose Court", std::vector{item}, Language::kEnglish);
  };
  EXPECT_THAT(recorded("2026-05-05"), HasSubstr("(recorded 5 May 2026, 65 days"));
  EXPECT_THAT(recorded("2026-03-08"), testing::Not(HasSubstr("recorded")));
  item.set_precision(gwarchod::v1::MONTH);
  EXPECT_THAT(recorded("2026-05-05"), testing::Not(HasSubstr("recorded")));
}

TEST(StatusesInText, CountStagesAndPutTheHighestFirst) {
  auto higher = status();
  higher.set_provider("worse");
  higher.mutable_suggested()->set_level(3);
  const std::vector<gwarchod::v1::StageName> stages{status().decided(), status().suggested()};
  const std::string text = statuses_text(
      "Vale",
      {{"Rose Court", status()},
       {"A longer name that says a good deal more than it needs to, it seems", higher}},
      stages, Language::kEnglish);
  EXPECT_THAT(text, HasSubstr("2 providers need a decision"));
  EXPECT_LT(text.find("(worse)"), text.find("(rose-court)"));
  expect_narrow(text);
}

TEST(ATimelineInText, MarksWhatIsCorrected) {
  gwarchod::v1::TimelineItem item;
  item.set_occurred_from("2026-03-12");
  item.mutable_kind_name()->set_en("Complaint");
  item.mutable_line()->set_en("Stage 1: local resolution");
  item.set_corrected_by("other");
  item.set_position(9);
  const std::vector<gwarchod::v1::TimelineItem> items{item};
  const std::string text = timeline_text("Rose Court", items, Language::kEnglish);
  EXPECT_THAT(text, HasSubstr("12 March 2026"));
  EXPECT_THAT(text, HasSubstr("(corrected: counts no"));
  expect_narrow(text);
}

}  // namespace
}  // namespace app
