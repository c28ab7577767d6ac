#include "escalation/review.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "services/escalation/support/history.h"
#include "services/escalation/support/random_records.h"

/// Decisions that stood on what was corrected since.
namespace {

using namespace gwarchod::v1;
using namespace spec;
using testing::ElementsAre;
using testing::IsEmpty;

Record complaint(const std::string& on) { return a<Complaint>().on(on).about(MEDICATION); }

Record decision_on(const std::string& on, const std::vector<std::string>& evidence) {
  StageDecision decided;
  decided.set_to_stage("enhanced");
  decided.set_effective(on);
  for (const std::string& id : evidence) decided.add_evidence(id);
  return a(decided).on(on);
}

/// "e3: e1 e2": the decision, and what of it was corrected.
std::vector<std::string> listed(const std::vector<Record>& records,
                                const std::string& as_of = "2026-06-01") {
  History history(default_policy());
  for (const Record& record : records) history.add(record);
  std::vector<std::string> lines;
  for (const DecisionToReview& one :
       escalation::decisions_to_review(history.facts(), default_policy(), day(as_of))) {
    std::string line = one.decision().event_id() + ":";
    for (const Cause& cause : one.corrected()) line += " " + cause.event_id();
    lines.push_back(line);
  }
  return lines;
}

TEST(ADecisionThatNamedARecord, IsListedWhenThatIsCorrected) {
  const std::vector<Record> records{complaint("2026-03-12"), decision_on("2026-04-01", {"e1"})};
  EXPECT_THAT(listed(records), IsEmpty());
  EXPECT_THAT(listed({records[0], records[1], correction_of("e1")}), ElementsAre("e2: e1"));
}

TEST(ADecisionThatNamedARecord, IsListedWhenNoRuleLooksAtTheRecord) {
  EXPECT_THAT(listed({a<Compliment>().on("2026-03-12"), decision_on("2026-04-01", {"e1"}),
                      correction_of("e1")}),
              ElementsAre("e2: e1"));
}

TEST(ADeEscalationWhoseExitTestNamedARecord, IsListedWhenThatIsCorrected) {
  const Record lowered =
      a<DeEscalation>("to_stage: 'routine' effective: '2026-04-01' exit_tests { evidence: 'e1' }")
          .on("2026-04-01");
  EXPECT_THAT(listed({a<SpotVisit>().on("2026-03-12"), lowered, correction_of("e1")}),
              ElementsAre("e2: e1"));
}

TEST(ADecisionTakenWhileARecordWasTold, IsListedWhenThatIsCorrected) {
  const std::vector<Record> told{complaint("2026-03-12"), complaint("2026-03-30"),
                                 decision_on("2026-04-01", {})};
  EXPECT_THAT(listed({told[0], told[1], told[2], correction_of("e2")}), ElementsAre("e3: e2"));
  EXPECT_THAT(listed({told[0], told[2], correction_of("e1")}), IsEmpty())
      << "one complaint was no reason for anything";
}

TEST(ADecision, IsNotListedForWhatWasRecordedAfterIt) {
  EXPECT_THAT(listed({complaint("2026-03-12"), decision_on("2026-04-01", {"e1"}),
                      complaint("2026-03-12").updating("e1"), correction_of("e3")}),
              IsEmpty());
}

TEST(ADecision, IsListedUntilALaterOneIsTaken) {
  const std::vector<Record> records{complaint("2026-03-12"), decision_on("2026-04-01", {"e1"}),
                                    correction_of("e1"), decision_on("2026-05-04", {})};
  EXPECT_THAT(listed(records, "2026-05-03"), ElementsAre("e2: e1"));
  EXPECT_THAT(listed(records, "2026-05-04"), IsEmpty());
}

TEST(ADecision, OvertakenBeforeTheCorrectionIsListedStill) {
  EXPECT_THAT(listed({complaint("2026-03-12"), decision_on("2026-04-01", {"e1"}),
                      decision_on("2026-05-04", {}), correction_of("e1")}),
              ElementsAre("e2: e1"));
}

TEST(ADecision, IsListedNoMoreWhenTheCorrectionIsUndone) {
  EXPECT_THAT(listed({complaint("2026-03-12"), decision_on("2026-04-01", {"e1"}),
                      correction_of("e1"), correction_of("e3")}),
              IsEmpty());
  EXPECT_THAT(listed({a<Compliment>().on("2026-03-12"), decision_on("2026-04-01", {"e1"}),
                      correction_of("e1"), correction_of("e3")}),
              IsEmpty());
}

TEST(ADecisionCorrectedItself, IsNotListed) {
  EXPECT_THAT(listed({complaint("2026-03-12"), decision_on("2026-04-01", {"e1"}),
                      correction_of("e1"), correction_of("e2")}),
              IsEmpty());
}

RC_GTEST_PROP(ACorrectionUndone, LeavesTheDecisionsToReviewAsTheyWere, ()) {
  std::vector<Record> records = some_history(20);
  RC_PRE(!records.empty());
  const std::string as_of = day_at(*rc::gen::inRange(0, kDays + 100));
  const std::vector<std::string> before = listed(records, as_of);
  records.push_back(correction_of((*rc::gen::elementOf(records)).id()).called("c1"));
  records.push_back(correction_of("c1").called("c2"));
  RC_ASSERT(listed(records, as_of) == before);
}

}  // namespace
