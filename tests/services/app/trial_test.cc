#include <algorithm>
#include <future>

#include "app/policy_desk.h"
#include "services/app/support/authority.h"

/// A policy tried over what was recorded, beside the one in force; and adopted.
namespace {

using namespace gwarchod::v1;
using namespace authority;

constexpr auto kGoOn = [](std::size_t, std::size_t) { return true; };

/// A policy of three stages and this one rule.
std::string policy_of(const std::string& version, const std::string& rule,
                      const std::string& from = "2026-04-01") {
  return "version: '" + version + "' effective_from: '" + from + R"('
    name { en: 'One rule' cy: 'Un rheol' } calendar: 'england-and-wales'
    standing { en: '(so until {until})' cy: '(felly tan {until})' }
    stages { id: 'routine' number: '0' level: 0 name { en: 'Routine' cy: 'Arferol' } }
    stages { id: 'enhanced' number: '1' level: 1 name { en: 'Enhanced' cy: 'Uwch' }
      review_working_days: 5
      clocks { id: 'visit' working_days: 10 name { en: 'Visit' cy: 'Ymweliad' } work: WORK_VISIT }
      clocks { id: 'meet' working_days: 10 name { en: 'Meet' cy: 'Cwrdd' } work: WORK_MEETING }
      clocks { id: 'letter' working_days: 5 name { en: 'Letter' cy: 'Llythyr' } } }
    stages { id: 'escalating' number: '2' level: 3 name { en: 'Escalating' cy: 'Cynyddol' } }
    )" + rule;
}

/// So many complaints within thirty days suggest the stage.
std::string complaints(int at_least, const std::string& stage = "enhanced") {
  return "rules { id: 'complaints' stage: '" + stage +
         "' words { en: '{dates}' cy: '{dates}' } count { match { kinds: 'Complaint' } at_least: " +
         std::to_string(at_least) + " window_days: 30 } }";
}

PolicyFile file_of(const std::string& text) {
  PolicyFile file;
  file.set_text(text);
  file.set_why("Agreed by the sub-group on 28 April");
  file.set_approved_by("The director");
  return file;
}

class Policy : public Authority {
 protected:
  app::PolicyDesk desk() { return app::PolicyDesk(*tracker); }
  Answered adopt_file(const PolicyFile& file, const app::Caller& by = administrator()) {
    std::promise<Answered> answer;
    desk().adopt(by, file, [&](const Answered& outcome) { answer.set_value(outcome); });
    Answered recorded = answer.get_future().get();
    tracker->catch_up();
    return recorded;
  }
  Trial tried(const std::string& text) {
    const auto trial = desk().try_out(file_of(text), kGoOn);
    if (!trial) throw std::runtime_error(trial.error().ShortDebugString());
    return *trial;
  }
};

class ATrial : public Policy {
 protected:
  /// In force from April: two complaints within thirty days.
  void SetUp() override {
    clock.set(day("2026-03-01"));
    ASSERT_TRUE(adopt_file(file_of(policy_of("two", complaints(2)))).has_value());
    enrol("rose-court", "Rose Court");
    enrol("lily-lodge", "Lily Lodge");
  }
  void complain(const std::string& provider, const std::string& on) {
    clock.set(day(on));
    ASSERT_TRUE(record(provider, complaint(on)).has_value());
  }
  void pass_to(const std::string& on) {
    clock.set(day(on));
    tracker->catch_up();
  }
};

const TrialLevel& level(const Trial& trial, std::uint32_t height) {
  for (const TrialLevel& one : trial.levels()) {
    if (one.level() == height) return one;
  }
  throw std::runtime_error("no such level");
}

TEST_F(ATrial, NamesWhoIsGainedWhoIsLostAndWhoIsSooner) {
  complain("rose-court", "2026-04-10");
  complain("lily-lodge", "2026-04-12");
  complain("lily-lodge", "2026-04-20");
  pass_to("2026-08-01");
  const Trial stricter = tried(policy_of("one", complaints(1)));
  EXPECT_EQ(stricter.candidate(), "one");
  EXPECT_EQ(stricter.providers_count(), 2U);
  EXPECT_EQ(stricter.last_day(), "2026-08-01");
  const TrialLevel& gained = level(stricter, 1);
  ASSERT_EQ(gained.gained_size(), 1);
  EXPECT_EQ(gained.gained(0).name(), "Rose Court");
  EXPECT_EQ(gained.gained(0).candidate_first(), "2026-04-10");
  EXPECT_EQ(gained.lost_size(), 0);
  EXPECT_EQ(gained.sooner_providers(), 1U);
  EXPECT_EQ(gained.candidate_providers(), 2U);
  EXPECT_EQ(gained.present_providers(), 1U);
  ASSERT_EQ(stricter.histories_size(), 2);
  const Trial milder = tried(policy_of("five", complaints(5)));
  ASSERT_EQ(level(milder, 1).lost_size(), 1);
  EXPECT_EQ(level(milder, 1).lost(0).provider(), "lily-lodge");
  EXPECT_EQ(level(milder, 1).lost(0).present_first(), "2026-04-20");
}

TEST_F(ATrial, CountsEachTimeTheSuggestionRises) {
  complain("rose-court", "2026-04-10");
  complain("rose-court", "2026-06-10");
  pass_to("2026-08-01");
  const Trial trial = tried(policy_of("one", complaints(1)));
  EXPECT_EQ(level(trial, 1).candidate_providers(), 1U);
  EXPECT_EQ(level(trial, 1).candidate_episodes(), 2U);
  EXPECT_EQ(level(trial, 1).present_episodes(), 0U);
}

TEST_F(ATrial, HoldsEachDayToThePolicyThatWasInForceThen) {
  const std::string at_first = desk().adopted().policies(1).version();
  complain("rose-court", "2026-04-10");
  complain("rose-court", "2026-06-10");
  clock.set(day("2026-06-15"));
  ASSERT_TRUE(adopt_file(file_of(policy_of("one", complaints(1), "2026-06-20"))).has_value());
  pass_to("2026-08-01");
  const Trial trial = tried(policy_of("none", complaints(9)));
  EXPECT_EQ(std::vector<std::string>(trial.present().begin(), trial.present().end()),
            (std::vector<std::string>{at_first, "two", "one"}));
  ASSERT_EQ(level(trial, 1).lost_size(), 1);
  EXPECT_EQ(level(trial, 1).lost(0).present_first(), "2026-06-20")
      << "the later policy suggests from the day it is in force, and not before";
}

TEST_F(ATrial, TellsHowLongBeforeADecisionEachSuggestedIt) {
  complain("rose-court", "2026-04-10");
  complain("rose-court", "2026-04-20");
  clock.set(day("2026-04-25"));
  must_record("rose-court", decision("2026-04-25", "enhanced"));
  const Trial trial = tried(policy_of("one", complaints(1)));
  ASSERT_EQ(trial.leads_size(), 1);
  EXPECT_EQ(trial.leads(0).candidate_days(), 15);
  EXPECT_EQ(trial.leads(0).present_days(), 5);
  EXPECT_EQ(trial.candidate_lead_median(), 15);
  const Trial none = tried(policy_of("nine", complaints(9)));
  EXPECT_EQ(none.leads(0).candidate_days(), -1);
  EXPECT_EQ(none.candidate_lead_median(), -1);
}

TEST_F(ATrial, CountsTheWorkItWouldHaveCaused) {
  complain("rose-court", "2026-04-10");
  pass_to("2026-08-01");
  const Trial trial = tried(policy_of("one", complaints(1)));
  // From 10 April to 10 May: a visit and a meeting at once; reviews on 17 and 24 April and 1 May
  // (and on 11 May no more: the Monday holiday counts not).
  ASSERT_EQ(trial.months_size(), 2);
  EXPECT_EQ(trial.months(0).month(), "2026-04");
  EXPECT_EQ(trial.months(0).candidate_visits(), 1U);
  EXPECT_EQ(trial.months(0).candidate_meetings(), 3U);
  EXPECT_EQ(trial.months(1).candidate_meetings(), 1U);
  EXPECT_EQ(trial.months(0).present_visits(), 0U);
}

TEST_F(ATrial, OfThePolicyInForceChangesNothing) {
  complain("rose-court", "2026-04-10");
  complain("rose-court", "2026-04-20");
  pass_to("2026-08-01");
  const Trial trial = tried(policy_of("two", complaints(2)));
  for (const TrialLevel& one : trial.levels()) {
    if (one.level() != 1) continue;
    EXPECT_EQ(one.gained_size() + one.lost_size(), 0);
    EXPECT_EQ(one.candidate_episodes(), one.present_episodes());
  }
}

TEST_F(ATrial, IsStoppedByWhoeverIsTold) {
  const auto stopped = desk().try_out(file_of(policy_of("one", complaints(1))),
                                      [](std::size_t, std::size_t) { return false; });
  EXPECT_TRUE(stopped.has_value()) << "the last of all is told when it is done";
  for (int i = 0; i < 40; ++i) enrol("provider-" + std::to_string(i), "Provider");
  const auto early = desk().try_out(file_of(policy_of("one", complaints(1))),
                                    [](std::size_t, std::size_t) { return false; });
  ASSERT_FALSE(early.has_value());
  EXPECT_EQ(early.error().code(), "stopped");
}

TEST_F(ATrial, WritesNothing) {
  complain("rose-court", "2026-04-10");
  const auto before = store->last_position();
  static_cast<void>(tried(policy_of("one", complaints(1))));
  EXPECT_EQ(store->last_position(), before);
}

TEST_F(ATrial, OfAFileWithFaultsTellsThemWithTheirLines) {
  const auto refused = desk().try_out(file_of("version: 'x'\nnonsense: 1\n"), kGoOn);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code(), "invalid");
  EXPECT_NE(refused.error().DebugString().find("line 2"), std::string::npos);
}

class AdoptingAFile : public Policy {};

TEST_F(AdoptingAFile, RecordsWhoWhyAndFromWhen) {
  PolicyFile file = file_of(policy_of("strict", complaints(1)));
  file.set_effective_from("2026-06-01");
  ASSERT_TRUE(adopt_file(file).has_value());
  const AdoptedPolicies adopted = desk().adopted();
  ASSERT_EQ(adopted.policies_size(), 2);
  EXPECT_EQ(adopted.policies(0).version(), "strict");
  EXPECT_EQ(adopted.policies(0).effective_from(), "2026-06-01");
  EXPECT_EQ(adopted.policies(0).approved_by(), "The director");
  EXPECT_EQ(adopted.policies(0).why(), "Agreed by the sub-group on 28 April");
  EXPECT_EQ(adopted.policies(0).adopted_on(), "2026-05-01");
  EXPECT_FALSE(adopted.policies(0).in_force()) << "not before its day";
  EXPECT_TRUE(adopted.policies(1).in_force());
  clock.set(day("2026-06-01"));
  tracker->catch_up();
  EXPECT_TRUE(desk().adopted().policies(0).in_force());
}

std::string fault_of(const Answered& refused, const std::string& field) {
  if (refused) return "accepted";
  const Problem problem = refused.error();
  for (const auto& fault : problem.errors()) {
    if (fault.field() == field) return fault.words().en();
  }
  return "";
}

TEST_F(AdoptingAFile, IsRefusedWithoutReasonOrNameOrDay) {
  PolicyFile file = file_of(policy_of("strict", complaints(1)));
  file.clear_why();
  EXPECT_NE(fault_of(adopt_file(file), "why"), "");
  file = file_of(policy_of("strict", complaints(1)));
  file.clear_approved_by();
  EXPECT_NE(fault_of(adopt_file(file), "approvedBy"), "");
  file = file_of(policy_of("strict", complaints(1)));
  file.set_effective_from("2026-02-30");
  EXPECT_NE(adopt_file(file).has_value(), true);
  EXPECT_EQ(adopt_file(file_of(policy_of("strict", complaints(1))), officer()).error().code(),
            "not-allowed");
  EXPECT_EQ(desk().adopted().policies_size(), 1);
}

TEST_F(AdoptingAFile, IsRefusedWhenEffectiveDatesOverlapOrTheVersionIsTaken) {
  ASSERT_TRUE(adopt_file(file_of(policy_of("strict", complaints(1), "2026-06-01"))).has_value());
  const PolicyFile same_day = file_of(policy_of("other", complaints(2), "2026-06-01"));
  EXPECT_NE(fault_of(adopt_file(same_day), "effectiveFrom").find("Effective dates overlap: strict"),
            std::string::npos);
  const PolicyFile earlier = file_of(policy_of("other", complaints(2), "2026-05-20"));
  EXPECT_NE(fault_of(adopt_file(earlier), "effectiveFrom"), "");
  const PolicyFile again = file_of(policy_of("strict", complaints(2), "2026-07-01"));
  EXPECT_EQ(adopt_file(again).error().code(), "exists");
  EXPECT_TRUE(adopt_file(file_of(policy_of("other", complaints(2), "2026-06-02"))).has_value());
}

TEST_F(AdoptingAFile, IsCheckedBeforehandWithTheLineOfEachFault) {
  ASSERT_TRUE(adopt_file(file_of(policy_of("strict", complaints(1), "2026-06-01"))).has_value());
  const PolicyCheck good = desk().check(file_of(policy_of("later", complaints(2), "2026-06-02")));
  EXPECT_EQ(good.faults_size(), 0) << good.ShortDebugString();
  EXPECT_EQ(good.rules_count(), 1U);
  const PolicyCheck bad =
      desk().check(file_of("# a comment\nversion: 'strict'\neffective_from: '2026-05-01'\n" +
                           policy_of("x", complaints(2))
                               .substr(std::string("version: 'x'").size() +
                                       std::string(" effective_from: '2026-04-01'").size())));
  ASSERT_EQ(bad.faults_size(), 2) << bad.ShortDebugString();
  EXPECT_EQ(bad.faults(0).line(), 2);
  EXPECT_EQ(bad.faults(1).line(), 3);
}

}  // namespace
