#include "reports/figures.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

#include "gwarchod/v1/events.pb.h"
#include "services/escalation/support/history.h"
#include "services/escalation/support/occurrences.h"
#include "services/escalation/support/random_records.h"

namespace {

using namespace gwarchod::v1;
using namespace spec;
using reports::Counting;
using reports::Share;

const Counting& counting() {
  static const Counting made(default_policy().policy(), known_kinds());
  return made;
}

Record registered(const std::string& on) { return a<ProviderRegistered>().on(on); }

Record suggestion(const std::string& on, const std::string& stage) {
  SuggestedStageChanged changed;
  changed.set_to(stage);
  return a(changed).on(on);
}

Record concern_of(Theme theme, const std::string& on) { return a<Complaint>().on(on).about(theme); }

/// A provider's stream, held for as long as it is looked at.
class Stream {
 public:
  explicit Stream(const std::vector<Record>& records) {
    for (const Record& record : records) {
      events_.push_back(std::make_unique<Event>(record.event()));
      const std::string number = std::to_string(events_.size());
      ids_.push_back(
          std::make_unique<std::string>(record.id().empty() ? "e" + number : record.id()));
      stream_.push_back(
          {.position = events_.size(), .id = *ids_.back(), .event = events_.back().get()});
    }
  }
  [[nodiscard]] Share share(Day as_of) const { return share_of(stream_, counting(), as_of); }

 private:
  std::vector<std::unique_ptr<Event>> events_;
  std::vector<std::unique_ptr<std::string>> ids_;
  std::vector<escalation::ProviderEvent> stream_;
};

Figures figures(const std::vector<std::vector<Record>>& providers, const std::string& as_of) {
  std::vector<Share> shares;
  for (const auto& records : providers) shares.push_back(Stream(records).share(day(as_of)));
  return reports::figures_of(shares, counting(), day(as_of));
}

/// "2026-03 COMPLAINTS 2, ..."
std::string strands(const Figures& of) {
  std::string told;
  for (const auto& one : of.strands()) {
    told += told.empty() ? "" : ", ";
    told += one.month() + " " + one.strand() + " " + std::to_string(one.concerns());
  }
  return told;
}

std::string themes(const Figures& of) {
  std::string told;
  for (const auto& one : of.themes()) {
    told += told.empty() ? "" : ", ";
    told += one.month() + " " + (one.theme().empty() ? "none" : one.theme()) + " " +
            std::to_string(one.concerns());
  }
  return told;
}

using MonthsTimes = google::protobuf::RepeatedPtrField<MonthTimes>;
/// "2026-03 begun 3 ended 2 median 4 longest 6, ..."
std::string times(const MonthsTimes& of) {
  std::string told;
  for (const MonthTimes& one : of) {
    told += told.empty() ? "" : ", ";
    told += one.month() + " begun " + std::to_string(one.begun()) + " ended " +
            std::to_string(one.ended()) + " median " + std::to_string(one.median_days()) +
            " longest " + std::to_string(one.longest_days());
  }
  return told;
}

/// How many providers were at the stage at the end of the month.
std::uint32_t at_stage(const Figures& of, const std::string& month, const std::string& stage) {
  const int number = *counting().stage_number(stage);
  for (const auto& on : of.stages_on()) {
    if (on.month() == month) return on.providers(number);
  }
  return 0;
}

TEST(Figures, CountConcernsInTheMonthInWhichTheyHappened) {
  const auto found =
      figures({{concern_of(MEDICATION, "2026-03-12").written_down("2026-04-02"),
                concern_of(MEDICATION, "2026-03-30"), a<Compliment>().on("2026-03-30")},
               {concern_of(STAFFING, "2026-04-01"),
                a<AdultAtRiskReport>().on("2026-04-03").about(ABUSE_OR_NEGLECT)}},
              "2026-05-10");
  EXPECT_EQ(strands(found), "2026-03 COMPLAINTS 2, 2026-04 COMPLAINTS 1, 2026-04 SAFEGUARDING 1");
  EXPECT_EQ(themes(found), "2026-03 MEDICATION 2, 2026-04 STAFFING 1, 2026-04 ABUSE_OR_NEGLECT 1");
  EXPECT_EQ(found.from(), "2026-03");
}

TEST(Figures, CountReportsOfOneOccurrenceOnceOnTheDayOfTheEarliest) {
  EXPECT_EQ(strands(figures({{concern_of(MEDICATION, "2026-04-02").of("fall"),
                              concern_of(MEDICATION, "2026-03-31").of("fall"),
                              concern_of(MEDICATION, "2026-04-02").called("a"),
                              concern_of(MEDICATION, "2026-04-03").called("b"),
                              merge_of({"a", "b"}).on("2026-04-09")}},
                            "2026-05-10")),
            "2026-03 COMPLAINTS 1, 2026-04 COMPLAINTS 1");
}

TEST(Figures, CountAnUpdatedRecordOnceAsItStandsNow) {
  EXPECT_EQ(themes(figures({{concern_of(MEDICATION, "2026-03-12").called("c"),
                             concern_of(STAFFING, "2026-04-12").updating("c")}},
                           "2026-05-10")),
            "2026-03 STAFFING 1");
}

TEST(Figures, LeaveOutWhatWasCorrected) {
  EXPECT_EQ(strands(figures({{concern_of(MEDICATION, "2026-03-12").called("wrong"),
                              concern_of(MEDICATION, "2026-03-13"), correction_of("wrong")}},
                            "2026-05-10")),
            "2026-03 COMPLAINTS 1");
}

TEST(Figures, SayThatNoThemeWasSaid) {
  EXPECT_EQ(themes(figures({{a<Complaint>().on("2026-03-12"),
                             concern_of(MEDICATION, "2026-03-12").about(STAFFING)}},
                           "2026-05-10")),
            "2026-03 none 1, 2026-03 MEDICATION 1, 2026-03 STAFFING 1");
}

TEST(Figures, CountProvidersByTheStageDecidedAtTheEndOfEachMonth) {
  const auto found =
      figures({{registered("2026-01-20"), decision("enhanced", "2026-02-10"),
                decision("escalating", "2026-02-28"), decision("enhanced", "2026-05-20")},
               {registered("2026-03-01")}},
              "2026-05-10");
  EXPECT_EQ(found.stages_on(0).month(), "2026-01");
  EXPECT_EQ(at_stage(found, "2026-01", "routine"), 1U);
  EXPECT_EQ(at_stage(found, "2026-02", "routine"), 0U);
  EXPECT_EQ(at_stage(found, "2026-02", "escalating"), 1U);
  EXPECT_EQ(at_stage(found, "2026-03", "routine"), 1U) << "registered meanwhile";
  EXPECT_EQ(at_stage(found, "2026-05", "escalating"), 1U) << "as it stands on the day asked for";
  EXPECT_EQ(found.stages_on_size(), 5);
}

TEST(Figures, GoBackThreeYears) {
  const auto found = figures({{registered("2020-01-01"), concern_of(MEDICATION, "2023-05-31"),
                               concern_of(MEDICATION, "2023-06-01")}},
                             "2026-05-10");
  EXPECT_EQ(found.from(), "2023-06");
  EXPECT_EQ(found.stages_on_size(), 36);
  EXPECT_EQ(strands(found), "2023-06 COMPLAINTS 1");
}

TEST(Figures, AreOfWhatHadHappenedByTheDay) {
  const std::vector<std::vector<Record>> providers{{registered("2026-01-01"),
                                                    concern_of(MEDICATION, "2026-03-12"),
                                                    concern_of(MEDICATION, "2026-03-13")}};
  EXPECT_EQ(strands(figures(providers, "2026-03-12")), "2026-03 COMPLAINTS 1");
  EXPECT_EQ(figures(providers, "2025-12-31").stages_on_size(), 1);
  EXPECT_EQ(at_stage(figures(providers, "2025-12-31"), "2025-12", "routine"), 0U);
}

TEST(TimesToAcknowledge, RunFromReceiptToTheDayTheRecordGives) {
  const auto waiting = [](const std::string& on, const std::string& received,
                          const std::string& acknowledged) {
    const std::string body =
        acknowledged.empty() ? "stage: LOCAL_RESOLUTION"
                             : "stage: LOCAL_RESOLUTION acknowledged_on: \"" + acknowledged + "\"";
    const Record complaint = a<Complaint>(body).on(on);
    return received.empty() ? complaint : complaint.received(received);
  };
  EXPECT_EQ(times(figures({{waiting("2026-03-01", "2026-03-12", "2026-03-15"),
                            waiting("2026-03-20", "", "2026-03-21"),
                            waiting("2026-03-20", "", "2026-03-30"),
                            waiting("2026-03-20", "", "2026-03-26"), waiting("2026-03-25", "", ""),
                            waiting("2026-04-25", "", "")}},
                          "2026-05-10")
                      .acknowledged()),
            "2026-03 begun 5 ended 4 median 4 longest 10, "
            "2026-04 begun 1 ended 0 median -1 longest -1");
}

TEST(TimesToDecide, RunFromTheDaySuggestedToADecisionSoHigh) {
  EXPECT_EQ(
      times(figures({{registered("2026-01-01"), suggestion("2026-03-10", "enhanced"),
                      suggestion("2026-03-12", "escalating"), decision("enhanced", "2026-03-15"),
                      decision("escalating", "2026-04-11")}},
                    "2026-05-10")
                .decided()),
      "2026-03 begun 2 ended 2 median 17 longest 30");
}

TEST(TimesToDecide, AreNotBegunAnewByOtherReasonsForTheSameStage) {
  EXPECT_EQ(
      times(figures({{suggestion("2026-03-10", "enhanced"), suggestion("2026-03-20", "enhanced"),
                      decision("enhanced", "2026-03-25"), suggestion("2026-03-28", "enhanced")}},
                    "2026-05-10")
                .decided()),
      "2026-03 begun 1 ended 1 median 15 longest 15");
}

TEST(TimesToDecide, LeaveOutASuggestionThatWasTakenBack) {
  EXPECT_EQ(
      times(figures({{suggestion("2026-03-10", "enhanced"), suggestion("2026-03-11", "routine")}},
                    "2026-05-10")
                .decided()),
      "");
}

TEST(TimesToDecide, HaveNotEndedWhereSomebodyDecidedAgainstIt) {
  EXPECT_EQ(
      times(figures({{suggestion("2026-03-10", "escalating"), decision("enhanced", "2026-03-20"),
                      suggestion("2026-03-20", "enhanced")}},
                    "2026-05-10")
                .decided()),
      "2026-03 begun 1 ended 0 median -1 longest -1");
}

TEST(TimesToDecide, RunOnWhereTheDecisionWasCorrected) {
  EXPECT_EQ(
      times(figures({{suggestion("2026-03-10", "enhanced"),
                      decision("enhanced", "2026-03-20").called("wrong"), correction_of("wrong")}},
                    "2026-05-10")
                .decided()),
      "2026-03 begun 1 ended 0 median -1 longest -1");
}

RC_GTEST_PROP(Figures, OfALogAreTheSumOverItsProviders, ()) {
  const Day as_of = kFirst + std::chrono::days{*rc::gen::inRange(0, kDays + 100)};
  std::vector<Share> shares;
  std::map<std::string, std::uint32_t> concerns;
  std::map<std::string, std::uint32_t> providers;
  for (int i = 0; i < 3; ++i) {
    shares.push_back(Stream(some_history(20)).share(as_of));
    const Figures alone = reports::figures_of({&shares.back(), 1}, counting(), as_of);
    for (const auto& one : alone.strands()) {
      concerns[one.month() + one.strand()] += one.concerns();
    }
    for (const auto& on : alone.stages_on()) {
      for (const auto count : on.providers()) providers[on.month()] += count;
    }
  }
  const Figures together = reports::figures_of(shares, counting(), as_of);
  std::ranges::reverse(shares);
  RC_ASSERT(reports::figures_of(shares, counting(), as_of).SerializeAsString() ==
            together.SerializeAsString());
  RC_ASSERT(static_cast<std::size_t>(together.strands_size()) == concerns.size());
  for (const auto& one : together.strands()) {
    RC_ASSERT(one.concerns() == concerns[one.month() + one.strand()]);
  }
  for (const auto& on : together.stages_on()) {
    std::uint32_t all = 0;
    for (const auto count : on.providers()) all += count;
    RC_ASSERT(all == providers[on.month()]);
  }
}

RC_GTEST_PROP(Figures, AreAsIfWhatIsCorrectedHadNeverBeenRecorded, ()) {
  const std::vector<Record> records = some_records(20);
  RC_PRE(!records.empty());
  const auto wrong =
      static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(records.size())));
  const Day as_of = kFirst + std::chrono::days{*rc::gen::inRange(0, kDays + 100)};
  std::vector<Record> with = records;
  with.push_back(correction_of(records[wrong].id()).called("correction"));
  std::vector<Record> without = records;
  without.erase(without.begin() + static_cast<std::ptrdiff_t>(wrong));
  const Share share = Stream(with).share(as_of);
  Share expected = Stream(without).share(as_of);
  expected.stages = share.stages;  // the first record of all says when it begins
  RC_ASSERT(share == expected);
}

}  // namespace
