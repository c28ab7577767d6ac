#include <gtest/gtest.h>

#include "services/escalation/support/history.h"

/// Which day a record counts on, when its date is a range, is not exact, or is ahead.
namespace {

using namespace gwarchod::v1;
using namespace spec;

const CompiledPolicy& one_in_30_days() {
  static const CompiledPolicy policy = only_rule(R"(
    id: "one" stage: "enhanced" words { en: "x" cy: "x" }
    count { match { any_concern: true } at_least: 1 window_days: 30 })");
  return policy;
}

std::string counted_on(const Record& record) {
  const auto status = given(one_in_30_days(), {record}).on("2027-01-01").status();
  return status.reasons_size() == 1 ? status.reasons(0).causes(0).occurred() : "never";
}

Record concern(const std::string& from, const std::string& to = {}) {
  return a<LowLevelConcern>().on(from, to);
}

TEST(ADateExactToTheDay, CountsOnThatDay) {
  EXPECT_EQ(counted_on(concern("2026-02-10")), "2026-02-10");
  EXPECT_EQ(counted_on(concern("2026-02-10").exact_to(DAY)), "2026-02-10");
}

TEST(ARange, CountsOnItsLastDay) {
  EXPECT_EQ(counted_on(concern("2026-02-10", "2026-03-05")), "2026-03-05");
}

TEST(ADateExactToTheMonth, CountsOnItsLastDay) {
  EXPECT_EQ(counted_on(concern("2026-02-01").exact_to(MONTH)), "2026-02-28");
  EXPECT_EQ(counted_on(concern("2024-02-10").exact_to(MONTH)), "2024-02-29");
  EXPECT_EQ(counted_on(concern("2026-02-01", "2026-04-01").exact_to(MONTH)), "2026-04-30");
}

TEST(ADateExactToTheYear, CountsOnItsLastDay) {
  EXPECT_EQ(counted_on(concern("2025-01-01").exact_to(YEAR)), "2025-12-31");
}

TEST(ADateThatIsNotExact, CountsNoLaterThanWeHeardOfIt) {
  EXPECT_EQ(counted_on(concern("2026-02-01").exact_to(MONTH).received("2026-02-12")), "2026-02-12");
}

TEST(ADateThatIsNotExact, CountsNoLaterThanItWasWrittenDown) {
  EXPECT_EQ(counted_on(concern("2026-02-01").exact_to(YEAR).written_down("2026-03-20")),
            "2026-03-20");
}

TEST(ADateThatIsNotKnown, CountsWhenWeHeardOfIt) {
  EXPECT_EQ(counted_on(concern("2026-01-01").exact_to(UNKNOWN).received("2026-03-20")),
            "2026-03-20");
  EXPECT_EQ(counted_on(concern("2026-01-01").exact_to(UNKNOWN)), "2026-01-01");
}

TEST(ADay, IsNeverMovedBeforeTheFirstOfItsRange) {
  EXPECT_EQ(counted_on(concern("2026-02-10").received("2026-02-01")), "2026-02-10");
}

TEST(ADayWrittenDownNearMidnight, IsTheOneInTheUnitedKingdom) {
  // 23:30 UTC on 30 June is 1 July in summer time.
  Event event = concern("2026-01-01").exact_to(YEAR).event();
  event.mutable_recorded_at()->set_seconds(1782862200);
  escalation::Facts facts;
  escalation::evolve(facts, one_in_30_days(), {.position = 1, .id = "e1", .event = &event});
  const auto status = escalation::status(facts, one_in_30_days(), day("2026-07-01"));
  EXPECT_EQ(status.reasons(0).causes(0).occurred(), "2026-07-01");
}

TEST(ADueDateAhead, IsNothingUntilItHasPassed) {
  given({a<ActionPlan>("final_date: '2027-01-31'").on("2026-03-12")})
      .on("2026-03-12")
      .suggests("routine")
      .changes_next("2027-02-01");
}

TEST(ADueDatePassedBeforeItsRecordHappened, IsLateFromTheDayOfTheRecord) {
  Given history = given({a<ActionPlan>("final_date: '2026-01-31'").on("2026-03-12")});
  history.on("2026-03-11").suggests("routine");
  history.on("2026-03-12").suggests("sanction");
}

TEST(ADateThatIsNoDay, IsNoDate) {
  given({a<ActionPlan>("final_date: 'soon'").on("2026-03-12")})
      .on("2027-03-12")
      .suggests("routine");
}

}  // namespace
