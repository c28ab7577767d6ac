#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/escalation/support/beside.h"

/// Flags beside the stage, the tests for leaving it, and what has nearly come about.
namespace {

using namespace gwarchod::v1;
using namespace spec;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

Record embargo(const std::string& more) {
  return a<Embargo>("kind: EMBARGO_FULL starts: '2026-03-01' " + more).on("2026-03-01");
}

TEST(AnEmbargo, StandsByKindAndAuthorityUntilItIsLifted) {
  const History history =
      registered({embargo("authority: EMBARGO_OURS").called("ours"),
                  embargo("authority: EMBARGO_HEALTH_BOARD"),
                  embargo("authority: EMBARGO_OURS lifted_on: '2026-05-01'").updating("ours")});
  EXPECT_THAT(flags(history, "2026-02-28"), IsEmpty());
  EXPECT_THAT(
      flags(history, "2026-04-30"),
      UnorderedElementsAre("embargo: Full, This authority", "embargo: Full, Local Health Board"));
  EXPECT_THAT(flags(history, "2026-05-01"), ElementsAre("embargo: Full, Local Health Board"));
}

TEST(APoliceHold, IsSeenByThoseClearedForItAlone) {
  const History history = registered({a<AdultAtRiskReport>("police_hold: true").on("2026-03-01")});
  EXPECT_THAT(flags(history, "2026-03-02", P4), ElementsAre("police-hold"));
  EXPECT_THAT(flags(history, "2026-03-02", P3), IsEmpty());
  EXPECT_TRUE(
      escalation::beside(history.facts(), history.policy(), day("2026-03-02")).flags.empty());
}

TEST(AFlagThatEndsByItself, EndsAfterItsDays) {
  const History history =
      registered({a<SafeguardingOutcome>("large_scale_investigation: true").on("2025-03-01")});
  EXPECT_THAT(flags(history, "2026-02-28"), ElementsAre("large-scale-investigation"));
  EXPECT_THAT(flags(history, "2026-03-01"), IsEmpty());
}

TEST(LeavingEnhancedMonitoring, AsksForAVisitSinceTheDecision) {
  const Record decided = decision("enhanced", "2026-03-02");
  EXPECT_EQ(exit(registered({a<SpotVisit>().on("2026-03-01"), decided}), "2026-06-01", "visited"),
            "unmet");
  EXPECT_EQ(exit(registered({decided, a<SpotVisit>().on("2026-03-20")}), "2026-06-01", "visited"),
            "met");
  EXPECT_EQ(exit(registered({decided}), "2026-06-01", "cause-gone"), "judged");
}

TEST(WhatIsOfTheDayOfTheDecision, CountsWhenItWasWrittenDownAfterIt) {
  const Record decided = decision("enhanced", "2026-03-02");
  const Record visit = a<SpotVisit>().on("2026-03-02");
  EXPECT_EQ(exit(registered({visit, decided}), "2026-06-01", "visited"), "unmet");
  EXPECT_EQ(exit(registered({decided, visit}), "2026-06-01", "visited"), "met");
}

TEST(LeavingEnhancedMonitoring, AsksForSixtyDaysWithoutANewTrigger) {
  const auto complaint = [](const std::string& on) {
    return a<Complaint>().on(on).about(MEDICATION);
  };
  const History history = registered({a<SpotVisit>().on("2026-03-02"), complaint("2026-03-02"),
                                      complaint("2026-03-12"), decision("enhanced", "2026-03-13")});
  EXPECT_EQ(exit(history, "2026-05-10", "quiet"), "unmet") << "day 59";
  EXPECT_EQ(exit(history, "2026-05-11", "quiet"), "met") << "day 60";
}

TEST(WhatLasts, IsNotQuietHoweverLongAgoItBegan) {
  const History history = registered({a<SpotVisit>().on("2026-01-02"),
                                      a<WorkforceCheck>("manager_in_post: NO").on("2026-01-02"),
                                      decision("enhanced", "2026-02-01")});
  EXPECT_EQ(exit(history, "2026-12-01", "quiet"), "unmet");
}

TEST(WhatTheProviderSaysIsDone, IsNotVerified) {
  const auto plan = [](const std::string& action) {
    return a<ActionPlan>("actions { due: '2026-05-01' " + action + "}").on("2026-04-01");
  };
  const Record decided = decision("performance", "2026-03-02");
  EXPECT_EQ(exit(registered({decided, plan("evidence_received: 'done' closed_on: '2026-05-01'")}),
                 "2026-06-01", "verified"),
            "unmet");
  EXPECT_EQ(exit(registered({decided, plan("verified_how: VERIFIED_BY_VISIT")}), "2026-06-01",
                 "verified"),
            "met");
}

TEST(AnInspectionThatFindsNothing, MeetsNoExitTest) {
  const Record decided = decision("enhanced", "2026-03-02");
  const Record inspection = a<InspectionReport>("status: REPORT_PUBLISHED").on("2026-04-01");
  EXPECT_EQ(exit(registered({decided, inspection}), "2026-06-01", "visited"), "unmet");
}

TEST(TwoReviewsWithNoRed, AreBrokenByARedOne) {
  const auto meeting = [](const std::string& on, int red) {
    return a<EscalatingConcernsMeeting>("red_overdue_actions: " + std::to_string(red)).on(on);
  };
  const Record decided = decision("escalating", "2026-01-05");
  EXPECT_EQ(exit(registered({decided, meeting("2026-02-01", 0), meeting("2026-03-01", 1),
                             meeting("2026-04-01", 0)}),
                 "2026-04-02", "two-reviews"),
            "unmet");
  EXPECT_EQ(exit(registered({decided, meeting("2026-03-01", 1), meeting("2026-04-01", 0),
                             meeting("2026-05-01", 0)}),
                 "2026-05-02", "two-reviews"),
            "met");
}

TEST(SteppingDown, HearsNoTriggerBelowTheHeightItFallsAt) {
  const auto low = [](const std::string& on) { return a<Complaint>().on(on).about(MEDICATION); };
  const History history =
      registered({a<SpotVisit>().on("2025-12-20"), decision("step-down", "2026-01-05"),
                  a<SpotVisit>().on("2026-05-01"), low("2026-06-01"), low("2026-06-10")});
  EXPECT_EQ(exit(history, "2026-07-10", "quiet"), "met");
  History again = history;
  again.add(a<SeriousIncident>("incident_kind: INCIDENT_FALL").on("2026-06-20"));
  EXPECT_EQ(exit(again, "2026-07-10", "quiet"), "unmet");
}

TEST(OneComplaint, IsNearASecondAboutTheSameTheme) {
  const History history = registered(
      {a<SpotVisit>().on("2026-03-10"), a<Complaint>().on("2026-03-16").about(MEDICATION)});
  EXPECT_THAT(near(history, "2026-03-20"),
              Contains("Complaints about one theme (medication): 1 of 2; one more by 14 June 2026 "
                       "would be enough"));
}

TEST(WhatOneMoreRecordWouldDo, IsSoUntilTheDaySaidAndNotAfter) {
  const Record first = a<Complaint>().on("2026-03-16").about(MEDICATION);
  const auto second = [&](const std::string& on) {
    return registered({first, a<Complaint>().on(on).about(MEDICATION)});
  };
  const auto fires = [&](const std::string& on) {
    const Status status = second(on).status(on);
    for (const auto& reason : status.reasons()) {
      if (reason.rule() == "complaints-same-theme") return true;
    }
    return false;
  };
  EXPECT_TRUE(fires("2026-06-14"));
  EXPECT_FALSE(fires("2026-06-15"));
}

TEST(WhatTimeAloneWillBring, IsToldWithItsDay) {
  const History history = registered({a<SpotVisit>().on("2025-05-01")});
  EXPECT_THAT(near(history, "2026-04-01"),
              Contains("No visit for a year: on 1 May 2026, if nothing is recorded before then"));
  EXPECT_THAT(near(history, "2026-02-01"), IsEmpty()) << "more than 60 days ahead";
}

TEST(TwoOtherAuthorities, AreTwoSourcesWhereTheyAreNamed) {
  const auto concern = [](const std::string& authority) {
    return a<LowLevelConcern>().on("2026-03-12").from(OTHER_AUTHORITY).named(authority);
  };
  given({concern("Cardiff"), concern("Cardiff "), concern("CARDIFF"), concern("Bridgend")})
      .on("2026-03-13")
      .fires("four-concerns");
  given({concern("Cardiff"), concern("Cardiff "), concern("CARDIFF"), concern("cardiff")})
      .on("2026-03-13")
      .does_not_fire("four-concerns");
}

}  // namespace
