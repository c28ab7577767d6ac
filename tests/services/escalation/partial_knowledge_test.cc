#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "services/escalation/support/history.h"
#include "services/escalation/support/occurrences.h"
#include "services/escalation/support/random_records.h"

/// What an agency would be told that knows of some records only. Whoever knows less is never more
/// worried by concerns; but may be by what reassures and is not known: docs/two-times.md.
namespace {

using namespace gwarchod::v1;
using namespace spec;

unsigned level(const std::vector<Record>& known, const std::string& as_of) {
  History history(default_policy());
  for (const Record& record : known) history.add(record);
  return history.status(as_of).suggested().level();
}

RC_GTEST_PROP(WhoKnowsOfFewerConcerns, IsNeverSuggestedAHigherStage, ()) {
  const std::vector<Record> all = some_history(25);
  std::vector<Record> fewer;
  for (const Record& record : all) {
    const Event event = record.event();
    const bool is_concern = event.kind() == "Complaint" || event.kind() == "LowLevelConcern" ||
                            event.kind() == "AdultAtRiskReport";
    // A later version may say less than the one before; and a merge makes one of what it names.
    RC_PRE(event.envelope().updates().empty());
    RC_PRE(event.kind() != "OccurrencesMerged");
    if (!is_concern || *rc::gen::inRange(0, 2) == 0) fewer.push_back(record);
  }
  const std::string as_of = day_at(*rc::gen::inRange(0, kDays + 100));
  RC_ASSERT(level(fewer, as_of) <= level(all, as_of));
}

TEST(WhoKnowsOfNoVisit, IsToldThatThereWasNone) {
  const Record registered = a<ProviderRegistered>().on("2025-01-10");
  const Record visit = a<SpotVisit>("areas { rating: GREEN }").on("2025-09-01");
  given({registered, visit}).on("2026-03-01").does_not_fire("no-visit-for-a-year");
  given({registered}).on("2026-03-01").fires("no-visit-for-a-year");
}

TEST(WhoKnowsOfNoEnd, IsToldThatItLasts) {
  const Record gone = a<WorkforceCheck>("manager_in_post: NO").on("2026-01-05");
  const Record back = a<WorkforceCheck>("manager_in_post: YES").on("2026-01-20");
  EXPECT_EQ(level({gone, back}, "2026-03-01"), 0U);
  EXPECT_GT(level({gone}, "2026-03-01"), 0U);
}

TEST(WhoKnowsOfNoLaterVersion, IsToldWhatTheFirstSaid) {
  const Record two = a<Complaint>().on("2026-03-12").about(MEDICATION);
  const Record first = a<Complaint>().on("2026-03-20").about(MEDICATION).called("c");
  const Record later = a<Complaint>().on("2026-03-20").about(NUTRITION).updating("c");
  EXPECT_EQ(level({two, first, later}, "2026-04-01"), 0U);
  EXPECT_GT(level({two, first}, "2026-04-01"), 0U);
}

TEST(WhoKnowsNotTheReportThatJoinsTwoOthers, CountsThoseApart) {
  const Record one = a<Complaint>().on("2026-03-12").about(MEDICATION).of("o1").called("c1");
  const Record two = a<Complaint>().on("2026-03-13").about(MEDICATION).called("c2");
  const Record joins = a<Complaint>().on("2026-03-13").about(MEDICATION).of("o1").called("c3");
  const Record merge = merge_of({"c2", "c3"});
  EXPECT_EQ(level({one, two, joins, merge}, "2026-04-01"), 0U);
  EXPECT_GT(level({one, two, merge}, "2026-04-01"), 0U);
}

}  // namespace
