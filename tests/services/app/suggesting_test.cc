#include <gmock/gmock.h>

#include "support/authority.h"

namespace {

using namespace authority;
using namespace gwarchod::v1;

class ASuggestion : public Authority {
 protected:
  void two_complaints() {
    enrol("rose-court");
    first = record("rose-court", complaint("2026-03-12"))->position();
    second = record("rose-court", complaint("2026-04-30"))->position();
  }
  [[nodiscard]] SuggestedStageChanged last_said() const {
    SuggestedStageChanged said;
    store->scan(eventstore::Position{1}, [&](const eventstore::StoredEvent& stored) {
      Event event;
      if (stored.type == "SuggestedStageChanged" && event.ParseFromString(stored.payload)) {
        said.ParseFromString(event.body());
      }
      return true;
    });
    return said;
  }
  std::uint64_t first = 0;
  std::uint64_t second = 0;
};

TEST_F(ASuggestion, IsShownWithItsReasonsAndTheirCauses) {
  two_complaints();
  const BoardRow shown = row("rose-court");
  EXPECT_EQ(shown.suggested().number(), "1");
  EXPECT_EQ(shown.decided().number(), "0");
  EXPECT_TRUE(shown.needs_decision());
  EXPECT_EQ(shown.concerns_90_days(), 2U);
  ASSERT_GE(shown.reasons_size(), 1);
  const Reason& reason = shown.reasons(0);
  EXPECT_NE(reason.words().en().find("medication"), std::string::npos) << reason.words().en();
  EXPECT_NE(reason.words().cy().find("meddyginiaeth"), std::string::npos) << reason.words().cy();
  ASSERT_EQ(reason.causes_size(), 2);
  EXPECT_EQ(reason.causes(0).position(), first);
  EXPECT_EQ(reason.causes(1).position(), second);
}

TEST_F(ASuggestion, IsRecordedOnceWithItsCauses) {
  two_complaints();
  EXPECT_EQ(count_of("SuggestedStageChanged"), 1U);
  const SuggestedStageChanged said = last_said();
  EXPECT_EQ(said.from(), tracker->policy().stages(0).id());
  EXPECT_EQ(said.to(), row("rose-court").suggested().id());
  EXPECT_EQ(said.policy_version(), tracker->policy().version());
  EXPECT_EQ(said.as_of(), "2026-05-01");
  ASSERT_GE(said.reasons_size(), 1);
  EXPECT_EQ(said.reasons(0).causes_size(), 2);
  tracker->catch_up();
  EXPECT_EQ(count_of("SuggestedStageChanged"), 1U);
}

TEST_F(ASuggestion, IsNotRecordedAgainAfterARestart) {
  two_complaints();
  const auto before = store->last_position();
  restart();
  EXPECT_EQ(store->last_position(), before);
  EXPECT_EQ(row("rose-court").suggested().number(), "1");
}

TEST_F(ASuggestion, LostBetweenARecordAndItsSuggestionIsRecordedAfterTheRestart) {
  enrol("rose-court");
  record("rose-court", complaint("2026-03-12"));
  // Only the record reaches the disk: nothing is taken in before the end.
  tracker->record(officer(), "rose-court", complaint("2026-04-30"), {}, [](const Answered&) {});
  while (count_of("Complaint") < 2) std::this_thread::yield();
  EXPECT_EQ(count_of("SuggestedStageChanged"), 0U);
  restart();
  EXPECT_EQ(count_of("SuggestedStageChanged"), 1U);
}

TEST_F(ASuggestion, ComesOfThePassingOfTimeAlone) {
  enrol("rose-court");  // registered on 5 January; no visit for a year is itself a trigger
  const std::string next = row("rose-court").next_change();
  ASSERT_NE(next, "");
  const std::string epoch = tracker->board_epoch();
  clock.set(day(next) - std::chrono::days{1});
  tracker->catch_up();
  EXPECT_EQ(count_of("SuggestedStageChanged"), 0U);
  clock.set(day(next));
  tracker->catch_up();
  EXPECT_EQ(count_of("SuggestedStageChanged"), 1U);
  EXPECT_EQ(last_said().as_of(), next);
  EXPECT_NE(tracker->board_epoch(), epoch);
  EXPECT_EQ(tracker->board(reader()).as_of(), next);
}

TEST_F(ASuggestion, StandsWhenItsWindowHasPassedAndNobodyDecided) {
  two_complaints();
  const std::string suggested = row("rose-court").suggested().id();
  clock.set(day("2026-09-01"));
  tracker->catch_up();
  EXPECT_EQ(row("rose-court").suggested().id(), suggested);
  EXPECT_EQ(row("rose-court").concerns_90_days(), 0U) << "the counts roll with the day";
}

TEST_F(ASuggestion, OfARecordStruckOutIsTakenBack) {
  two_complaints();
  const auto stored =
      store->read_log(eventstore::Position{second}, 1, eventstore::EventStore::Direction::kForward);
  record("rose-court", request_of("Correction", "2026-05-01",
                                  R"({"reason":"DUPLICATE","authorisedBy":"Manager","corrects":")" +
                                      stored.front().id + "\"}"));
  EXPECT_EQ(row("rose-court").suggested().number(), "0");
  EXPECT_EQ(count_of("SuggestedStageChanged"), 2U);
  EXPECT_EQ(last_said().reasons_size(), 0);
}

TEST_F(ASuggestion, IsWorkedOutAnewByAPolicyAdopted) {
  two_complaints();
  PolicyAdopted adopted;
  *adopted.mutable_policy() = tracker->policy();
  adopted.mutable_policy()->set_version("lenient");
  adopted.mutable_policy()->set_effective_from("2026-05-01");
  adopted.mutable_policy()->clear_rules();
  adopted.mutable_policy()->clear_actions();
  adopted.set_approved_by("The director");
  adopted.set_why("Agreed by the sub-group");
  ASSERT_TRUE(adopt(adopted).has_value());
  EXPECT_EQ(tracker->policy().version(), "lenient");
  EXPECT_EQ(row("rose-court").suggested().number(), "0");
  EXPECT_EQ(last_said().policy_version(), "lenient");
  restart();
  EXPECT_EQ(row("rose-court").suggested().number(), "0");
  EXPECT_EQ(count_of("SuggestedStageChanged"), 2U);
}

TEST_F(ASuggestion, FollowsAPolicyFromItsEffectiveDay) {
  two_complaints();
  PolicyAdopted adopted;
  *adopted.mutable_policy() = tracker->policy();
  adopted.mutable_policy()->set_version("lenient");
  adopted.mutable_policy()->set_effective_from("2026-05-03");
  adopted.mutable_policy()->clear_rules();
  adopted.mutable_policy()->clear_actions();
  adopted.set_approved_by("The director");
  adopted.set_why("Agreed by the sub-group");
  ASSERT_TRUE(adopt(adopted).has_value());
  EXPECT_EQ(row("rose-court").suggested().number(), "1");
  clock.set(day("2026-05-03"));
  tracker->catch_up();
  EXPECT_EQ(row("rose-court").suggested().number(), "0");
}

class Adopting : public Authority {};

TEST_F(Adopting, IsForAnAdministratorOnly) {
  PolicyAdopted adopted;
  *adopted.mutable_policy() = tracker->policy();
  EXPECT_EQ(adopt(adopted, officer()).error().code(), "not-allowed");
}

TEST_F(Adopting, IsRefusedWhenThePolicyHasFaultsOrItsVersionIsTaken) {
  PolicyAdopted adopted;
  *adopted.mutable_policy() = tracker->policy();
  adopted.set_approved_by("The director");
  EXPECT_EQ(adopt(adopted).error().code(), "exists");
  adopted.mutable_policy()->set_version("broken");
  adopted.mutable_policy()->mutable_rules(0)->set_stage("panic");
  const auto refused = adopt(adopted);
  EXPECT_EQ(refused.error().code(), "invalid");
  EXPECT_GE(refused.error().errors_size(), 1);
}

TEST_F(Adopting, OfTheDefaultHappensOnceInAnEmptyLog) {
  restart();
  EXPECT_EQ(count_of("PolicyAdopted"), 1U);
  EXPECT_NE(tracker->policy().version(), "");
}

}  // namespace
