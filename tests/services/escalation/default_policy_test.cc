#include <gtest/gtest.h>

#include "services/escalation/support/history.h"

namespace {

using namespace gwarchod::v1;
using namespace spec;

TEST(TheDefaultPolicy, HasNoFault) {
  const auto policy = escalation::read_policy(escalation::default_policy_text(), known_kinds(),
                                              escalation::Calendar::england_and_wales());
  ASSERT_TRUE(policy) << lines_of(policy.error());
}

TEST(TwoComplaintsAboutOneTheme, SuggestEnhancedMonitoring) {
  given({a(Complaint{}).on("2026-03-12").about(MEDICATION), a(Complaint{}).on("2026-04-30").about(MEDICATION)})
      .on("2026-05-01")
      .suggests("enhanced")
      .needs_a_decision()
      .is_caused_by("complaints-same-theme", {"e1", "e2"})
      .says("2 complaints about medication within 90 days: 12 Mar, 30 Apr",
            "Cwynion (thema: meddyginiaeth) o fewn 90 diwrnod: 2 (12 Maw, 30 Ebr)");
}

}  // namespace
