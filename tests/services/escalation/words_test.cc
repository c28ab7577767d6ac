#include <gtest/gtest.h>

#include "services/escalation/support/history.h"

/// Reasons in the policy's own words, in both languages.
namespace {

using namespace gwarchod::v1;
using namespace spec;

CompiledPolicy saying(const std::string& test, const std::string& words) {
  return only_rule("id: 'r' stage: 'enhanced' words { en: '" + words + "' cy: '" + words + "' } " +
                   test);
}

void expect_words(const CompiledPolicy& policy, const std::vector<Record>& records,
                  const std::string& as_of, const std::string& en, const std::string& cy) {
  given(policy, records).on(as_of).says(en, cy);
}

const std::string kCount = "count { match { any_concern: true } at_least: 1 window_days: 90 }";

TEST(AReason, CountsOccurrencesPeopleSourcesAndIndicators) {
  expect_words(
      saying(kCount, "{count} {people} {sources} {indicators} {window}"),
      {a<Complaint>().on("2026-03-01").of("o").from(POLICE).concerning("p1").showing(HULL_M),
       a<Complaint>().on("2026-03-02").of("o").from(PUBLIC).concerning("p2").concerning("p1"),
       a<Complaint>().on("2026-03-03").from(ADVOCACY).showing(HULL_S)},
      "2026-03-03", "2 2 3 2 90", "2 2 3 2 90");
}

TEST(AReason, NamesItsThemeInEachLanguage) {
  const std::string themed =
      "count { match { any_concern: true } at_least: 1 window_days: 90 same_theme: true }";
  expect_words(saying(themed, "{theme}"), {a<Complaint>().on("2026-03-01").about(DIGNITY)},
               "2026-03-01", "dignity and respect", "urddas a pharch");
}

TEST(AReason, TellsTheLatestFiveDatesAndHowManyCameBefore) {
  std::vector<Record> records;
  for (const std::string on : {"01", "03", "05", "07", "09", "11", "13"}) {
    records.push_back(a<Complaint>().on("2026-03-" + on));
  }
  expect_words(saying(kCount, "{dates}"), records, "2026-03-13",
               "5 Mar, 7 Mar, 9 Mar, 11 Mar, 13 Mar and 2 earlier",
               "5 Maw, 7 Maw, 9 Maw, 11 Maw, 13 Maw a 2 cynharach");
}

TEST(AReason, TellsExactlyFiveDatesAsTheyAre) {
  std::vector<Record> records;
  for (const std::string on : {"01", "03", "05", "07", "09"}) {
    records.push_back(a<Complaint>().on("2026-03-" + on));
  }
  expect_words(saying(kCount, "{dates}"), records, "2026-03-09",
               "1 Mar, 3 Mar, 5 Mar, 7 Mar, 9 Mar", "1 Maw, 3 Maw, 5 Maw, 7 Maw, 9 Maw");
}

TEST(AReason, CountsTheDaysThatSeveralOccurrencesShare) {
  expect_words(saying(kCount, "{dates}"),
               {a<Complaint>().on("2026-03-01"), a<Complaint>().on("2026-03-01"),
                a<Complaint>().on("2026-03-02")},
               "2026-03-02", "1 Mar (2), 2 Mar", "1 Maw (2), 2 Maw");
}

TEST(AReason, OfWhatIsOverdueTellsEachDueDateWithItsYear) {
  const std::string overdue =
      "overdue { match { kinds: 'ActionPlan' element: 'actions' } due_field: 'due' working_days: 3 "
      "}";
  expect_words(saying(overdue, "{count} {days}: {due}"),
               {a<ActionPlan>("actions { due: '2026-03-01' } actions { due: '2026-03-01' }")
                    .on("2026-02-01"),
                a<ActionPlan>("actions { due: '2025-12-01' }").on("2025-11-01")},
               "2026-04-01", "3 3: 1 December 2025, 1 March 2026 (2)",
               "3 3: 1 Rhagfyr 2025, 1 Mawrth 2026 (2)");
}

TEST(AReason, NamesTheGroupByItsLabelOrItsText) {
  const std::string by_kind =
      "overdue { match { kinds: 'InsuranceEvidence' } due_field: 'valid_to' per_field: ";
  const Record record =
      a<InsuranceEvidence>(
          "insurance_kind: EMPLOYERS_LIABILITY insurer: 'Acme' valid_to: '2026-03-01'")
          .on("2025-03-01");
  expect_words(saying(by_kind + "'insurance_kind' }", "{which}"), {record}, "2026-04-01",
               "Employer's liability insurance", "Yswiriant atebolrwydd cyflogwyr");
  expect_words(saying(by_kind + "'insurer' }", "{which}"), {record}, "2026-04-01", "Acme", "Acme");
}

TEST(Reasons, StandHighestStageFirstThenInTheOrderOfThePolicy) {
  const auto status =
      given({a<SpotVisit>("areas { rating: RED }").on("2026-03-12"),
             a<HostAuthorityConfirmation>("no_concerns: NO").on("2026-03-12"),
             a<SeriousIncident>("incident_kind: INCIDENT_RECEIVER").on("2026-03-12")})
          .on("2026-03-12")
          .status();
  ASSERT_EQ(status.reasons_size(), 3);
  EXPECT_EQ(status.reasons(0).rule(), "insolvency");
  EXPECT_EQ(status.reasons(1).rule(), "red-on-visit");
  EXPECT_EQ(status.reasons(2).rule(), "host-authority-concern");
}

TEST(ACause, TellsThePositionTheRecordAndItsDay) {
  const auto status =
      given({a<Compliment>().on("2026-03-01"),
             a<SpotVisit>("areas { rating: RED }").on("2026-03-12").called("visit-7")})
          .on("2026-03-12")
          .status();
  ASSERT_EQ(status.reasons(0).causes_size(), 1);
  EXPECT_EQ(status.reasons(0).causes(0).position(), 2U);
  EXPECT_EQ(status.reasons(0).causes(0).event_id(), "visit-7");
  EXPECT_EQ(status.reasons(0).causes(0).occurred(), "2026-03-12");
}

TEST(APlanWithSeveralOverdueActions, IsOneCause) {
  given({a<ActionPlan>("actions { due: '2026-03-02' } actions { due: '2026-03-03' }")
             .on("2026-03-01")})
      .on("2026-06-01")
      .is_caused_by("action-overdue", {"e1"});
  // Another plan's action of the same day may stand between its own: by what it waits for.
  const std::string two = "actions { due: '2026-03-02' } actions { due: '2026-04-02' }";
  given({a<ActionPlan>(two).on("2026-03-01"), a<ActionPlan>(two).on("2026-03-01")})
      .on("2026-06-01")
      .is_caused_by("action-overdue", {"e1", "e2"});
}

}  // namespace
