#include <gtest/gtest.h>

#include "services/escalation/support/history.h"

/// Each trigger of stages 3, 4 and 5 (domain.md 2.3), fired and not fired.
namespace {

using namespace gwarchod::v1;
using namespace spec;

const std::string kDay = "2026-03-12";

/// One record that fires a rule on its day, and one much like it that does not.
void expect_rule(const std::string& rule, const std::string& stage, const Record& that,
                 const Record& but_not) {
  given({that.on(kDay)}).on(kDay).suggests(stage).fires(rule);
  given({but_not.on(kDay)}).on(kDay).does_not_fire(rule);
}

TEST(AConcern, OfCriticalSeveritySuggestsEscalatingConcerns) {
  expect_rule("critical-concern", "escalating", a<LowLevelConcern>().as(CRITICAL),
              a<LowLevelConcern>().as(SERIOUS));
  expect_rule("critical-concern", "escalating", a<Complaint>().as(CRITICAL),
              a<Compliment>().as(CRITICAL));
}

Record at_risk(const std::string& adult, const std::string& on) {
  return a<AdultAtRiskReport>("adult: '" + adult + "'").on(on);
}

TEST(ThreeAdultsAtRisk, SuggestEscalatingConcerns) {
  given({at_risk("p1", "2026-01-10"), at_risk("p2", "2026-02-10"), at_risk("p3", "2026-03-10")})
      .on("2026-03-10")
      .suggests("escalating")
      .fires("three-adults");
}

TEST(ThreeAdultsAtRisk, AreNotTwoAdultsInThreeReports) {
  given({at_risk("p1", "2026-01-10"), at_risk("p2", "2026-02-10"), at_risk("p1", "2026-03-10")})
      .on("2026-03-10")
      .does_not_fire("three-adults");
}

TEST(ThreeAdultsAtRisk, MayBeNamedByTheEnvelopeOrTheRecord) {
  given(
      {at_risk("p1", "2026-01-10").concerning("p1"), at_risk("p2", "2026-02-10").concerning("p3")})
      .on("2026-03-10")
      .fires("three-adults");
}

TEST(ALargeScaleInvestigation, SuggestsEscalatingConcerns) {
  expect_rule("large-scale-investigation", "escalating",
              a<SafeguardingOutcome>("outcome: INCONCLUSIVE large_scale_investigation: true"),
              a<SafeguardingOutcome>("outcome: INCONCLUSIVE"));
}

TEST(SystemicNeglect, SuspectedOrFoundSuggestsEscalatingConcerns) {
  expect_rule("systemic-neglect", "escalating", a<AdultAtRiskReport>("suspected_systemic: true"),
              a<AdultAtRiskReport>());
  expect_rule("systemic-neglect", "escalating", a<SeriousIncident>("suspected_systemic: true"),
              a<SeriousIncident>());
  expect_rule("systemic-neglect", "escalating", a<SafeguardingOutcome>("systemic: true"),
              a<SafeguardingOutcome>());
}

TEST(SeriousHarmOrDeath, WithNeglectSuspectedSuggestsEscalatingConcerns) {
  expect_rule("serious-harm-or-death", "escalating", a<AdultAtRiskReport>("serious_harm: true"),
              a<AdultAtRiskReport>());
  expect_rule("serious-harm-or-death", "escalating",
              a<SeriousIncident>("incident_kind: INCIDENT_DEATH suspected_neglect: true"),
              a<SeriousIncident>("incident_kind: INCIDENT_DEATH"));
}

TEST(Whistleblowing, OfWidespreadAbuseSuggestsEscalatingConcerns) {
  expect_rule("whistleblowing", "escalating",
              a<LowLevelConcern>("whistleblowing: true widespread_abuse: true"),
              a<LowLevelConcern>("whistleblowing: true"));
  expect_rule("whistleblowing", "escalating",
              a<AdultAtRiskReport>("whistleblowing: true widespread_abuse: true"),
              a<AdultAtRiskReport>("widespread_abuse: true"));
}

TEST(ANoticeOfTheInspectorate, SuggestsEscalatingConcernsTheDayAfterItWasToBeMet) {
  const std::string notice =
      "findings { finding_kind: PRIORITY_ACTION_NOTICE met_by: '2026-06-30' ";
  Given history = given({a<InspectionReport>(notice + "}").on("2026-01-01")});
  history.on("2026-06-30").does_not_fire("notice-not-met");
  history.on("2026-07-01").suggests("escalating").fires("notice-not-met");
  given({a<InspectionReport>(notice + "met_on: '2026-06-30' }").on("2026-01-01")})
      .on("2026-07-01")
      .does_not_fire("notice-not-met");
}

TEST(AnImprovementNotice, ConditionOrServiceOfConcernSuggestsEscalatingConcernsWhileInForce) {
  for (const std::string kind : {"IMPROVEMENT_NOTICE", "CONDITION", "SERVICE_OF_CONCERN"}) {
    expect_rule("improvement-notice", "escalating", a<Enforcement>("enforcement_kind: " + kind),
                a<Enforcement>("enforcement_kind: " + kind + " ended_on: '" + kDay + "'"));
  }
  expect_rule("improvement-notice", "escalating", a<Enforcement>("enforcement_kind: CONDITION"),
              a<Enforcement>("enforcement_kind: PROVIDER_MEETING"));
}

Record review(const std::string& on, int red) {
  return a<EscalatingConcernsMeeting>("red_overdue_actions: " + std::to_string(red)).on(on);
}

TEST(TwoReviewsRunning, WithOverdueRedActionsSuggestEscalatingConcerns) {
  given({review("2026-03-01", 2), review("2026-03-15", 1)})
      .on("2026-03-15")
      .suggests("escalating")
      .is_caused_by("red-two-reviews-running", {"e1", "e2"});
}

TEST(TwoReviewsRunning, AreNotTwoWithAGoodOneBetween) {
  given({review("2026-03-01", 2), review("2026-03-15", 0), review("2026-03-29", 1)})
      .on("2026-03-29")
      .does_not_fire("red-two-reviews-running");
  given({review("2026-03-01", 2), review("2026-03-15", 0), review("2026-03-29", 1),
         review("2026-04-12", 3)})
      .on("2026-04-12")
      .is_caused_by("red-two-reviews-running", {"e3", "e4"});
}

TEST(APlan, TheProviderRefusesSuggestsEscalatingConcerns) {
  expect_rule("plan-refused", "escalating", a<ActionPlan>("agreement: PLAN_REFUSED"),
              a<ActionPlan>("agreement: PLAN_AGREED"));
}

TEST(AnEmbargo, OfAnotherAuthoritySuggestsEscalatingConcernsWhileItLasts) {
  const std::string theirs = "authority: EMBARGO_OTHER_AUTHORITY starts: '2026-04-01'";
  Given history = given({a<Embargo>(theirs + " lifted_on: '2026-05-01'").on("2026-03-12"),
                         decision("routine", "2026-04-10")});
  history.on("2026-03-31").does_not_fire("embargo-elsewhere").changes_next("2026-04-01");
  history.on("2026-04-30")
      .suggests("escalating")
      .fires("embargo-elsewhere")
      .changes_next("2026-05-01");
  history.on("2026-05-01").does_not_fire("embargo-elsewhere");
  given({a<Embargo>("authority: EMBARGO_OURS starts: '2026-04-01'").on("2026-03-12")})
      .on("2026-04-30")
      .does_not_fire("embargo-elsewhere");
}

TEST(TheFinalDateOfAPlan, MissedSuggestsContractSanction) {
  const std::string plan = "agreement: PLAN_AGREED final_date: '2026-06-30'";
  Given history = given({a<ActionPlan>(plan).on("2026-03-12")});
  history.on("2026-06-30").suggests("routine").changes_next("2026-07-01");
  history.on("2026-07-01").suggests("sanction").fires("plan-date-missed");
  given({a<ActionPlan>(plan + " completed_on: '2026-06-29'").on("2026-03-12")})
      .on("2026-07-01")
      .suggests("routine");
}

TEST(ANoticeOfProposal, SuggestsContractSanctionUnlessAnAppealWasAllowed) {
  const std::string notice = "enforcement_kind: NOTICE_OF_PROPOSAL";
  expect_rule("proposal-to-cancel", "sanction", a<Enforcement>(notice),
              a<Enforcement>(notice + " appeal_result: APPEAL_ALLOWED"));
}

TEST(AnInsolvencyStep, SuggestsContractSanction) {
  for (const std::string kind :
       {"INCIDENT_INSOLVENCY", "INCIDENT_RECEIVER", "INCIDENT_LIQUIDATOR"}) {
    expect_rule("insolvency", "sanction", a<SeriousIncident>("incident_kind: " + kind),
                a<SeriousIncident>("incident_kind: INCIDENT_CHANGE_OF_DIRECTORS"));
  }
}

TEST(ARiskThatCannotBeManaged, SuggestsContractSanction) {
  expect_rule("risk-not-managed", "sanction",
              a<EscalatingConcernsMeeting>("immediate_risk_unmanaged: true"),
              a<EscalatingConcernsMeeting>());
}

TEST(AClosure, DecidedSuggestsClosure) {
  Given history =
      given({a<ClosureTransfer>("closure_kind: CLOSURE_PLANNED decided_on: '2026-03-12'")
                 .on("2026-03-10")});
  history.on("2026-03-11").suggests("routine");
  history.on("2026-03-12").suggests("closure").fires("closure-decided");
}

TEST(ARegistration, CancelledSuggestsClosureUnlessAnAppealWasAllowed) {
  for (const std::string kind : {"NOTICE_OF_DECISION", "CANCELLATION", "URGENT_ORDER"}) {
    expect_rule("registration-cancelled", "closure", a<Enforcement>("enforcement_kind: " + kind),
                a<Enforcement>("appeal_result: APPEAL_ALLOWED enforcement_kind: " + kind));
  }
}

TEST(TheHighestStage, OfTheRulesThatFireIsSuggestedAndAllAreTold) {
  given({a<SeriousIncident>("incident_kind: INCIDENT_DEATH suspected_neglect: true").on(kDay),
         a<SpotVisit>("areas { area: AREA_CARE rating: RED }").on(kDay)})
      .on(kDay)
      .suggests("escalating")
      .fires("serious-harm-or-death")
      .fires("serious-incident")
      .fires("red-on-visit");
}

}  // namespace
