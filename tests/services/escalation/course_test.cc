#include "escalation/course.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/escalation/support/history.h"
#include "services/escalation/support/random_records.h"

namespace {

using namespace gwarchod::v1;
using namespace spec;
using escalation::StageFrom;

History fold(const std::vector<Record>& records) {
  History history(default_policy());
  for (const Record& record : records) history.add(record);
  return history;
}

/// "2026-03-01 routine, 2026-04-01 enhanced": registered on the first of March.
std::string course_of(const std::vector<Record>& records, const std::string& as_of) {
  const History history = fold(records);
  std::string told;
  for (const StageFrom& from : escalation::decided_course(history.facts(), default_policy(),
                                                          day("2026-03-01"), day(as_of))) {
    told += told.empty() ? "" : ", ";
    told += schema::to_string(from.day) + " " + from.stage.id();
  }
  return told;
}

TEST(TheDecidedCourse, IsTheFirstStageUntilSomebodyDecides) {
  EXPECT_EQ(course_of({}, "2026-06-01"), "2026-03-01 routine");
  EXPECT_EQ(course_of({decision("enhanced", "2026-04-01")}, "2026-03-31"), "2026-03-01 routine");
}

TEST(TheDecidedCourse, FollowsTheDaysOnWhichDecisionsTakeEffect) {
  EXPECT_EQ(course_of({decision("escalating", "2026-04-10"), decision("enhanced", "2026-04-01"),
                       decision("enhanced", "2026-05-20")},
                      "2026-06-01"),
            "2026-03-01 routine, 2026-04-01 enhanced, 2026-04-10 escalating, 2026-05-20 enhanced");
}

TEST(TheDecidedCourse, TellsAStageThatWasConfirmedOnce) {
  EXPECT_EQ(course_of({decision("enhanced", "2026-04-01"), decision("enhanced", "2026-05-01")},
                      "2026-06-01"),
            "2026-03-01 routine, 2026-04-01 enhanced");
}

TEST(TheDecidedCourse, TakesTheLaterOfTwoDecisionsOfADay) {
  EXPECT_EQ(course_of({decision("enhanced", "2026-04-01"), decision("escalating", "2026-04-01")},
                      "2026-06-01"),
            "2026-03-01 routine, 2026-04-01 escalating");
  EXPECT_EQ(course_of({decision("enhanced", "2026-04-01"), decision("routine", "2026-04-01")},
                      "2026-06-01"),
            "2026-03-01 routine");
}

TEST(TheDecidedCourse, LeavesNoSpanOfADecisionThatWasCorrected) {
  EXPECT_EQ(course_of({decision("enhanced", "2026-04-01").called("wrong"),
                       decision("escalating", "2026-05-01"), correction_of("wrong")},
                      "2026-06-01"),
            "2026-03-01 routine, 2026-05-01 escalating");
}

TEST(TheDecidedCourse, BeginsWithADecisionThatIsOlderThanTheRegistration) {
  EXPECT_EQ(course_of({decision("enhanced", "2026-02-01"), decision("escalating", "2026-02-20"),
                       decision("routine", "2026-04-01")},
                      "2026-06-01"),
            "2026-02-01 enhanced, 2026-02-20 escalating, 2026-04-01 routine");
}

TEST(TheDecidedCourse, BeginsOnTheDayAskedForWhereTheRegistrationIsLater) {
  EXPECT_EQ(course_of({}, "2026-01-15"), "2026-01-15 routine");
}

TEST(SpansOfACourse, GoUpToTheNextAndTheLastIsStillSo) {
  const History history = fold({decision("enhanced", "2026-04-01")});
  const auto spans = escalation::spans_of(escalation::decided_course(
      history.facts(), default_policy(), day("2026-03-01"), day("2026-06-01")));
  ASSERT_EQ(spans.size(), 2U);
  EXPECT_EQ(spans[0].from(), "2026-03-01");
  EXPECT_EQ(spans[0].to(), "2026-04-01");
  EXPECT_EQ(spans[1].stage().id(), "enhanced");
  EXPECT_EQ(spans[1].to(), "");
}

RC_GTEST_PROP(TheDecidedCourse, HasOnEachDayTheStageThatTheStatusSays, ()) {
  const History history = fold(some_history(30));
  const Day as_of = kFirst + std::chrono::days{*rc::gen::inRange(0, kDays + 100)};
  const auto course = escalation::decided_course(history.facts(), default_policy(), kFirst, as_of);
  RC_ASSERT(!course.empty());
  RC_ASSERT(course.front().day <= kFirst);
  RC_ASSERT(course.back().day <= as_of);
  RC_ASSERT(course.back().stage.id() == history.status(as_of).decided().id());
  for (std::size_t i = 0; i < course.size(); ++i) {
    RC_ASSERT(course[i].stage.id() == history.status(course[i].day).decided().id());
    if (i == 0) continue;
    RC_ASSERT(course[i].day > course[i - 1].day);
    RC_ASSERT(course[i].stage.id() != course[i - 1].stage.id());
  }
}

}  // namespace
