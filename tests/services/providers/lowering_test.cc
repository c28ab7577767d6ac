#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gwarchod/v1/records.pb.h"
#include "providers/decide.h"

/// A stage is lowered by a decision that answers each exit test, and by nothing less.
namespace {

using namespace gwarchod::v1;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

ExitShown exit_test(const std::string& id, const std::string& words, ExitState state) {
  ExitShown shown;
  shown.set_exit(id);
  shown.mutable_words()->set_en(words);
  shown.mutable_words()->set_cy("cy " + words);
  shown.set_state(state);
  return shown;
}

class Lowering : public testing::Test {
 protected:
  template <class Body>
  static Body lowering(const std::string& to = "routine") {
    Body body;
    if constexpr (std::is_same_v<Body, DeEscalation>) body.set_from_stage("enhanced");
    body.set_to_stage(to);
    body.set_reasons("The causes are gone.");
    body.set_chair("The chair");
    body.set_effective("2026-06-01");
    return body;
  }
  template <class Body>
  static Body& answering(Body& body, const std::string& test, bool met,
                         const std::string& evidence = {}) {
    ExitTest& answer = *body.add_exit_tests();
    answer.set_test(test);
    answer.set_met(met);
    answer.set_evidence(evidence);
    return body;
  }
  template <class Body>
  std::vector<FieldProblem> faults_of(const Body& body) const {
    Envelope envelope;
    envelope.set_occurred_from("2026-05-30");
    envelope.set_source(COUNCIL_SAFEGUARDING);
    return providers::faults(
        providers::Record{
            .kind = *schema.find(Body::descriptor()->name()), .envelope = envelope, .body = body},
        known);
  }

  schema::Schema schema;
  providers::Known known{
      .schema = schema,
      .today = std::chrono::year{2026} / 6 / 1,
      .kind_of = [](std::string_view id) -> std::optional<std::string> {
        return id == "v1" ? std::optional<std::string>("SpotVisit") : std::nullopt;
      },
      .has_stage = [](std::string_view) { return true; },
      .exits_to =
          [](std::string_view to, std::string_view day) {
            std::vector<ExitShown> exits;
            if (to != "routine" || day != "2026-05-30") return exits;
            exits.push_back(exit_test("cause-gone", "The cause is gone", EXIT_JUDGED));
            exits.push_back(exit_test("visited", "A visit has seen it", EXIT_UNMET));
            return exits;
          }};
};

TEST_F(Lowering, IsRefusedUntilEachExitTestIsAnswered) {
  auto decision = lowering<StageDecision>();
  const auto none = faults_of(decision);
  ASSERT_EQ(none.size(), 1U);
  EXPECT_EQ(none[0].field(), "body.exitTests");
  EXPECT_THAT(none[0].words().en(), HasSubstr("The cause is gone; A visit has seen it"));
  EXPECT_THAT(none[0].words().cy(), HasSubstr("cy The cause is gone; cy A visit has seen it"));
  const auto one = faults_of(answering(decision, "cause-gone", true));
  ASSERT_EQ(one.size(), 1U);
  EXPECT_THAT(one[0].words().en(), HasSubstr(": A visit has seen it"));
  EXPECT_THAT(faults_of(answering(decision, "A visit has seen it", false)), IsEmpty());
}

TEST_F(Lowering, OfADeEscalationIsHeldToTheSame) {
  auto decision = lowering<DeEscalation>();
  answering(decision, "The cause is gone", true);
  EXPECT_EQ(faults_of(decision).size(), 1U);
  EXPECT_THAT(faults_of(answering(decision, "cy A visit has seen it", false)), IsEmpty());
}

TEST_F(Lowering, TakesNobodysWordThatATestIsMetWhichTheRecordShowsUnmet) {
  auto decision = lowering<StageDecision>();
  answering(answering(decision, "cause-gone", true), "visited", true);
  const auto said = faults_of(decision);
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(said[0].field(), "body.exitTests");
  EXPECT_THAT(said[0].words().en(), HasSubstr("does not show this met"));
  decision.mutable_exit_tests(1)->set_evidence("v1");
  EXPECT_THAT(faults_of(decision), IsEmpty());
}

TEST_F(Lowering, NamesOnlyEvidenceThatIsOnRecord) {
  auto decision = lowering<StageDecision>();
  answering(answering(decision, "cause-gone", true, "x9"), "visited", false);
  const auto faults = faults_of(decision);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_THAT(faults[0].words().en(), HasSubstr("x9"));
}

TEST_F(Lowering, IsAskedOfNoDecisionThatLeavesTheStageOrRaisesIt) {
  EXPECT_THAT(faults_of(lowering<StageDecision>("performance")), IsEmpty());
}

}  // namespace
