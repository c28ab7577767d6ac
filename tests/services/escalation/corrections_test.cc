#include <gtest/gtest.h>

#include "services/escalation/support/history.h"

/// What a correction strikes out, and what a later version of a record replaces.
namespace {

using namespace gwarchod::v1;
using namespace spec;

Record complaint(const std::string& on) { return a<Complaint>().on(on).about(MEDICATION); }

std::vector<Record> two_complaints() { return {complaint("2026-03-12"), complaint("2026-04-30")}; }

std::vector<Record> two_complaints_and(const std::vector<Record>& more) {
  std::vector<Record> records = two_complaints();
  records.insert(records.end(), more.begin(), more.end());
  return records;
}

TEST(ACorrectedRecord, CountsNoMore) {
  given(two_complaints_and({correction_of("e1")})).on("2026-05-01").suggests("routine");
}

TEST(ACorrectionCorrected, RestoresTheRecord) {
  const auto restored = given(two_complaints_and({correction_of("e1"), correction_of("e3")}))
                            .on("2026-05-01")
                            .status();
  const auto before = given(two_complaints()).on("2026-05-01").status();
  EXPECT_EQ(restored.reasons(0).SerializeAsString(), before.reasons(0).SerializeAsString());
}

TEST(ACorrectionCorrectedAndThatCorrectedAgain, StrikesTheRecordOutAgain) {
  given(two_complaints_and({correction_of("e1"), correction_of("e3"), correction_of("e4")}))
      .on("2026-05-01")
      .suggests("routine");
}

TEST(ARecordCorrectedTwice, IsRestoredOnlyWhenBothAreUndone) {
  given(two_complaints_and({correction_of("e1"), correction_of("e1"), correction_of("e3")}))
      .on("2026-05-01")
      .suggests("routine");
  given(two_complaints_and(
            {correction_of("e1"), correction_of("e1"), correction_of("e3"), correction_of("e4")}))
      .on("2026-05-01")
      .suggests("enhanced");
}

TEST(ACorrectionOfWhatNobodyKnows, ChangesNothing) {
  given(two_complaints_and({correction_of("e99"), correction_of("")}))
      .on("2026-05-01")
      .suggests("enhanced");
}

TEST(ACorrectedDecision, GivesWayToTheOneBefore) {
  given({decision("escalating", "2026-02-01"), decision("routine", "2026-03-01"),
         correction_of("e2")})
      .on("2026-04-01")
      .is_decided("escalating");
}

TEST(AnUpdate, ReplacesTheEarlierVersion) {
  given(two_complaints_and({a<Complaint>().on("2026-05-01").about(NUTRITION).updating("e2")}))
      .on("2026-05-01")
      .suggests("routine");
}

TEST(AnUpdate, KeepsTheDayOfTheFirstVersionAndIsOneOccurrence) {
  given({complaint("2026-03-12"), complaint("2026-04-30"), complaint("2026-06-01").updating("e1")})
      .on("2026-06-01")
      .is_caused_by("complaints-same-theme", {"e2", "e3"})
      .says("2 complaints about medication within 90 days: 12 Mar, 30 Apr",
            "Cwynion (thema: meddyginiaeth) o fewn 90 diwrnod: 2 (12 Maw, 30 Ebr)");
  given({complaint("2026-03-12"), complaint("2026-03-12").updating("e1"),
         complaint("2026-03-12").updating("e2")})
      .on("2026-03-12")
      .suggests("routine");
}

TEST(AnUpdate, ThatClosesAnActionEndsItsBeingOverdueFromThatDay) {
  const std::string action = "actions { due: '2026-03-10' ";
  Given history =
      given({a<ActionPlan>(action + "}").on("2026-03-02"), decision("performance", "2026-04-01"),
             a<ActionPlan>(action + "closed_on: '2026-04-15' }").on("2026-04-15").updating("e1")});
  history.on("2026-04-14").fires("action-overdue");
  history.on("2026-04-15").does_not_fire("action-overdue");
}

TEST(AnUpdateStruckOut, BringsTheVersionBeforeBack) {
  given({complaint("2026-03-12"), complaint("2026-04-30"),
         a<Complaint>().on("2026-05-01").about(NUTRITION).updating("e2"), correction_of("e3")})
      .on("2026-05-01")
      .suggests("enhanced");
}

TEST(AFirstVersionStruckOut, TakesItsUpdatesWithIt) {
  given({complaint("2026-03-12"), complaint("2026-04-30"), complaint("2026-05-01").updating("e2"),
         correction_of("e2")})
      .on("2026-05-01")
      .suggests("routine");
}

TEST(AFirstVersionRestored, BringsItsLatestUpdateBack) {
  given({complaint("2026-03-12"), complaint("2026-04-30"), correction_of("e2"),
         complaint("2026-05-01").updating("e2"), correction_of("e3")})
      .on("2026-05-01")
      .is_caused_by("complaints-same-theme", {"e1", "e4"});
}

TEST(AnUpdateOfARecordNobodyKnows, IsARecordOfItsOwn) {
  given({complaint("2026-03-12"), complaint("2026-04-30").updating("elsewhere")})
      .on("2026-05-01")
      .suggests("enhanced");
}

TEST(AnEventTakenInTwice, CountsOnce) {
  given({complaint("2026-03-12").called("x"), complaint("2026-03-12").called("x")})
      .on("2026-05-01")
      .suggests("routine");
}

}  // namespace
