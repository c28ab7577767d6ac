#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/escalation/support/beside.h"

/// What a row of the board holds beside the stage: the score of concern, actions, reviews.
namespace {

using namespace gwarchod::v1;
using namespace spec;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::pair<std::uint32_t, std::uint32_t>> months(const History& history,
                                                            const std::string& as_of) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> told;
  for (const auto& [month, score] : history.counts(as_of).months) told.emplace_back(month, score);
  return told;
}

std::string review_on(const History& history, const std::string& as_of) {
  const auto on = escalation::beside(history.facts(), history.policy(), day(as_of)).review_on;
  return on ? schema::to_string(*on) : "";
}

std::string last_review_on(const History& history, const std::string& as_of) {
  const auto on = escalation::beside(history.facts(), history.policy(), day(as_of)).last_review_on;
  return on ? schema::to_string(*on) : "";
}

Record concern(const std::string& on) { return a<LowLevelConcern>().on(on); }

TEST(TheScoreOfConcern, WeighsEachMonthsConcernsAsThePolicySays) {
  const History history =
      registered({concern("2026-01-05"), concern("2026-01-20").as(SERIOUS),
                  concern("2026-03-01").as(CRITICAL), concern("2026-03-02").as(MODERATE)});
  EXPECT_THAT(months(history, "2026-04-01"),
              ElementsAre(std::pair(202601U, 4U), std::pair(202603U, 7U)));
  EXPECT_THAT(months(history, "2026-02-28"), ElementsAre(std::pair(202601U, 4U)));
}

TEST(TheScoreOfConcern, HearsAnOccurrenceOnceByTheMostSeriousOfItsReports) {
  const History history = registered(
      {concern("2026-01-31").of("o1").as(LOW), concern("2026-02-01").of("o1").as(CRITICAL)});
  EXPECT_THAT(months(history, "2026-03-01"), ElementsAre(std::pair(202601U, 5U)));
}

TEST(TheScoreOfConcern, IsOfTwoYearsUpToTheLatestConcern) {
  const History history =
      registered({concern("2024-03-31"), concern("2024-04-01"), concern("2026-03-10")});
  EXPECT_THAT(months(history, "2026-03-10"),
              ElementsAre(std::pair(202404U, 1U), std::pair(202603U, 1U)));
  // The passing of time alone changes nothing of it.
  EXPECT_EQ(months(history, "2031-01-01"), months(history, "2026-03-10"));
}

TEST(TheScoreOfConcern, LosesWhatWasCorrected) {
  const History history =
      registered({concern("2026-01-05").called("wrong"), correction_of("wrong").on("2026-01-06")});
  EXPECT_THAT(months(history, "2026-02-01"), IsEmpty());
}

TEST(TheScoreOfConcern, OutlivesBeingSavedAndLoaded) {
  const History history = registered({concern("2026-01-05").as(CRITICAL)});
  std::string bytes;
  schema::PackedWriter to(bytes);
  escalation::save(history.facts(), to);
  schema::PackedReader from(bytes);
  const auto loaded = escalation::load(from, history.policy());
  ASSERT_TRUE(loaded.has_value());
  const auto counted = escalation::counts(*loaded, history.policy(), day("2026-02-01"));
  ASSERT_EQ(counted.months.size(), 1U);
  EXPECT_EQ(counted.months[0].score, 5U);
}

Record plan(const std::string& actions) {
  return a<ActionPlan>("plan_kind: PLAN_CORRECTIVE " + actions).on("2026-01-05").called("plan");
}

TEST(Actions, AreOpenUntilClosedAndOverdueFromTheDayAfterTheyAreDue) {
  const History history =
      registered({plan("actions { due: '2026-02-01' } actions { due: "
                       "'2026-03-01' closed_on: '2026-01-20' }")});
  EXPECT_EQ(history.counts("2026-01-19").open_actions, 2U);
  EXPECT_EQ(history.counts("2026-01-20").open_actions, 1U);
  EXPECT_EQ(history.counts("2026-02-01").overdue_actions, 0U);
  EXPECT_EQ(history.counts("2026-02-02").overdue_actions, 1U);
  // Until that day, and not on it, all is the same.
  EXPECT_EQ(history.counts("2026-01-20").next_change, day("2026-02-02"));
}

TEST(Actions, AreThoseOfTheLatestVersionOfThePlan) {
  const History history =
      registered({plan("actions { due: '2026-02-01' }"),
                  a<ActionPlan>("plan_kind: PLAN_CORRECTIVE actions { due: '2026-02-01' closed_on: "
                                "'2026-02-03' }")
                      .on("2026-02-03")
                      .updating("plan")});
  EXPECT_EQ(history.counts("2026-02-04").open_actions, 0U);
}

TEST(TheNextReview, IsReckonedFromTheLastMeetingThatLookedAtIt) {
  const History history =
      registered({decision("enhanced", "2026-03-02"), a<SubGroupMeeting>().on("2026-03-16")});
  EXPECT_EQ(last_review_on(history, "2026-03-01"), "");
  EXPECT_EQ(last_review_on(history, "2026-03-15"), "2026-03-02");
  EXPECT_EQ(last_review_on(history, "2026-03-16"), "2026-03-16");
  // Thirty working days, Easter among them.
  EXPECT_EQ(review_on(history, "2026-03-15"), "2026-04-15");
  EXPECT_EQ(review_on(history, "2026-03-16"), "2026-04-29");
}

std::vector<std::string> sources_of(const History& history, const std::string& as_of) {
  Status status = history.status(as_of);
  escalation::add_outlook(history.facts(), history.policy(), day(as_of), P4, status);
  std::vector<std::string> told;
  for (const Reason& reason : status.reasons()) {
    for (const Cause& cause : reason.causes()) {
      std::string line = cause.event_id() + ":";
      for (const Text& source : cause.sources()) line += " " + source.en();
      if (!cause.sources().empty()) told.push_back(line);
    }
  }
  return told;
}

TEST(AReason, NamesWhoReportedAnOccurrenceThatSeveralDid) {
  const auto report = [](const std::string& id, Agency source) {
    return a<AdultAtRiskReport>("adult: 'p1'")
        .on("2026-01-05")
        .of("o1")
        .from(source)
        .as(CRITICAL)
        .called(id);
  };
  const History both = registered({report("r1", POLICE), report("r2", HEALTH_BOARD)});
  const auto told = sources_of(both, "2026-01-06");
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told[0], "r1: Police Local Health Board");
  // Two reports of one agency are one source, which every record names itself.
  EXPECT_THAT(sources_of(registered({report("r1", POLICE), report("r2", POLICE)}), "2026-01-06"),
              IsEmpty());
}

}  // namespace
