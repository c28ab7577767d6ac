#include <gtest/gtest.h>

#include "services/escalation/support/history.h"

/// Each trigger of enhanced monitoring (domain.md 2.3), fired and not fired.
namespace {

using namespace gwarchod::v1;
using namespace spec;

Record complaint(const std::string& on) { return a<Complaint>("stage: LOCAL_RESOLUTION").on(on); }

TEST(TwoComplaintsAboutOneTheme, SuggestEnhancedMonitoring) {
  given({complaint("2026-03-12").about(MEDICATION), complaint("2026-04-30").about(MEDICATION)})
      .on("2026-05-01")
      .suggests("enhanced")
      .needs_a_decision()
      .is_caused_by("complaints-same-theme", {"e1", "e2"})
      .says("2 complaints about medication within 90 days: 12 Mar, 30 Apr",
            "Cwynion (thema: meddyginiaeth) o fewn 90 diwrnod: 2 (12 Maw, 30 Ebr)");
}

TEST(TwoComplaintsAboutTwoThemes, SuggestNothing) {
  given({complaint("2026-03-12").about(MEDICATION), complaint("2026-04-30").about(NUTRITION)})
      .on("2026-05-01")
      .suggests("routine")
      .needs_no_decision();
}

TEST(OneComplaint, SuggestsNothing) {
  given({complaint("2026-03-12").about(MEDICATION)})
      .on("2026-03-12")
      .suggests("routine")
      .never_changes();
}

TEST(ASafeguardingOutcome, SuggestsEnhancedMonitoringWhenSubstantiated) {
  for (const std::string outcome :
       {"PROVED", "ADMITTED", "SUBSTANTIATED", "PARTLY_SUBSTANTIATED"}) {
    given({a<SafeguardingOutcome>("outcome: " + outcome).on("2026-03-12")})
        .on("2026-03-12")
        .suggests("enhanced")
        .fires("safeguarding-substantiated");
  }
}

TEST(ASafeguardingOutcome, SuggestsNothingWhenNot) {
  for (const std::string text :
       {"outcome: DISPROVED", "outcome: INCONCLUSIVE", "outcome: UNSUBSTANTIATED",
        "outcome: SUBSTANTIATED attributed_to_provider: NO"}) {
    given({a<SafeguardingOutcome>(text).on("2026-03-12")}).on("2026-03-12").suggests("routine");
  }
}

Record seen(const std::string& on) { return a<LowLevelConcern>().on(on); }

TEST(EarlyIndicators, SuggestEnhancedMonitoringInTwoThemesFromTwoSources) {
  given({seen("2026-03-01").showing(HULL_M).from(HEALTH_BOARD),
         seen("2026-03-20").showing(HULL_S).from(COUNCIL_CARE_MANAGEMENT)})
      .on("2026-03-20")
      .suggests("enhanced")
      .is_caused_by("early-indicators", {"e1", "e2"});
}

TEST(EarlyIndicators, SuggestNothingFromOneSourceOrInOneTheme) {
  given({seen("2026-03-01").showing(HULL_M).from(HEALTH_BOARD),
         seen("2026-03-20").showing(HULL_S).from(HEALTH_BOARD)})
      .on("2026-03-20")
      .does_not_fire("early-indicators");
  given({seen("2026-03-01").showing(HULL_M).from(HEALTH_BOARD),
         seen("2026-03-20").showing(HULL_M).from(ADVOCACY)})
      .on("2026-03-20")
      .does_not_fire("early-indicators");
}

TEST(EarlyIndicators, OfIsolationAndManagementTogetherAreAWarningAlone) {
  given({seen("2026-03-01").showing(HULL_M).showing(HULL_I)})
      .on("2026-03-01")
      .fires("isolation-and-management");
  given({seen("2026-03-01").showing(HULL_M), seen("2026-03-02").showing(HULL_I)})
      .on("2026-03-02")
      .does_not_fire("isolation-and-management");
}

Record report(const std::string& finding) {
  return a<InspectionReport>("findings { " + finding + " }").on("2026-03-12");
}

TEST(AnAreaForImprovement, SuggestsEnhancedMonitoringOnlyWhenFoundAgain) {
  given({report("finding_kind: AREA_FOR_IMPROVEMENT is_repeated: true")})
      .on("2026-03-12")
      .suggests("enhanced")
      .fires("improvement-repeated");
  given({report("finding_kind: AREA_FOR_IMPROVEMENT")}).on("2026-03-12").suggests("routine");
  given({report("finding_kind: AREA_FOR_IMPROVEMENT } findings { finding_kind: GOOD_PRACTICE "
                "is_repeated: true")})
      .on("2026-03-12")
      .suggests("routine");
}

TEST(ARedArea, OnAVisitOfEitherKindSuggestsEnhancedMonitoring) {
  given(
      {a<SpotVisit>("areas { area: AREA_FOOD rating: GREEN } areas { area: AREA_CARE rating: RED }")
           .on("2026-03-12")})
      .on("2026-03-12")
      .fires("red-on-visit");
  given({a<ArrangedVisit>("areas { area: AREA_CARE rating: RED }").on("2026-03-12")})
      .on("2026-03-12")
      .fires("red-on-visit");
  given({a<SpotVisit>("areas { area: AREA_CARE rating: AMBER }").on("2026-03-12")})
      .on("2026-03-12")
      .suggests("routine");
}

TEST(NoManager, SuggestsEnhancedMonitoringFromTheTwentyEighthDay) {
  Given history = given({a<WorkforceCheck>("manager_in_post: NO").on("2026-03-01")});
  history.on("2026-03-28").does_not_fire("no-manager").changes_next("2026-03-29");
  history.on("2026-03-29")
      .suggests("enhanced")
      .fires("no-manager")
      .says("No registered manager in post for 28 days or more, since 1 March 2026",
            "Dim rheolwr cofrestredig yn ei swydd ers 1 Mawrth 2026 (28 diwrnod neu fwy)");
}

TEST(NoManager, IsCausedByEveryCheckOfTheDayItBeganWhicheverWasRecordedFirst) {
  given({a<WorkforceCheck>("manager_in_post: NO").on("2026-03-01"),
         a<WorkforceCheck>("manager_in_post: NO").on("2026-03-01"),
         a<WorkforceCheck>("manager_in_post: NO").on("2026-03-02")})
      .on("2026-03-29")
      .is_caused_by("no-manager", {"e1", "e2"})
      .says("No registered manager in post for 28 days or more, since 1 March 2026",
            "Dim rheolwr cofrestredig yn ei swydd ers 1 Mawrth 2026 (28 diwrnod neu fwy)");
}

TEST(NoManager, SuggestsNothingOnceOneIsInPost) {
  given({a<WorkforceCheck>("manager_in_post: NO").on("2026-03-01"),
         a<WorkforceCheck>("manager_in_post: YES").on("2026-03-20")})
      .on("2026-06-01")
      .suggests("routine");
}

TEST(NoManager, CountsFromTheDayTheRegisterSaysTheLastOneLeft) {
  given({a<ProviderRegistered>("manager_until: '2026-03-01'").on("2025-12-01")})
      .on("2026-03-29")
      .fires("no-manager");
}

Record insurance(const std::string& kind, const std::string& valid_to, const std::string& on) {
  const std::string sum = kind == "EMPLOYERS_LIABILITY" ? "1000000000" : "500000000";
  return a<InsuranceEvidence>("insurance_kind: " + kind + " valid_to: '" + valid_to +
                              "' sum_insured: " + sum)
      .on(on);
}

TEST(Insurance, IsGoodOnItsLastDayAndLapsedOnTheNext) {
  Given history = given({insurance("PUBLIC_LIABILITY", "2026-03-31", "2025-04-01")});
  history.on("2026-03-31").suggests("routine").changes_next("2026-04-01");
  history.on("2026-04-01")
      .suggests("enhanced")
      .says("Public liability insurance lapsed on 31 March 2026",
            "Yswiriant atebolrwydd cyhoeddus: daeth i ben ar 31 Mawrth 2026");
}

TEST(Insurance, IsMendedByNewEvidenceOfTheSameKindOnly) {
  given({insurance("PUBLIC_LIABILITY", "2026-03-31", "2025-04-01"),
         insurance("PUBLIC_LIABILITY", "2027-03-31", "2026-03-20")})
      .on("2026-04-01")
      .suggests("routine");
  given({insurance("PUBLIC_LIABILITY", "2026-03-31", "2025-04-01"),
         insurance("EMPLOYERS_LIABILITY", "2027-03-31", "2026-03-20")})
      .on("2026-04-01")
      .fires("insurance-lapsed");
}

TEST(Insurance, ForLessThanTheMinimumSuggestsEnhancedMonitoring) {
  const std::string until = " valid_to: '2027-03-01'";
  given({a<InsuranceEvidence>("insurance_kind: PUBLIC_LIABILITY sum_insured: 499999999" + until)
             .on("2026-03-12")})
      .on("2026-03-12")
      .fires("insurance-too-low");
  given({a<InsuranceEvidence>("insurance_kind: EMPLOYERS_LIABILITY sum_insured: 1000000000" + until)
             .on("2026-03-12")})
      .on("2026-03-12")
      .suggests("routine");
}

TEST(AQuestionnaire, IsLateAfterTwentyWorkingDays) {
  // Good Friday, Easter Monday and the early May holiday lie between.
  Given history = given({a<AnnualQuestionnaire>("due_on: '2026-04-02'").on("2026-03-01")});
  history.on("2026-05-05").suggests("routine").changes_next("2026-05-06");
  history.on("2026-05-06").suggests("enhanced").fires("questionnaire-late");
}

TEST(AQuestionnaire, IsNotLateOnceReceived) {
  given({a<AnnualQuestionnaire>("due_on: '2026-04-02' received_on: '2026-04-20'").on("2026-03-01")})
      .on("2026-06-01")
      .suggests("routine");
}

TEST(AHostAuthority, SuggestsEnhancedMonitoringWhenItTellsOfConcerns) {
  given({a<HostAuthorityConfirmation>("no_concerns: NO").on("2026-03-12")})
      .on("2026-03-12")
      .fires("host-authority-concern");
  for (const std::string answer : {"YES", "NOT_ANSWERED"}) {
    given({a<HostAuthorityConfirmation>("no_concerns: " + answer).on("2026-03-12")})
        .on("2026-03-12")
        .suggests("routine");
  }
}

TEST(AYearWithoutAVisit, SuggestsEnhancedMonitoring) {
  Given history =
      given({a<ProviderRegistered>().on("2025-01-10"), a<SpotVisit>().on("2025-03-12")});
  history.on("2026-03-11").suggests("routine").changes_next("2026-03-12");
  history.on("2026-03-12").suggests("enhanced").is_caused_by("no-visit-for-a-year", {"e2"});
}

TEST(AYearWithoutAVisit, CountsFromRegistration) {
  given({a<ProviderRegistered>().on("2025-01-10")}).on("2026-01-09").suggests("routine");
  given({a<ProviderRegistered>().on("2025-01-10")}).on("2026-01-10").fires("no-visit-for-a-year");
  given({a<Complaint>().on("2020-01-10")}).on("2026-01-10").does_not_fire("no-visit-for-a-year");
}

}  // namespace
