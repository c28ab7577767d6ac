#include "services/escalation/support/occurrences.h"

#include <gmock/gmock.h>

#include "escalation/occurrences.h"
#include "services/escalation/support/history.h"

/// Reports found to be of one occurrence, and of another.
namespace {

using namespace gwarchod::v1;
using namespace spec;

Record complaint(const std::string& on) { return a<Complaint>().on(on).about(MEDICATION); }

/// Two complaints about one theme within 90 days: e1 and e2 suggest "enhanced".
std::vector<Record> two_complaints_and(const std::vector<Record>& more) {
  std::vector<Record> records{complaint("2026-03-12"), complaint("2026-03-13")};
  records.insert(records.end(), more.begin(), more.end());
  return records;
}

TEST(MergedReports, CountOnce) {
  given(two_complaints_and({})).on("2026-05-01").suggests("enhanced");
  given(two_complaints_and({merge_of({"e1", "e2"})})).on("2026-05-01").suggests("routine");
}

TEST(MergedReports, CountOnceOnTheBoard) {
  History history(default_policy());
  for (const Record& record : two_complaints_and({merge_of({"e1", "e2"})})) history.add(record);
  EXPECT_EQ(history.counts("2026-05-01").concerns_90_days, 1U);
}

TEST(MergedReports, TakeInWhatTheirRecordsShareWithOthers) {
  given({complaint("2026-03-12").of("o1"), complaint("2026-03-13").of("o1"),
         complaint("2026-03-14"), merge_of({"e2", "e3"})})
      .on("2026-05-01")
      .suggests("routine");
}

TEST(MergedReports, TakeInALaterReportOfTheSameOccurrence) {
  given({complaint("2026-03-12").of("o1"), complaint("2026-03-13"), merge_of({"e1", "e2"}),
         complaint("2026-03-20").of("o1")})
      .on("2026-05-01")
      .suggests("routine");
}

TEST(MergedReports, ShowTheDayOfTheFirst) {
  given(two_complaints_and({merge_of({"e1", "e2"}), complaint("2026-04-30")}))
      .on("2026-05-01")
      .says("2 complaints about medication within 90 days: 12 Mar, 30 Apr",
            "Cwynion (thema: meddyginiaeth) o fewn 90 diwrnod: 2 (12 Maw, 30 Ebr)")
      .is_caused_by("complaints-same-theme", {"e1", "e2", "e4"});
}

TEST(MergedReports, StayMergedWhenOneIsBroughtUpToDate) {
  given(two_complaints_and({merge_of({"e1", "e2"}), complaint("2026-03-12").of("o9").updating("e1"),
                            complaint("2026-03-15").of("o9")}))
      .on("2026-05-01")
      .suggests("routine");
}

TEST(MergedReports, AreGroupedAllTheSameWhenOneOfThemIsNotKnown) {
  given(two_complaints_and({merge_of({"e1", "elsewhere", "e2"})}))
      .on("2026-05-01")
      .suggests("routine");
}

TEST(TwoMergesThatShareARecord, MakeOneOccurrence) {
  given({complaint("2026-03-12"), complaint("2026-03-13"), complaint("2026-03-14"),
         merge_of({"e1", "e2"}), merge_of({"e2", "e3"})})
      .on("2026-05-01")
      .suggests("routine");
}

TEST(AMergeCorrected, CountsTheReportsApartAgain) {
  given(two_complaints_and({merge_of({"e1", "e2"}), correction_of("e3")}))
      .on("2026-05-01")
      .suggests("enhanced");
}

TEST(AMergeBroughtUpToDate, IsAsItsLatestVersionSays) {
  given({complaint("2026-03-12"), complaint("2026-03-13"), complaint("2026-03-14"),
         merge_of({"e1", "e2", "e3"}), merge_of({"e2", "e3"}).updating("e4")})
      .on("2026-05-01")
      .suggests("enhanced")
      .is_caused_by("complaints-same-theme", {"e1", "e2", "e3"});
}

TEST(AReportSplitOff, CountsByItselfAgain) {
  given({complaint("2026-03-12").of("o1"), complaint("2026-03-13").of("o1"), split_of("e2")})
      .on("2026-05-01")
      .suggests("enhanced");
  given(two_complaints_and({merge_of({"e1", "e2"}), split_of("e2")}))
      .on("2026-05-01")
      .suggests("enhanced");
}

TEST(AReportSplitOff, StaysSoWhenItIsBroughtUpToDate) {
  given({complaint("2026-03-12").of("o1"), complaint("2026-03-13").of("o1"), split_of("e2"),
         complaint("2026-03-13").of("o1").updating("e2")})
      .on("2026-05-01")
      .suggests("enhanced");
}

TEST(AReportSplitOff, IsMergedAgainByALaterMerge) {
  given({complaint("2026-03-12").of("o1"), complaint("2026-03-13").of("o1"), split_of("e2"),
         merge_of({"e1", "e2"})})
      .on("2026-05-01")
      .suggests("routine");
}

TEST(AReportSplitOff, LeavesTheOthersTogether) {
  given({complaint("2026-03-12"), complaint("2026-03-13"), complaint("2026-03-14"),
         merge_of({"e1", "e2", "e3"}), split_of("e3"), correction_of("e3")})
      .on("2026-05-01")
      .suggests("routine");
}

TEST(AReportSplitOff, IsNewToADecisionTakenWhileItCountedWithAnother) {
  const std::vector<Record> decided =
      two_complaints_and({merge_of({"e1", "e2"}), decision("routine", "2026-04-01")});
  given(decided).on("2026-05-01").suggests("routine").needs_no_decision();
  std::vector<Record> split = decided;
  split.push_back(split_of("e2"));
  given(split).on("2026-05-01").suggests("enhanced").needs_a_decision();
}

TEST(ReportsOfTheSameOccurrence, AreThoseThatCountWithIt) {
  History history(default_policy());
  for (const Record& record :
       {complaint("2026-03-12").of("o1"), complaint("2026-03-13").of("o1"), complaint("2026-03-14"),
        complaint("2026-03-15"), complaint("2026-03-14").updating("e3"), merge_of({"e2", "e3"}),
        split_of("e1")}) {
    history.add(record);
  }
  using testing::ElementsAre;
  EXPECT_THAT(escalation::reports_of_same(history.facts(), "e2"), ElementsAre("e2", "e5"));
  EXPECT_THAT(escalation::reports_of_same(history.facts(), "e3"), ElementsAre("e2", "e5"));
  EXPECT_THAT(escalation::reports_of_same(history.facts(), "e1"), testing::IsEmpty());
  EXPECT_THAT(escalation::reports_of_same(history.facts(), "e4"), testing::IsEmpty());
  EXPECT_THAT(escalation::reports_of_same(history.facts(), "e99"), testing::IsEmpty());
}

TEST(ASplitCorrected, CountsTheReportsTogetherAgain) {
  given({complaint("2026-03-12").of("o1"), complaint("2026-03-13").of("o1"), split_of("e2"),
         correction_of("e3")})
      .on("2026-05-01")
      .suggests("routine");
}

}  // namespace
