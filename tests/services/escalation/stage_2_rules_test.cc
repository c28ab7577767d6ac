#include <gtest/gtest.h>

#include "services/escalation/support/history.h"

/// Each trigger of provider performance (domain.md 2.3), fired and not fired.
namespace {

using namespace gwarchod::v1;
using namespace spec;

std::vector<Record> four_concerns() {
  return {a<LowLevelConcern>().on("2026-03-01").from(HEALTH_BOARD),
          a<Complaint>().on("2026-03-10").from(PUBLIC),
          a<AdultAtRiskReport>().on("2026-03-20").from(COUNCIL_SAFEGUARDING),
          a<RegulatorConcern>("direction: FROM_REGULATOR").on("2026-04-01").from(REGULATOR)};
}

TEST(FourConcerns, OfAnyKindFromTwoSourcesSuggestProviderPerformance) {
  given(four_concerns())
      .on("2026-04-01")
      .suggests("performance")
      .is_caused_by("four-concerns", {"e1", "e2", "e3", "e4"})
      .says("4 concerns from 4 sources within 90 days: 1 Mar, 10 Mar, 20 Mar, 1 Apr",
            "Pryderon o fewn 90 diwrnod: 4, ffynonellau: 4 (1 Maw, 10 Maw, 20 Maw, 1 Ebr)");
}

TEST(FourConcerns, FromOneSourceSuggestNothing) {
  std::vector<Record> records;
  for (const Record& record : four_concerns()) records.push_back(record.from(HEALTH_BOARD));
  given(records).on("2026-04-01").suggests("routine");
}

TEST(FourConcerns, DoNotCountAVisitorWhoSawNothingNorWhatWePassedOn) {
  std::vector<Record> records = four_concerns();
  records[0] = a<LowLevelConcern>("looked_nothing_seen: true").on("2026-03-01").from(HEALTH_BOARD);
  given(records).on("2026-04-01").suggests("routine");
  records = four_concerns();
  records[3] =
      a<RegulatorConcern>("direction: TO_REGULATOR").on("2026-04-01").from(COUNCIL_CONTRACTS);
  given(records).on("2026-04-01").suggests("routine");
}

Record enquiry(const std::string& adult, const std::string& started,
               const std::string& completed = {}) {
  const std::string done = completed.empty() ? "" : " completed_on: '" + completed + "'";
  return a<Section126Enquiry>("adult: '" + adult + "' started_on: '" + started + "'" + done)
      .on(started);
}

TEST(TwoAdultsInOpenEnquiries, SuggestProviderPerformance) {
  given({enquiry("p1", "2026-03-01"), enquiry("p2", "2026-03-20")})
      .on("2026-03-20")
      .suggests("performance")
      .fires("adults-in-open-enquiries");
}

TEST(TwoAdultsInOpenEnquiries, AreNotOneAdultTwice) {
  given({enquiry("p1", "2026-03-01"), enquiry("p1", "2026-03-20")})
      .on("2026-03-20")
      .suggests("routine");
}

TEST(TwoAdultsInOpenEnquiries, MustBeOpenAtOnce) {
  given({enquiry("p1", "2026-03-01", "2026-03-20"), enquiry("p2", "2026-03-20")})
      .on("2026-03-20")
      .suggests("routine");
  given({enquiry("p1", "2026-03-01", "2026-03-21"), enquiry("p2", "2026-03-20")})
      .on("2026-03-20")
      .suggests("performance")
      .changes_next("2026-03-21");
}

TEST(ANotice, OfPriorityActionOrNonComplianceSuggestsProviderPerformance) {
  for (const std::string kind : {"PRIORITY_ACTION_NOTICE", "NON_COMPLIANCE_NOTICE"}) {
    given({a<InspectionReport>("findings { finding_kind: " + kind + " }").on("2026-03-12")})
        .on("2026-03-12")
        .suggests("performance")
        .fires("priority-action-notice");
  }
  given({a<InspectionReport>("findings { finding_kind: RECOMMENDATION }").on("2026-03-12")})
      .on("2026-03-12")
      .suggests("routine");
}

Record plan(const std::string& text) {
  return a<ActionPlan>("plan_kind: PLAN_DEVELOPMENTAL " + text).on("2026-03-02");
}

TEST(AnAction, OverdueByMoreThanTenWorkingDaysSuggestsProviderPerformance) {
  Given history = given({plan("actions { due: '2026-03-10' } actions { due: '2026-09-01' }")});
  history.on("2026-03-24").suggests("routine").changes_next("2026-03-25");
  history.on("2026-03-25")
      .suggests("performance")
      .says(
          "Actions more than 10 working days overdue: 1 (due 10 March 2026)",
          "Camau gweithredu dros 10 diwrnod gwaith yn hwyr: 1 (i'w cwblhau erbyn 10 Mawrth 2026)");
}

TEST(AnAction, ClosedInTimeSuggestsNothing) {
  given({plan("actions { due: '2026-03-10' closed_on: '2026-03-24' }")})
      .on("2026-06-01")
      .suggests("routine");
}

TEST(NoManager, SuggestsProviderPerformanceAfterThreeMonths) {
  Given history = given({a<WorkforceCheck>("manager_in_post: NO").on("2026-03-01")});
  history.on("2026-05-30").suggests("enhanced").changes_next("2026-05-31");
  history.on("2026-05-31").suggests("performance").fires("no-manager").fires("no-manager-3-months");
}

TEST(AFinancialWarning, SuggestsProviderPerformance) {
  given({a<SeriousIncident>("incident_kind: INCIDENT_FINANCIAL_WARNING").on("2026-03-12")})
      .on("2026-03-12")
      .suggests("performance")
      .fires("financial-warning")
      .does_not_fire("serious-incident");
  given({a<LowLevelConcern>().on("2026-03-12").about(FINANCE).as(SERIOUS)})
      .on("2026-03-12")
      .fires("financial-warning");
  given({a<LowLevelConcern>().on("2026-03-12").about(FINANCE).as(MODERATE)})
      .on("2026-03-12")
      .suggests("routine");
}

TEST(ASeriousIncident, SuggestsProviderPerformance) {
  given({a<SeriousIncident>("incident_kind: INCIDENT_PRESSURE_DAMAGE").on("2026-03-12")})
      .on("2026-03-12")
      .suggests("performance")
      .fires("serious-incident");
}

TEST(ASeriousIncident, SuggestsNothingWhenADeathWasExpectedOrItIsOfLowSeverity) {
  given({a<SeriousIncident>("incident_kind: INCIDENT_DEATH expected: YES").on("2026-03-12")})
      .on("2026-03-12")
      .suggests("routine");
  given({a<SeriousIncident>("incident_kind: INCIDENT_FALL").on("2026-03-12").as(LOW)})
      .on("2026-03-12")
      .suggests("routine");
}

}  // namespace
