#include "escalation/foresight.h"

#include <gtest/gtest.h>

#include "services/escalation/support/history.h"

/// When it could have been seen, when it was, and when somebody decided.
namespace {

using namespace gwarchod::v1;
using namespace spec;

Foresights foreseen(const std::vector<Record>& records, const std::string& as_of) {
  std::vector<Event> events;
  std::vector<std::string> ids;
  for (const Record& record : records) {
    events.push_back(record.event());
    events.back().set_recorded_by("eleri-price");
    ids.push_back(record.id().empty() ? "e" + std::to_string(ids.size()) : record.id());
  }
  std::vector<escalation::ProviderEvent> stream;
  for (std::size_t i = 0; i < events.size(); ++i) {
    stream.push_back({.position = i + 1, .id = ids[i], .event = &events[i]});
  }
  return escalation::foresights(default_policy(), stream, day(as_of));
}

std::string told(const Foresights& foresights, const std::string& stage) {
  for (const Foresight& one : foresights.stages()) {
    if (one.stage().id() != stage) continue;
    return "could have " + one.could_have() + ", was " + one.was_flagged() + ", decided " +
           one.decided_on() + ", lost " + std::to_string(one.days_lost());
  }
  return "never";
}

/// A complaint about medication, heard of by us on one day and written down on another.
Record complaint(const std::string& on, const std::string& written_down) {
  return a<Complaint>().on(on).received(on).about(MEDICATION).written_down(written_down);
}

TEST(WhatAgenciesKnewApart, CouldHaveBeenFlaggedWhenTheSecondOfThemKnew) {
  const auto found =
      foreseen({complaint("2026-03-02", "2026-03-02"), complaint("2026-03-12", "2026-05-20"),
                decision("enhanced", "2026-06-01").written_down("2026-06-01")},
               "2026-07-01");
  EXPECT_EQ(told(found, "enhanced"),
            "could have 2026-03-12, was 2026-05-20, decided 2026-06-01, lost 81");
  ASSERT_EQ(found.stages(0).reasons_size(), 1);
  EXPECT_EQ(found.stages(0).reasons(0).rule(), "complaints-same-theme");
  EXPECT_EQ(found.stages(0).reasons(0).causes_size(), 2);
}

TEST(WhatNobodyDecided, IsLostUntilTheDayAsked) {
  const auto found = foreseen(
      {complaint("2026-03-02", "2026-03-02"), complaint("2026-03-12", "2026-03-12")}, "2026-03-22");
  EXPECT_EQ(told(found, "enhanced"), "could have 2026-03-12, was 2026-03-12, decided , lost 10");
}

TEST(ADecisionForAHigherStage, AnswersTheLowerOnesToo) {
  const auto found =
      foreseen({complaint("2026-03-02", "2026-03-02"), complaint("2026-03-12", "2026-03-12"),
                decision("escalating", "2026-03-13").written_down("2026-03-13")},
               "2026-04-01");
  EXPECT_EQ(told(found, "enhanced"),
            "could have 2026-03-12, was 2026-03-12, decided 2026-03-13, lost 1");
  EXPECT_EQ(told(found, "escalating"), "could have , was , decided 2026-03-13, lost 0");
  EXPECT_EQ(told(found, "sanction"), "never");
}

TEST(AProviderOfWhichNothingWasEverSuggested, HasNothingToForesee) {
  EXPECT_EQ(foreseen({a<SpotVisit>().on("2026-03-02").written_down("2026-03-02")}, "2026-04-01")
                .stages_size(),
            0);
}

}  // namespace
