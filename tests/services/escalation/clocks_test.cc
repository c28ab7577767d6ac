#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/escalation/support/beside.h"

/// What must follow, and by when: clocks of records, of stages, and who must be told. The working
/// days are those of England and Wales.
namespace {

using namespace gwarchod::v1;
using namespace spec;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

Record complaint(const std::string& received, const std::string& more = {}) {
  return a<Complaint>("stage: LOCAL_RESOLUTION " + more).on(received).received(received);
}

TEST(AComplaint, IsToBeAcknowledgedWithinTwoWorkingDays) {
  const History history = registered({complaint("2026-03-12")});  // a Thursday
  EXPECT_THAT(due(history, "2026-03-16", "acknowledge-complaint"),
              ElementsAre("acknowledge-complaint due 2026-03-16"));
  EXPECT_THAT(due(history, "2026-03-17", "acknowledge-complaint"),
              ElementsAre("acknowledge-complaint due 2026-03-16 overdue"));
}

TEST(AComplaint, ReceivedBeforeEasterIsDueAfterIt) {
  // Good Friday is 3 April 2026, Easter Monday the 6th.
  EXPECT_THAT(due(registered({complaint("2026-04-01")}), "2026-04-02", "acknowledge-complaint"),
              ElementsAre("acknowledge-complaint due 2026-04-07"));
}

TEST(AComplaint, ReceivedOnChristmasEveIsDueAfterBoxingDay) {
  // Thursday the 24th; Boxing Day is a Saturday, its bank holiday Monday the 28th.
  EXPECT_THAT(due(registered({complaint("2026-12-24")}), "2026-12-24", "acknowledge-complaint"),
              ElementsAre("acknowledge-complaint due 2026-12-30"));
}

TEST(AComplaint, AcknowledgedStopsOneClockAndStartsAnother) {
  const History history =
      registered({complaint("2026-03-12").called("c"),
                  complaint("2026-03-12", "acknowledged_on: '2026-03-13'").updating("c")});
  EXPECT_THAT(due(history, "2026-03-17", "acknowledge-complaint"), IsEmpty());
  EXPECT_THAT(due(history, "2026-03-17", "discuss-complaint"),
              ElementsAre("discuss-complaint due 2026-03-27"));
  EXPECT_THAT(due(history, "2026-03-12", "acknowledge-complaint"),
              ElementsAre("acknowledge-complaint due 2026-03-16"))
      << "as of the day before it was acknowledged, it was not";
}

TEST(AnExtensionByAgreement, TakesThePlaceOfTheDayReckoned) {
  const History history = registered(
      {complaint("2026-03-12", "acknowledged_on: '2026-03-13' response_due_on: '2026-04-20'")});
  EXPECT_THAT(due(history, "2026-03-31", "discuss-complaint"),
              ElementsAre("discuss-complaint due 2026-04-20"));
}

TEST(APausedClock, HasNoDayUntilItIsResumed) {
  const History paused = registered({complaint("2026-03-12", "paused_on: '2026-03-13'")});
  EXPECT_THAT(due(paused, "2026-06-01", "acknowledge-complaint"),
              ElementsAre("acknowledge-complaint paused"));
  const History resumed =
      registered({complaint("2026-03-12", "paused_on: '2026-03-13' resumed_on: '2026-03-23'")});
  EXPECT_THAT(due(resumed, "2026-03-23", "acknowledge-complaint"),
              ElementsAre("acknowledge-complaint due 2026-03-24"))
      << "the 13th, and Monday to Friday the 20th, do not count";
}

TEST(AWithdrawnComplaint, NeedsNoDiscussion) {
  EXPECT_THAT(
      due(registered({complaint("2026-03-12", "acknowledged_on: '2026-03-13' outcome: WITHDRAWN")}),
          "2026-05-01", "discuss-complaint"),
      IsEmpty());
}

TEST(ARegime, EndsOnItsLastDayAndTheNextBegins) {
  const auto report = [](const std::string& on) {
    return a<AdultAtRiskReport>("reported_on: '" + on + "'").on(on);
  };
  EXPECT_THAT(due(registered({report("2016-04-05")}), "2016-04-06", "pova-strategy-meeting"),
              ElementsAre("pova-strategy-meeting due 2016-04-12"));
  EXPECT_THAT(due(registered({report("2016-04-06")}), "2016-04-06", "pova-strategy-meeting"),
              IsEmpty());
  const auto enquiry = [](const std::string& on) {
    return a<Section126Enquiry>("started_on: '" + on + "'").on(on);
  };
  EXPECT_THAT(due(registered({enquiry("2016-04-06")}), "2016-04-07", "enquiry"),
              ElementsAre("enquiry due 2016-04-15"));
  EXPECT_THAT(due(registered({enquiry("2016-04-05")}), "2016-04-07", "enquiry"), IsEmpty());
}

TEST(AClockThatAnotherRecordStops, IsStoppedByTheOneThatNamesIt) {
  const auto report = a<AdultAtRiskReport>().on("2015-03-02");
  const History history = registered(
      {report.called("first"), report.called("second"),
       a<StrategyMeeting>("meeting_kind: STRATEGY_MEETING report: 'second'").on("2015-03-04")});
  const auto open = escalation::deadlines(history.facts(), history.policy(), day("2015-03-05"));
  std::vector<std::string> left;
  for (const auto& one : open) {
    if (one.clock() == "pova-strategy-meeting") left.push_back(one.cause().event_id());
  }
  EXPECT_THAT(left, ElementsAre("first"));
}

TEST(AClockThatAnotherRecordStops, IsStoppedOldestFirstByOneThatNamesNone) {
  const History history =
      registered({a<AdultAtRiskReport>().on("2015-03-02"), a<AdultAtRiskReport>().on("2015-03-09"),
                  a<StrategyMeeting>("meeting_kind: STRATEGY_MEETING").on("2015-03-10")});
  EXPECT_THAT(due(history, "2015-03-11", "pova-strategy-meeting"),
              ElementsAre("pova-strategy-meeting due 2015-03-16"));
}

TEST(AStage, HasItsClocksFromTheDayItIsDecided) {
  const History history = registered({decision("escalating", "2026-03-13")});  // a Friday
  const auto open = due(history, "2026-03-14");
  EXPECT_THAT(open, Contains("safety-check due 2026-03-13 overdue")) << "same day: weekends too";
  EXPECT_THAT(open, Contains("first-meeting due 2026-03-20"));
  EXPECT_THAT(open, Contains("tell-ciw due 2026-03-16"));
  EXPECT_THAT(open, Contains("review due 2026-04-14")) << "20 working days, Easter between";
  EXPECT_THAT(open, Not(Contains("questionnaire due 2020-12-31 overdue"))) << "of another stage";
}

TEST(AStagesClock, IsStoppedByWhatItAsksFor) {
  const History history =
      registered({decision("escalating", "2026-03-13"), a<SpotVisit>().on("2026-03-13"),
                  a<Notification>("to_agency: REGULATOR sent_on: '2026-03-16'").on("2026-03-16"),
                  a<StepTaken>("step: 'tell-director' taken_on: '2026-03-13'").on("2026-03-13")});
  for (const char* clock : {"safety-check", "tell-ciw", "tell-director"}) {
    EXPECT_THAT(due(history, "2026-03-17", clock), IsEmpty()) << clock;
  }
  EXPECT_THAT(due(history, "2026-03-17", "tell-lhb"),
              ElementsAre("tell-lhb due 2026-03-16 overdue"));
}

TEST(AStagesClock, IsNotStoppedByWhatCameBeforeTheStage) {
  const History history =
      registered({a<SpotVisit>().on("2026-03-12"), decision("enhanced", "2026-03-13")});
  EXPECT_THAT(due(history, "2026-03-16", "visit"), ElementsAre("visit due 2026-03-27"));
}

TEST(AReview, FallsDueAnewAfterEachMeeting) {
  const History history =
      registered({decision("performance", "2026-06-01"), a<SubGroupMeeting>().on("2026-06-17")});
  EXPECT_THAT(due(history, "2026-06-18", "review"), ElementsAre("review due 2026-07-15"));
}

TEST(AReview, FallsDueOnTheDayTheDecisionSays) {
  const History history =
      registered({a<StageDecision>("to_stage: 'performance' effective: '2026-06-01' review_due: "
                                   "'2026-06-10'")
                      .on("2026-06-01")});
  EXPECT_THAT(due(history, "2026-06-11", "review"), ElementsAre("review due 2026-06-10 overdue"));
}

TEST(AReview, FallsDueSoonerWhileSomethingIsRed) {
  const Record plan = a<ActionPlan>("actions { due: '2026-09-01' rag: RED }").on("2026-06-02");
  const Record closed =
      a<ActionPlan>("actions { due: '2026-09-01' rag: RED closed_on: '2026-06-08' }")
          .on("2026-06-02");
  const History red = registered({decision("escalating", "2026-06-01"), plan.called("p")});
  EXPECT_THAT(due(red, "2026-06-03", "review"), ElementsAre("review due 2026-06-15"));
  const History green =
      registered({decision("escalating", "2026-06-01"), plan.called("p"), closed.updating("p")});
  EXPECT_THAT(due(green, "2026-06-09", "review"), ElementsAre("review due 2026-06-29"));
}

TEST(AProviderNobodyDecidedOn, HasTheClocksOfTheFirstStageFromItsRegistration) {
  EXPECT_THAT(due(registered({}), "2021-01-01", "questionnaire"),
              ElementsAre("questionnaire due 2020-12-31 overdue"));
  EXPECT_THAT(
      due(registered({a<AnnualQuestionnaire>("received_on: '2020-06-01'").on("2020-05-01")}),
          "2021-01-01", "questionnaire"),
      ElementsAre("questionnaire due 2021-06-01"));
}

TEST(ALeapDay, CountsAsADay) {
  const History history =
      registered({a<ClosureTransfer>("closed_on: '2028-02-20'").on("2028-02-20"),
                  decision("closure", "2028-02-01")});
  EXPECT_THAT(due(history, "2028-02-21", "follow-up-28-days"),
              ElementsAre("follow-up-28-days due 2028-03-19"));
}

TEST(ACorrectedRecord, StartsNoClock) {
  EXPECT_THAT(due(registered({complaint("2026-03-12").called("c"), correction_of("c")}),
                  "2026-05-01", "acknowledge-complaint"),
              IsEmpty());
}

TEST(Clocks, RunOnAfterTheFactsWereSavedAndLoaded) {
  const auto report = a<AdultAtRiskReport>().on("2015-03-02");
  const History history = registered(
      {report.called("first"), report.called("second"),
       a<StrategyMeeting>("meeting_kind: STRATEGY_MEETING report: 'second'").on("2015-03-04"),
       complaint("2015-03-02", "paused_on: '2015-03-03' resumed_on: '2015-03-10'"),
       a<StageDecision>("to_stage: 'performance' effective: '2015-03-02' review_due: '2015-03-20'")
           .on("2015-03-02")});
  std::string bytes;
  schema::PackedWriter writer(bytes);
  escalation::save(history.facts(), writer);
  schema::PackedReader reader(bytes);
  const auto loaded = escalation::load(reader, history.policy());
  ASSERT_TRUE(loaded.has_value());
  const auto open = [&](const escalation::Facts& facts) {
    std::string told;
    for (const auto& one : escalation::deadlines(facts, history.policy(), day("2015-03-06"))) {
      told += one.ShortDebugString() + "\n";
    }
    return told;
  };
  EXPECT_EQ(open(*loaded), open(history.facts()));
}

TEST(WhatTheBoardHolds, ChangesOnTheDayItSays) {
  const History history = registered({complaint("2026-03-12")});
  const auto on = [&](const std::string& text) {
    return escalation::beside(history.facts(), history.policy(), day(text));
  };
  EXPECT_EQ(on("2026-03-13").next_due, day("2020-12-31"));
  const unsigned before = on("2026-03-13").overdue;
  EXPECT_EQ(on("2026-03-13").next_change, day("2026-03-17"));
  EXPECT_EQ(on("2026-03-16").overdue, before);
  EXPECT_EQ(on("2026-03-17").overdue, before + 1);
}

}  // namespace
