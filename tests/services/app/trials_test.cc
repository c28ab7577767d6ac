#include "app/trials.h"

#include <thread>

#include "escalation/policy.h"
#include "services/app/support/authority.h"

/// Trials that a server runs.
namespace {

using namespace gwarchod::v1;
using namespace authority;

class ServersTrials : public Authority {
 protected:
  PolicyFile file() {
    PolicyFile file;
    file.set_text(std::string(escalation::default_policy_text()));
    return file;
  }
  /// Asks until it has ended.
  TrialState ended(const std::string& id) {
    for (;;) {
      const auto state = trials.state(officer(), id);
      if (!state || state->finished() || state->stopped() || !state->fault().empty()) {
        EXPECT_TRUE(state.has_value());
        return state ? *state : TrialState{};
      }
      std::this_thread::yield();
    }
  }

  app::Trials trials{*tracker};
};

TEST_F(ServersTrials, TellHowFarTheyAreAndThenTheirResult) {
  enrol("rose-court");
  const auto begun = trials.start(sub_group(), file());
  ASSERT_TRUE(begun.has_value());
  const TrialState state = ended(begun->id());
  EXPECT_TRUE(state.finished());
  EXPECT_EQ(state.done(), 1U);
  EXPECT_EQ(state.of(), 1U);
  EXPECT_EQ(state.result().providers_count(), 1U);
}

TEST_F(ServersTrials, KeepTheLastResultAlone) {
  const auto first = trials.start(officer(), file());
  ended(first->id());
  const auto second = trials.start(officer(), file());
  ASSERT_TRUE(second.has_value());
  EXPECT_EQ(trials.state(officer(), first->id()).error().code(), "not-found");
  ended(second->id());
}

TEST_F(ServersTrials, ComeToNothingOnceStopped) {
  for (int i = 0; i < 200; ++i) enrol("provider-" + std::to_string(i), "Provider");
  const auto begun = trials.start(officer(), file());
  ASSERT_TRUE(begun.has_value());
  const auto asked = trials.stop(officer(), begun->id());
  ASSERT_TRUE(asked.has_value());
  const TrialState state = ended(begun->id());
  EXPECT_EQ(state.stopped(), !asked->finished());
  EXPECT_EQ(state.has_result(), asked->finished());
}

TEST_F(ServersTrials, AreForWhoeverMayRecordAndOfFilesWithoutFaults) {
  EXPECT_EQ(trials.start(reader(), file()).error().code(), "not-allowed");
  EXPECT_EQ(trials.state(reader(), "1").error().code(), "not-allowed");
  EXPECT_EQ(trials.stop(reader(), "1").error().code(), "not-allowed");
  EXPECT_EQ(trials.state(officer(), "").error().code(), "not-found");
  PolicyFile broken;
  broken.set_text("version: 'x'");
  EXPECT_EQ(trials.start(officer(), broken).error().code(), "invalid");
}

TEST_F(ServersTrials, StopWhenTheServerDoes) {
  for (int i = 0; i < 200; ++i) enrol("provider-" + std::to_string(i), "Provider");
  app::Trials gone(*tracker);
  ASSERT_TRUE(gone.start(officer(), file()).has_value());
}

}  // namespace
