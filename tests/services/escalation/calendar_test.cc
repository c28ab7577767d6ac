#include "escalation/calendar.h"

#include <gtest/gtest.h>

#include "services/escalation/support/history.h"

namespace {

using escalation::Calendar;
using spec::day;

const Calendar& wales() { return Calendar::england_and_wales(); }

std::string due(const std::string& start, unsigned working_days) {
  return schema::to_string(wales().due(day(start), working_days));
}

TEST(TheCalendar, KnowsWeekendsFromWeekdays) {
  EXPECT_TRUE(wales().is_working(day("2026-03-13")));
  EXPECT_FALSE(wales().is_working(day("2026-03-14")));
  EXPECT_FALSE(wales().is_working(day("2026-03-15")));
  EXPECT_TRUE(wales().is_working(day("2026-03-16")));
}

TEST(TheCalendar, KnowsEasterOf2026) {
  EXPECT_TRUE(wales().is_working(day("2026-04-02")));
  EXPECT_FALSE(wales().is_working(day("2026-04-03")));  // Good Friday
  EXPECT_FALSE(wales().is_working(day("2026-04-06")));  // Easter Monday
  EXPECT_TRUE(wales().is_working(day("2026-04-07")));
}

TEST(TheCalendar, KnowsChristmasAndItsSubstitutes) {
  EXPECT_FALSE(wales().is_working(day("2026-12-25")));
  EXPECT_FALSE(wales().is_working(day("2026-12-28")));  // for Boxing Day, a Saturday
  EXPECT_TRUE(wales().is_working(day("2026-12-29")));
  EXPECT_FALSE(wales().is_working(day("2027-01-01")));
}

TEST(TheCalendar, KnowsWhatTheLawNamesInYearsWithoutATable) {
  EXPECT_FALSE(wales().is_working(day("2035-03-23")));  // Good Friday
  EXPECT_FALSE(wales().is_working(day("2035-12-25")));
  EXPECT_FALSE(wales().is_working(day("2011-04-22")));  // Good Friday
}

TEST(AClock, DoesNotCountTheDayItStarts) {
  EXPECT_EQ(due("2026-03-09", 2), "2026-03-11");
  EXPECT_EQ(due("2026-03-14", 1), "2026-03-16");  // from a Saturday: Monday is the first
}

TEST(AClock, OfNoDaysEndsOnItsDay) { EXPECT_EQ(due("2026-03-14", 0), "2026-03-14"); }

TEST(AClock, RunsOverEaster) { EXPECT_EQ(due("2026-04-02", 2), "2026-04-08"); }

TEST(AClock, RunsOverChristmas) { EXPECT_EQ(due("2026-12-24", 3), "2026-12-31"); }

TEST(AClock, CountsTheLeapDay) { EXPECT_EQ(due("2024-02-28", 1), "2024-02-29"); }

TEST(ATableOfHolidays, IsRefusedWithTheLineThatIsWrong) {
  EXPECT_EQ(Calendar::parse("date,title\n2026-12-25,Christmas\n2026-13-01,Never\n").error(),
            "line 3: \"2026-13-01\" is no day");
  EXPECT_EQ(Calendar::parse("date,title\n2026-12-25\n").error(), "line 2: no comma after the day");
  EXPECT_EQ(Calendar::parse("date,title\n").error(), "line 1: the table names no day");
}

TEST(ATableOfHolidays, MayEndItsLinesAsWindowsDoes) {
  const auto calendar = Calendar::parse("date,title\r\n2026-03-02,A holiday\r\n");
  ASSERT_TRUE(calendar);
  EXPECT_FALSE(calendar->is_working(day("2026-03-02")));
}

}  // namespace
