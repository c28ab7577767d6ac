#include <gtest/gtest.h>

#include "services/escalation/support/history.h"

/// The decided stage beside the suggested one, and suggestions that stand until somebody decides.
namespace {

using namespace gwarchod::v1;
using namespace spec;

Record complaint(const std::string& on) { return a<Complaint>().on(on).about(MEDICATION); }

TEST(AProvider, BeginsAtTheFirstStage) {
  given({})
      .on("2026-03-12")
      .is_decided("routine")
      .suggests("routine")
      .needs_no_decision()
      .never_changes();
  EXPECT_EQ(given({}).on("2026-03-12").status().decided_on(), "");
}

TEST(ADecision, HoldsFromItsEffectiveDay) {
  Given history = given({decision("enhanced", "2026-03-12")});
  history.on("2026-03-11").is_decided("routine").changes_next("2026-03-12");
  history.on("2026-03-12").is_decided("enhanced").never_changes();
  EXPECT_EQ(history.status().decided_on(), "2026-03-12");
}

TEST(TheLatestDecision, HoldsWhateverOrderTheyWereRecordedIn) {
  given({decision("escalating", "2026-03-12"), decision("enhanced", "2026-01-12")})
      .on("2026-04-01")
      .is_decided("escalating");
}

TEST(ADeEscalation, IsADecision) {
  given({decision("escalating", "2026-01-12"),
         a<DeEscalation>("to_stage: 'step-down' effective: '2026-03-01'").on("2026-03-01")})
      .on("2026-03-01")
      .is_decided("step-down")
      .suggests("routine");
}

TEST(ADecisionForAStageThePolicyHasNoMore, IsToldByItsId) {
  given({decision("purdah", "2026-03-12")}).on("2026-03-12").is_decided("purdah");
}

TEST(ASuggestion, NeverLowersTheDecidedStage) {
  given({decision("escalating", "2026-01-12")})
      .on("2026-12-01")
      .is_decided("escalating")
      .suggests("routine")
      .needs_no_decision();
}

TEST(ASuggestionNobodyDecidedOn, StandsAfterItsWindowHasPassed) {
  Given history = given({complaint("2026-03-12"), complaint("2026-04-30")});
  history.on("2026-06-10").suggests("enhanced").changes_next("2026-06-11");
  history.on("2026-06-11")
      .suggests("enhanced")
      .needs_a_decision()
      .is_caused_by("complaints-same-theme", {"e1", "e2"})
      .never_changes()
      .says(
          "2 complaints about medication within 90 days: 12 Mar, 30 Apr (so until 10 June 2026; "
          "nobody has "
          "decided on it since)",
          "Cwynion (thema: meddyginiaeth) o fewn 90 diwrnod: 2 (12 Maw, 30 Ebr) (felly tan 10 "
          "Mehefin "
          "2026; nid oes neb wedi penderfynu arno ers hynny)");
}

TEST(ADecision, PutsASuggestionThatStandsAway) {
  given({complaint("2026-03-12"), complaint("2026-04-30"), decision("routine", "2026-07-01")})
      .on("2026-07-01")
      .suggests("routine")
      .needs_no_decision()
      .never_changes();
}

TEST(ADecision, LeavesWhatStillFiresToldButDecided) {
  Given history =
      given({complaint("2026-03-12"), complaint("2026-04-30"), decision("routine", "2026-05-10")});
  history.on("2026-05-10").suggests("enhanced").needs_no_decision().changes_next("2026-06-11");
  history.on("2026-06-11").suggests("routine").needs_no_decision();
}

TEST(AConcernAfterADecision, NeedsANewOne) {
  Given history = given({complaint("2026-03-12"), complaint("2026-04-30"),
                         decision("routine", "2026-05-10"), complaint("2026-05-20")});
  history.on("2026-05-20").suggests("enhanced").needs_a_decision();
  history.on("2027-01-01")
      .suggests("enhanced")
      .needs_a_decision()
      .is_caused_by("complaints-same-theme", {"e2", "e4"});
}

TEST(AConcernRecordedAfterADecision, NeedsANewOneThoughItHappenedBefore) {
  given({complaint("2026-01-12"), decision("routine", "2026-06-10"), complaint("2026-02-20")})
      .on("2026-06-10")
      .suggests("enhanced")
      .needs_a_decision();
}

TEST(AConcernThatHappenedAfterADecision, NeedsANewOneThoughItWasRecordedBefore) {
  given({complaint("2026-03-12"), complaint("2026-04-30"), decision("routine", "2026-04-01")})
      .on("2026-04-30")
      .suggests("enhanced")
      .needs_a_decision();
}

TEST(TimeThatRanOutAfterADecision, NeedsANewOne) {
  Given history = given({a<WorkforceCheck>("manager_in_post: NO").on("2026-03-01"),
                         decision("routine", "2026-03-10"),
                         a<WorkforceCheck>("manager_in_post: YES").on("2026-05-01")});
  history.on("2026-03-29").suggests("enhanced").needs_a_decision();
  history.on("2026-06-01").suggests("enhanced").needs_a_decision().fires("no-manager");
}

TEST(TimeThatRanOutBeforeADecision, NeedsNoNewOne) {
  Given history = given({a<WorkforceCheck>("manager_in_post: NO").on("2026-03-01"),
                         decision("routine", "2026-04-10"),
                         a<WorkforceCheck>("manager_in_post: YES").on("2026-05-01")});
  history.on("2026-04-30").suggests("enhanced").needs_no_decision().changes_next("2026-05-01");
  history.on("2026-05-01").suggests("routine");
}

TEST(AnUpdateThatChangesNothingARuleReads, NeedsNoNewDecision) {
  Given history =
      given({complaint("2026-03-12"), complaint("2026-04-30"), decision("routine", "2026-05-10"),
             a<Complaint>("acknowledged_on: '2026-05-02'")
                 .on("2026-05-12")
                 .about(MEDICATION)
                 .updating("e2")});
  history.on("2026-05-12").suggests("enhanced").needs_no_decision();
  history.on("2026-06-11").suggests("routine");
}

TEST(AnUpdateThatMakesARuleFire, NeedsANewDecision) {
  given({a<SafeguardingOutcome>("outcome: INCONCLUSIVE").on("2026-03-12"),
         decision("routine", "2026-03-20"),
         a<SafeguardingOutcome>("outcome: SUBSTANTIATED").on("2026-03-25").updating("e1")})
      .on("2026-03-25")
      .suggests("enhanced")
      .needs_a_decision();
}

TEST(AFutureDecision, LeavesTheSuggestionStandingUntilItTakesEffect) {
  Given history =
      given({complaint("2026-03-12"), complaint("2026-04-30"),
             a<StageDecision>("to_stage: 'enhanced' effective: '2026-05-15'").on("2026-05-10")});
  history.on("2026-05-10").is_decided("routine").needs_a_decision().changes_next("2026-05-15");
  history.on("2026-05-15").is_decided("enhanced").needs_no_decision();
}

TEST(AnUndecidedRuleOfALowerStage, NeedsNoDecision) {
  given({decision("escalating", "2026-01-12"), complaint("2026-03-12"), complaint("2026-04-30")})
      .on("2026-05-01")
      .suggests("enhanced")
      .needs_no_decision();
}

TEST(StepDown, GoesBackToEscalatingConcernsOnATriggerOfStageTwo) {
  Given history = given({decision("step-down", "2026-01-12"),
                         a<SeriousIncident>("incident_kind: INCIDENT_FALL").on("2026-03-12")});
  history.on("2026-03-12").suggests("escalating").needs_a_decision();
  EXPECT_EQ(history.status().reasons(0).stage(), "escalating");
}

TEST(StepDown, IsNotLeftForATriggerOfStageOne) {
  given(
      {decision("step-down", "2026-01-12"), a<SpotVisit>("areas { rating: RED }").on("2026-03-12")})
      .on("2026-03-12")
      .suggests("enhanced")
      .needs_no_decision();
}

TEST(StepDown, LeavesAHigherStageAsItIs) {
  given({decision("step-down", "2026-01-12"),
         a<SeriousIncident>("incident_kind: INCIDENT_RECEIVER").on("2026-03-12")})
      .on("2026-03-12")
      .suggests("sanction");
}

TEST(AStatus, TellsThePolicyThePositionAndTheDay) {
  const auto status =
      given({complaint("2026-03-12"), a<Compliment>().on("2026-03-13")}).on("2026-05-01").status();
  EXPECT_EQ(status.policy_version(), default_policy().policy().version());
  EXPECT_EQ(status.position(), 2U);
  EXPECT_EQ(status.as_of(), "2026-05-01");
}

}  // namespace
