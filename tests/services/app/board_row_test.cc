#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/app/support/authority.h"

/// What a row of the board holds beside its stage, live, after a restart, and of a day gone by.
namespace {

using namespace authority;
using namespace gwarchod::v1;
using testing::ElementsAre;

class ARow : public Authority {
 protected:
  BoardRow row_on(const std::string& on) const {
    const Board board = tracker->board(reader(), {.as_of = day(on)});
    return board.rows(0);
  }
  void correct(const std::string& id) {
    must_record(
        "rose-court",
        request_of("Correction", "2026-05-01",
                   R"({"reason":"WRONG_PROVIDER","authorisedBy":"M","corrects":")" + id + "\"}"));
  }
};

TEST_F(ARow, ScoresTheConcernsOfEachMonth) {
  enrol("rose-court");
  RecordRequest serious = complaint("2026-03-12");
  serious.mutable_envelope()->set_severity(SERIOUS);
  must_record("rose-court", serious);
  must_record("rose-court", complaint("2026-04-02"));
  EXPECT_THAT(row("rose-court").concern_months(), ElementsAre(202603, 202604));
  EXPECT_THAT(row("rose-court").concern_scores(), ElementsAre(3, 1));
  restart();
  EXPECT_THAT(row("rose-court").concern_scores(), ElementsAre(3, 1));
  EXPECT_THAT(row_on("2026-04-01").concern_months(), ElementsAre(202603));
}

TEST_F(ARow, CountsActionsAndSaysWhenTheStageIsReviewed) {
  enrol("rose-court");
  must_record("rose-court", decision("2026-04-01", "enhanced"));
  must_record("rose-court",
              request_of("ActionPlan", "2026-04-10",
                         R"({"planKind":"PLAN_DEVELOPMENTAL","agreement":"PLAN_AGREED","actions":[)"
                         R"({"problem":"Charts","requiredResult":"Kept","due":"2026-04-20"},)"
                         R"({"problem":"Rotas","requiredResult":"Kept","due":"2026-06-20"}]})"));
  const BoardRow now = row("rose-court");
  EXPECT_EQ(now.open_actions(), 2U);
  EXPECT_EQ(now.overdue_actions(), 1U);
  EXPECT_EQ(now.last_review_on(), "2026-04-01");
  EXPECT_EQ(now.review_on(), "2026-05-18");
  EXPECT_EQ(row_on("2026-04-20").overdue_actions(), 0U);
}

TEST_F(ARow, MarksADecisionOnARecordCorrectedSinceUntilSomebodyDecidesAnew) {
  enrol("rose-court");
  const std::string first = must_record("rose-court", complaint("2026-03-12"));
  must_record("rose-court", complaint("2026-03-20"));
  clock.set(day("2026-05-01"));
  must_record("rose-court", decision("2026-05-01", "enhanced"));
  EXPECT_FALSE(row("rose-court").decision_to_review());
  clock.set(day("2026-05-02"));
  correct(first);
  EXPECT_TRUE(row("rose-court").decision_to_review());
  restart();
  EXPECT_TRUE(row("rose-court").decision_to_review());
  clock.set(day("2026-05-03"));
  must_record("rose-court", decision("2026-05-03", "performance"));
  EXPECT_FALSE(row("rose-court").decision_to_review());
  EXPECT_TRUE(row_on("2026-05-02").decision_to_review()) << "as it then was";
}

}  // namespace
