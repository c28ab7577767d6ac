#include <google/protobuf/descriptor.pb.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "gwarchod/v1/options.pb.h"
#include "services/escalation/support/beside.h"

/// Policy is data: another process altogether, and a kind of record nobody compiled in.
namespace {

using namespace gwarchod::v1;
using namespace spec;

const CompiledPolicy& two_tracks() {
  static const CompiledPolicy policy = [] {
    std::ifstream file(std::string(GWARCHOD_SOURCE) +
                       "/services/escalation/policy/two_tracks.textproto");
    std::stringstream text;
    text << file.rdbuf();
    return read(text.str());
  }();
  return policy;
}

Record significant(const std::string& on, const std::string& person, Agency source) {
  return a<AdultAtRiskReport>("adult: '" + person + "'").on(on).as(SERIOUS).from(source);
}

TEST(AProcessOfTwoTracks, HasItsOwnStages) {
  given(two_tracks(), {})
      .on("2026-03-12")
      .is_decided("contract-monitoring")
      .suggests("contract-monitoring");
  EXPECT_TRUE(two_tracks().has_stage("whole-service"));
  EXPECT_FALSE(two_tracks().has_stage("escalating"));
  EXPECT_EQ(two_tracks().stage("whole-service").number(), "B");
  EXPECT_EQ(two_tracks().stage("no such stage").id(), "contract-monitoring");
}

TEST(AProcessOfTwoTracks, LeavesLowConcernsToContractMonitoring) {
  given(two_tracks(), {a<Complaint>().on("2026-03-01").about(NUTRITION).as(LOW),
                       a<Complaint>().on("2026-03-02").about(NUTRITION).as(LOW),
                       a<Complaint>().on("2026-03-03").about(NUTRITION).as(LOW)})
      .on("2026-03-12")
      .suggests("contract-monitoring");
}

TEST(AProcessOfTwoTracks, SuggestsByItsOwnRulesInItsOwnWords) {
  given(two_tracks(), {a<Complaint>().on("2026-03-01").about(NUTRITION).as(MODERATE),
                       a<Complaint>().on("2026-03-02").about(NUTRITION).as(MODERATE),
                       a<LowLevelConcern>().on("2026-06-03").about(NUTRITION).as(MODERATE)})
      .on("2026-06-12")
      .suggests("quality-support")
      .says("Cluster: 3 concerns about food and drink (1 Mar, 2 Mar, 3 Jun)",
            "Clwstwr (thema: bwyd a diod): pryderon 3 (1 Maw, 2 Maw, 3 Meh)");
  given(two_tracks(),
        {significant("2026-03-01", "p1", POLICE), significant("2026-03-20", "p2", HEALTH_BOARD)})
      .on("2026-03-20")
      .suggests("whole-service");
}

TEST(AProcessOfTwoTracks, HasItsOwnWayBack) {
  given(two_tracks(), {decision("assurance", "2026-01-01"),
                       a<InspectionReport>("ratings { theme: RATING_OVERALL rating: RATED_POOR }")
                           .on("2026-03-12")})
      .on("2026-03-12")
      .suggests("whole-service")
      .needs_a_decision();
}

TEST(AProcessOfTwoTracks, HasItsOwnClocksFlagsAndTestsForLeaving) {
  const History history = registered(
      two_tracks(),
      {decision("whole-service", "2026-03-02"), a<EscalatingConcernsMeeting>().on("2026-03-04"),
       a<Embargo>("kind: EMBARGO_FULL starts: '2026-03-03'").on("2026-03-03"),
       a<ActionPlan>("sent_on: '2026-03-05' actions { due: '2026-06-01' }").on("2026-03-05")});
  EXPECT_EQ(due(history, "2026-03-06"),
            (std::vector<std::string>{"welfare-check due 2026-03-02 overdue",
                                      "tell-cqc due 2026-03-03 overdue",
                                      "tell-placing due 2026-03-03 overdue",
                                      "review due 2026-03-16", "plan-answered due 2026-03-19"}));
  EXPECT_EQ(flags(history, "2026-03-06"), std::vector<std::string>{"suspension: Full"});
  EXPECT_EQ(exit(history, "2026-03-06", "plan-verified"), "unmet");
  EXPECT_EQ(exit(history, "2026-03-06", "protected"), "judged");
  EXPECT_EQ(history.counts("2026-03-06").open_actions, 1U);
}

/// A schema with one more kind, FireSafetyVisit, added as a compiled descriptor set as the program
/// would add it.
std::unique_ptr<schema::Schema> with_fire_safety_visits() {
  google::protobuf::FileDescriptorSet set;
  auto& file = *set.add_file();
  file.set_name("council/fire.proto");
  file.set_package("council");
  file.set_syntax("proto3");
  file.add_dependency("gwarchod/v1/options.proto");
  auto& kind = *file.add_message_type();
  kind.set_name("FireSafetyVisit");
  auto& record = *kind.mutable_options()->MutableExtension(gwarchod::v1::record);
  record.set_en("Fire safety visit");
  record.set_cy("Ymweliad diogelwch tân");
  record.set_strand(VISITS);
  record.set_concern(true);
  const auto add = [&](const std::string& name, int number,
                       google::protobuf::FieldDescriptorProto::Type type, Is is) {
    auto& added = *kind.add_field();
    added.set_name(name);
    added.set_number(number);
    added.set_type(type);
    added.set_label(google::protobuf::FieldDescriptorProto::LABEL_OPTIONAL);
    auto& rules = *added.mutable_options()->MutableExtension(gwarchod::v1::field);
    rules.set_en(name);
    rules.set_cy(name);
    rules.set_is(is);
  };
  using Type = google::protobuf::FieldDescriptorProto;
  add("exits_blocked", 1, Type::TYPE_INT32, IS_UNSPECIFIED);
  add("put_right_by", 2, Type::TYPE_STRING, DATE);
  auto schema = std::make_unique<schema::Schema>();
  const auto added = schema->add(set.SerializeAsString());
  if (!added) throw std::invalid_argument(added.error());
  return schema;
}

CompiledPolicy with_fire_rules(const schema::Schema& schema) {
  const std::string text = std::string(escalation::default_policy_text()) + R"(
    rules {
      id: "exits-blocked" stage: "performance" words { en: "Fire exits blocked: {dates}" cy: "x" }
      count {
        match { kinds: "FireSafetyVisit" where { field: "exits_blocked" at_least: 2 } }
        at_least: 1 window_days: 30
      }
    }
    rules {
      id: "exits-not-cleared" stage: "escalating" words { en: "x" cy: "x" }
      overdue { match { kinds: "FireSafetyVisit" } due_field: "put_right_by" }
    })";
  auto policy = escalation::read_policy(text, schema, escalation::Calendar::england_and_wales());
  if (!policy) throw std::invalid_argument(lines_of(policy.error()));
  return std::move(*policy);
}

Record fire_visit(const schema::Schema& schema, int exits_blocked) {
  const auto visit = schema.make(*schema.find("FireSafetyVisit"));
  const auto* type = visit->GetDescriptor();
  visit->GetReflection()->SetInt32(visit.get(), type->FindFieldByName("exits_blocked"),
                                   exits_blocked);
  visit->GetReflection()->SetString(visit.get(), type->FindFieldByName("put_right_by"),
                                    "2026-04-01");
  return a(*visit);
}

TEST(AKindAddedAtRunTime, IsReadByRulesLikeAnyOther) {
  const auto schema = with_fire_safety_visits();
  const CompiledPolicy policy = with_fire_rules(*schema);
  Given history = given(policy, {fire_visit(*schema, 2).on("2026-03-12")});
  history.on("2026-03-12")
      .suggests("performance")
      .fires("exits-blocked")
      .changes_next("2026-04-02");
  history.on("2026-04-02").suggests("escalating").fires("exits-not-cleared");
  given(policy, {fire_visit(*schema, 1).on("2026-03-12")}).on("2026-03-12").suggests("routine");
}

TEST(AKindAddedAtRunTime, CountsAmongTheConcernsWhenItIsOne) {
  const auto schema = with_fire_safety_visits();
  const CompiledPolicy policy = with_fire_rules(*schema);
  History history(policy);
  history.add(fire_visit(*schema, 0).on("2026-03-12"));
  EXPECT_EQ(history.counts("2026-03-12").concerns_90_days, 1U);
}

}  // namespace
