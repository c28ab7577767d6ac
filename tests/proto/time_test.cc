#include "schema/time.h"

#include <gtest/gtest.h>

namespace schema {
namespace {

using namespace std::chrono_literals;

Day day(int y, unsigned m, unsigned d) {
  return std::chrono::sys_days{std::chrono::year{y} / std::chrono::month{m} / std::chrono::day{d}};
}

TEST(ParsingADay, ReadsYearMonthDay) {
  EXPECT_EQ(parse_day("2012-10-08"), day(2012, 10, 8));
  EXPECT_EQ(parse_day("2024-02-29"), day(2024, 2, 29));
  EXPECT_EQ(parse_day("0001-01-01"), day(1, 1, 1));
}

TEST(ParsingADay, RefusesWhatIsNoDay) {
  for (const char* text : {"", "2012-10-8", "2012-10-081", "08-10-2012", "2012/10/08", "2023-02-29",
                           "2012-00-10", "2012-13-10", "2012-10-00", "2012-10-32", " 2012-10-8",
                           "2012-1o-08", "-012-10-08", "+012-10-08", "2012-10--8"}) {
    EXPECT_EQ(parse_day(text), std::nullopt) << text;
  }
}

TEST(WritingADay, IsTheInverseOfParsing) {
  for (Day at = day(1899, 12, 25); at < day(2101, 1, 5); at += std::chrono::days{13}) {
    EXPECT_EQ(parse_day(to_string(at)), at);
  }
}

TEST(WritingAnInstant, IsToTheSecondInUtc) {
  EXPECT_EQ(to_string(Instant{day(2026, 3, 12) + 9h + 30min}), "2026-03-12T09:30:00Z");
  EXPECT_EQ(to_string(Instant{day(2026, 3, 12) + 23h + 59min + 59s + 999999us}),
            "2026-03-12T23:59:59Z");
  EXPECT_EQ(to_string(Instant{day(1969, 12, 31) + 1us}), "1969-12-31T00:00:00Z");
}

TEST(TheDayInTheUnitedKingdom, IsTheUtcDayInWinter) {
  EXPECT_EQ(uk_day(Instant{day(2026, 1, 15) + 23h + 59min}), day(2026, 1, 15));
}

TEST(TheDayInTheUnitedKingdom, IsAnHourAheadInSummer) {
  EXPECT_EQ(uk_day(Instant{day(2026, 7, 15) + 22h + 59min + 59s}), day(2026, 7, 15));
  EXPECT_EQ(uk_day(Instant{day(2026, 7, 15) + 23h}), day(2026, 7, 16));
}

// Clocks change at 01:00 UTC on 29 March and 25 October 2026; midnight falls a day before or after.
TEST(TheDayInTheUnitedKingdom, TurnsWithTheClocksInSpring) {
  EXPECT_EQ(uk_day(Instant{day(2026, 3, 28) + 23h + 30min}), day(2026, 3, 28));
  EXPECT_EQ(uk_day(Instant{day(2026, 3, 29) + 59min}), day(2026, 3, 29));
  EXPECT_EQ(uk_day(Instant{day(2026, 3, 29) + 22h + 59min}), day(2026, 3, 29));
  EXPECT_EQ(uk_day(Instant{day(2026, 3, 29) + 23h}), day(2026, 3, 30));
}

TEST(TheDayInTheUnitedKingdom, TurnsWithTheClocksInAutumn) {
  EXPECT_EQ(uk_day(Instant{day(2026, 10, 24) + 23h}), day(2026, 10, 25));
  EXPECT_EQ(uk_day(Instant{day(2026, 10, 25) + 59min}), day(2026, 10, 25));
  EXPECT_EQ(uk_day(Instant{day(2026, 10, 25) + 23h}), day(2026, 10, 25));
  EXPECT_EQ(uk_day(Instant{day(2026, 10, 26) - 1us}), day(2026, 10, 25));
}

TEST(TheDayInTheUnitedKingdom, KnowsAMonthThatEndsOnASunday) {
  EXPECT_EQ(uk_day(Instant{day(2024, 3, 30) + 23h + 30min}), day(2024, 3, 30));
  EXPECT_EQ(uk_day(Instant{day(2024, 3, 31) + 23h + 30min}), day(2024, 4, 1));
}

}  // namespace
}  // namespace schema
