#include <gtest/gtest.h>

#include "services/escalation/support/beside.h"

/// What is over is passed over in long stretches, and never what is not.
namespace {

using namespace gwarchod::v1;
using namespace spec;

constexpr int kMany = 300;

std::string on(int number) {
  return schema::to_string(day("2020-01-01") + std::chrono::days{number});
}

/// A complaint a day, each acknowledged on the day after but those of these numbers.
History complaints(const std::vector<int>& left_open) {
  History history = registered({});
  for (int number = 0; number < kMany; ++number) {
    const bool is_open = std::count(left_open.begin(), left_open.end(), number) > 0;
    std::string text = "stage: LOCAL_RESOLUTION outcome: WITHDRAWN";
    if (!is_open) text += " acknowledged_on: '" + on(number + 1) + "'";
    history.add(a<Complaint>(text).on(on(number)).received(on(number)));
  }
  return history;
}

int causes_of(const Status& status, const std::string& rule) {
  int causes = 0;
  for (const Reason& reason : status.reasons()) {
    if (reason.rule() == rule) causes += reason.causes_size();
  }
  return causes;
}

TEST(ALongHistory, HidesNoneOfItsOpenClocks) {
  const History history = complaints({0, 63, 64, 130, kMany - 1});
  EXPECT_EQ(due(history, on(kMany + 30), "acknowledge-complaint").size(), 5U);
  // Of a day long past: what was open then.
  EXPECT_EQ(due(history, on(100), "acknowledge-complaint").size(), 4U);
  EXPECT_EQ(due(history, on(-1), "acknowledge-complaint").size(), 0U);
}

TEST(ALongHistory, HidesNoneOfItsOpenActionsNorOfWhatIsOverdue) {
  History history = registered({});
  for (int number = 0; number < kMany; ++number) {
    const std::string closed = number % 100 == 50 ? "" : " closed_on: '" + on(number + 5) + "'";
    history.add(a<ActionPlan>("plan_kind: PLAN_CORRECTIVE actions { due: '" + on(number + 2) + "'" +
                              closed + " }")
                    .on(on(number)));
  }
  const std::string later = on(kMany + 100);
  EXPECT_EQ(history.counts(later).open_actions, 3U);
  EXPECT_EQ(history.counts(later).overdue_actions, 3U);
  EXPECT_EQ(causes_of(history.status(later), "action-overdue"), 3);
  // Decided on, those that were over then stay untold, and those that are not are told.
  history.add(decision("performance", later).on(later));
  EXPECT_EQ(causes_of(history.status(on(kMany + 200)), "action-overdue"), 3);
}

TEST(ALongHistory, StopsEachClockOnceByTheRecordThatNamesItOrTheOldest) {
  History history = registered({});
  for (int number = 0; number < kMany; ++number) {
    history.add(a<Section126Enquiry>("started_on: '" + on(number) + "' completed_on: '" +
                                     on(number) + "' determination: DETERMINATION_AT_RISK")
                    .on(on(number)));
  }
  for (int number = 0; number < kMany - 2; ++number) {
    history.add(a<StrategyMeeting>().on(on(kMany + number)));
  }
  EXPECT_EQ(due(history, on(2 * kMany), "strategy-after-enquiry").size(), 2U);
  EXPECT_EQ(due(history, on(kMany + 9), "strategy-after-enquiry").size(), kMany - 10U);
}

}  // namespace
