#include <gtest/gtest.h>

#include "services/escalation/support/history.h"

namespace {

using namespace gwarchod::v1;
using namespace spec;

/// Two concerns of any kind within 90 days, under a policy of nothing else.
const CompiledPolicy& two_in_90_days() {
  static const CompiledPolicy policy = only_rule(R"(
    id: "two" stage: "enhanced" words { en: "{count}: {dates}" cy: "{count}: {dates}" }
    count { match { any_concern: true } at_least: 2 window_days: 90 })");
  return policy;
}

Record concern(const std::string& on) { return a<LowLevelConcern>().on(on); }

TEST(AWindow, HoldsARecordOnItsNinetiethDayAndNotOnTheNext) {
  // 90 days after 1 January is 1 April.
  given(two_in_90_days(), {concern("2026-01-01"), concern("2026-04-01")})
      .on("2026-04-01")
      .fires("two");
  given(two_in_90_days(), {concern("2026-01-01"), concern("2026-04-02")})
      .on("2026-04-02")
      .does_not_fire("two");
}

TEST(AWindow, CountsTheLeapDay) {
  given(two_in_90_days(), {concern("2024-01-01"), concern("2024-03-31")})
      .on("2024-03-31")
      .fires("two");
  given(two_in_90_days(), {concern("2024-01-01"), concern("2024-04-01")})
      .on("2024-04-01")
      .does_not_fire("two");
}

TEST(ARecord, IsNoFactBeforeItHappened) {
  Given history = given(two_in_90_days(), {concern("2026-01-01"), concern("2026-02-01")});
  history.on("2026-01-31").does_not_fire("two").changes_next("2026-02-01");
  history.on("2026-02-01").fires("two");
}

TEST(AnOccurrence, ReportedByThreeAgenciesCountsOnce) {
  given(two_in_90_days(), {concern("2026-01-01").of("o1").from(POLICE),
                           concern("2026-01-02").of("o1").from(HEALTH_BOARD),
                           concern("2026-01-03").of("o1").from(COUNCIL_SAFEGUARDING)})
      .on("2026-01-03")
      .does_not_fire("two");
}

TEST(AnOccurrence, ToldByAllItsReportsIsDatedByTheFirst) {
  given(two_in_90_days(),
        {concern("2026-01-01").of("o1"), concern("2026-01-02").of("o1"), concern("2026-01-05")})
      .on("2026-01-05")
      .is_caused_by("two", {"e1", "e2", "e3"})
      .says("2: 1 Jan, 5 Jan", "2: 1 Ion, 5 Ion");
}

TEST(AnOccurrence, StillCountsWhileItsLatestReportIsInTheWindow) {
  given(two_in_90_days(),
        {concern("2026-01-01").of("o1"), concern("2026-01-20").of("o1"), concern("2026-04-10")})
      .on("2026-04-10")
      .is_caused_by("two", {"e2", "e3"});
}

TEST(ARecordWithoutAnOccurrence, IsOneOfItsOwn) {
  given(two_in_90_days(), {concern("2026-01-01"), concern("2026-01-01")})
      .on("2026-01-01")
      .says("2: 1 Jan (2)", "2: 1 Ion (2)");
}

CompiledPolicy counting(const std::string& what) {
  return only_rule("id: 'r' stage: 'enhanced' words { en: 'x' cy: 'x' } count { " + what + " }");
}

TEST(Sources, AreCountedOnceEach) {
  const CompiledPolicy policy =
      counting("match { any_concern: true } at_least: 2 sources_at_least: 2 window_days: 90");
  given(policy, {concern("2026-01-01").from(POLICE), concern("2026-01-02").from(POLICE)})
      .on("2026-01-02")
      .does_not_fire("r");
  given(policy, {concern("2026-01-01").from(POLICE), concern("2026-01-02").from(ADVOCACY)})
      .on("2026-01-02")
      .fires("r");
}

TEST(ASourceNobodyNamed, IsNoSource) {
  const CompiledPolicy policy =
      counting("match { any_concern: true } at_least: 2 sources_at_least: 2 window_days: 90");
  given(policy,
        {concern("2026-01-01").from(POLICE), concern("2026-01-02").from(AGENCY_UNSPECIFIED)})
      .on("2026-01-02")
      .does_not_fire("r");
}

TEST(People, AreCountedOnceEachThoughOneRecordMayNameSeveral) {
  const CompiledPolicy policy =
      counting("match { any_concern: true } people_at_least: 3 window_days: 90");
  given(policy, {concern("2026-01-01").concerning("p1").concerning("p2"),
                 concern("2026-01-02").concerning("p2")})
      .on("2026-01-02")
      .does_not_fire("r");
  given(policy, {concern("2026-01-01").concerning("p1").concerning("p2").concerning("p3")})
      .on("2026-01-01")
      .fires("r");
}

TEST(Themes, AreCountedEachByItself) {
  const CompiledPolicy policy =
      counting("match { any_concern: true } at_least: 2 same_theme: true window_days: 90");
  given(policy, {concern("2026-01-01").about(MEDICATION).about(STAFFING),
                 concern("2026-01-02").about(STAFFING).about(DIGNITY), concern("2026-01-03")})
      .on("2026-01-03")
      .is_caused_by("r", {"e1", "e2"});
  EXPECT_EQ(given(policy, {concern("2026-01-01").about(MEDICATION).about(STAFFING),
                           concern("2026-01-02").about(STAFFING).about(MEDICATION)})
                .on("2026-01-02")
                .status()
                .reasons_size(),
            2);
}

TEST(ARecordStillOpen, CountsUntilTheDayItIsClosed) {
  const CompiledPolicy policy = counting(
      "match { kinds: 'Section126Enquiry' } at_least: 1 window_days: 60 open_until: "
      "'completed_on'");
  Given history =
      given(policy, {a<Section126Enquiry>("completed_on: '2026-01-10'").on("2026-01-01"),
                     decision("routine", "2026-01-05")});
  history.on("2026-01-09").fires("r").changes_next("2026-01-10");
  history.on("2026-01-10").does_not_fire("r");
}

TEST(ARun, IsEndedByARecordThatResetsItOnALaterDay) {
  const CompiledPolicy policy = counting(
      "match { kinds: 'Complaint' } reset { kinds: 'Compliment' } at_least: 2 window_days: 90");
  const auto history = [&](const std::string& reset_on) {
    return given(policy, {a<Complaint>().on("2026-01-01"), a<Compliment>().on(reset_on),
                          a<Complaint>().on("2026-01-10")});
  };
  history("2026-01-01").on("2026-01-10").fires("r");
  history("2026-01-05").on("2026-01-10").does_not_fire("r");
  history("2026-01-11").on("2026-01-10").fires("r").changes_next("2026-01-11");
}

TEST(SeveralMatches, OfOneRecordCountItOnce) {
  const CompiledPolicy policy = counting(
      "match { any_concern: true } match { kinds: 'Complaint' } at_least: 2 window_days: 90");
  given(policy, {a<Complaint>().on("2026-01-01")}).on("2026-01-01").does_not_fire("r");
}

TEST(ThePeopleOfARecord, AreThoseItsOwnFieldsNameToo) {
  const CompiledPolicy policy =
      counting("match { kinds: 'AdultAtRiskReport' } people_at_least: 2 window_days: 90");
  given(policy,
        {a<AdultAtRiskReport>("adult: 'p1' reporter: 'p9' alleged_person: 'p8'").on("2026-01-01")})
      .on("2026-01-01")
      .does_not_fire("r");
}

TEST(TheBoard, CountsConcernsOfNinetyDaysAndWhatIsOverdue) {
  History history(default_policy());
  history.add(concern("2026-01-01"))
      .add(concern("2026-02-01").of("o1"))
      .add(concern("2026-02-02").of("o1"))
      .add(a<LowLevelConcern>("looked_nothing_seen: true").on("2026-02-03"))
      .add(a<Compliment>().on("2026-02-04"))
      .add(a<ActionPlan>(
               "actions { due: '2026-03-01' } actions { due: '2026-03-02' closed_on: '2026-03-02' }"
               " final_date: '2026-03-05'")
               .on("2026-02-05"))
      .add(a<AnnualQuestionnaire>("due_on: '2026-03-03'").on("2026-02-05"));
  EXPECT_EQ(history.counts("2026-04-01").concerns_90_days, 2U);
  EXPECT_EQ(history.counts("2026-04-02").concerns_90_days, 1U);
  EXPECT_EQ(history.counts("2026-03-01").overdue, 0U);
  EXPECT_EQ(history.counts("2026-03-02").overdue, 1U);
  EXPECT_EQ(history.counts("2026-03-06").overdue, 3U);
}

TEST(TheBoard, CountsLapsedInsuranceUntilItIsReplaced) {
  History history(default_policy());
  const std::string kind = "insurance_kind: PUBLIC_LIABILITY valid_to: ";
  history.add(a<InsuranceEvidence>(kind + "'2026-03-31'").on("2025-04-01"))
      .add(a<InsuranceEvidence>(kind + "'2027-04-09'").on("2026-04-10"));
  EXPECT_EQ(history.counts("2026-03-31").overdue, 0U);
  EXPECT_EQ(history.counts("2026-04-01").overdue, 1U);
  EXPECT_EQ(history.counts("2026-04-10").overdue, 0U);
}

}  // namespace
