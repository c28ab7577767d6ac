#include <gmock/gmock.h>

#include <future>

#include "gwarchod/v1/records/complaints.pb.h"
#include "support/authority.h"

namespace {

using namespace authority;
using namespace gwarchod::v1;
using testing::ElementsAre;

class Recording : public Authority {};
class Registering : public Authority {};

std::vector<std::string> fields(const Problem& problem) {
  std::vector<std::string> found;
  for (const FieldProblem& fault : problem.errors()) found.push_back(fault.field());
  return found;
}

TEST_F(Registering, PutsARowOnTheBoard) {
  const auto recorded = enrol("rose-court");
  ASSERT_TRUE(recorded.has_value());
  EXPECT_EQ(recorded->provider(), "rose-court");
  EXPECT_EQ(recorded->version(), 1U);
  const BoardRow shown = row("rose-court");
  EXPECT_EQ(shown.name(), "Rose Court");
  EXPECT_EQ(shown.sector(), "PRIVATE");
  EXPECT_EQ(shown.service(), "CARE_HOME_RESIDENTIAL");
  EXPECT_TRUE(shown.in_county());
  EXPECT_TRUE(shown.in_use());
  EXPECT_EQ(shown.place(), "Barry");
  EXPECT_EQ(shown.decided().id(), tracker->policy().stages(0).id());
  EXPECT_EQ(shown.records_count(), 1U);
  EXPECT_EQ(shown.changed_at(), recorded->position());
}

TEST_F(Registering, IsRefusedWhenTheIdIsTaken) {
  ASSERT_TRUE(enrol("rose-court").has_value());
  const auto again = enrol("rose-court");
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().code(), "exists");
  EXPECT_EQ(again.error().status(), 409U);
}

TEST_F(Registering, MakesAnIdOfTheNameWhenNoneIsGiven) {
  EXPECT_EQ(enrol("", "Tŷ Hafan")->provider(), "ty-hafan");
  const std::string second = enrol("", "Tŷ Hafan")->provider();
  EXPECT_NE(second, "ty-hafan");
  EXPECT_TRUE(second.starts_with("ty-hafan-"));
}

TEST_F(Registering, AnsweredAgainWithTheSameKeyNamesTheSameProvider) {
  const auto ask = [&] {
    const auto answer = std::make_shared<std::promise<Answered>>();
    auto answered = answer->get_future();
    tracker->register_provider(officer(), registration("", "Tŷ Hafan"),
                               {.idempotency_key = "key-1"},
                               [answer](const Answered& recorded) { answer->set_value(recorded); });
    Answered recorded = answered.get();
    tracker->catch_up();
    return recorded;
  };
  const auto first = ask();
  const auto second = ask();
  ASSERT_TRUE(second.has_value());
  EXPECT_TRUE(second->repeated_request());
  EXPECT_EQ(second->event_id(), first->event_id());
  EXPECT_EQ(second->provider(), "ty-hafan");
  EXPECT_EQ(count_of("ProviderRegistered"), 1U);
}

TEST_F(Recording, IsAnsweredWithTheEventsPlace) {
  enrol("rose-court");
  const auto recorded = record("rose-court", complaint("2026-04-01"));
  ASSERT_TRUE(recorded.has_value());
  EXPECT_EQ(recorded->version(), 2U);
  EXPECT_FALSE(recorded->repeated_request());
  const auto stored = store->find(recorded->event_id());
  ASSERT_TRUE(stored.has_value());
  EXPECT_EQ(stored->position.value(), recorded->position());
  Event event;
  ASSERT_TRUE(event.ParseFromString(stored->payload));
  EXPECT_EQ(event.kind(), "Complaint");
  EXPECT_EQ(event.recorded_by(), "officer");
  EXPECT_EQ(event.recorded_for(), COUNCIL_SAFEGUARDING);
  EXPECT_EQ(event.recorded_at().seconds(),
            std::chrono::floor<std::chrono::seconds>(clock.now()).time_since_epoch().count());
}

TEST_F(Recording, IsRefusedOfAnUnknownProvider) {
  const auto recorded = record("nowhere", complaint("2026-04-01"));
  ASSERT_FALSE(recorded.has_value());
  EXPECT_EQ(recorded.error().code(), "unknown-provider");
  EXPECT_EQ(record("No/Where", complaint("2026-04-01")).error().code(), "unknown-provider");
  // Even where the record is not good either: who it is of comes first.
  EXPECT_EQ(record("nowhere", complaint("no day")).error().code(), "unknown-provider");
  EXPECT_EQ(record("nowhere", complaint("2026-04-01"), {.expected_version = 3}).error().code(),
            "unknown-provider");
}

TEST_F(Recording, IsRefusedToWhoOnlyReads) {
  enrol("rose-court");
  EXPECT_EQ(record("rose-court", complaint("2026-04-01"), {}, reader()).error().code(),
            "not-allowed");
}

TEST_F(Recording, NamesEachFieldThatIsWrong) {
  enrol("rose-court");
  RecordRequest request = complaint("2026-05-02");
  request.mutable_body()->mutable_fields()->erase("stage");
  const auto recorded = record("rose-court", request);
  ASSERT_FALSE(recorded.has_value());
  EXPECT_EQ(recorded.error().status(), 422U);
  EXPECT_EQ(recorded.error().code(), "invalid");
  EXPECT_NE(recorded.error().words().cy(), "");
  EXPECT_THAT(fields(recorded.error()), ElementsAre("envelope.occurredFrom", "body.stage"));
  EXPECT_EQ(count_of("Complaint"), 0U);
}

TEST_F(Recording, NamesAMemberThatTheKindDoesNotHave) {
  enrol("rose-court");
  const auto recorded = record(
      "rose-court",
      request_of("Complaint", "2026-04-01", R"({"stage":"LOCAL_RESOLUTION","colour":"red"})"));
  ASSERT_FALSE(recorded.has_value());
  EXPECT_THAT(fields(recorded.error()), ElementsAre("body.colour"));
}

TEST_F(Recording, NamesAValueThatTheListDoesNotHave) {
  enrol("rose-court");
  const auto recorded =
      record("rose-court", request_of("Complaint", "2026-04-01", R"({"stage":"SHOUTING"})"));
  ASSERT_FALSE(recorded.has_value());
  EXPECT_THAT(fields(recorded.error()), ElementsAre("body.stage"));
}

TEST_F(Recording, IsRefusedOfAnUnknownKindOrOneOfTheSystem) {
  enrol("rose-court");
  EXPECT_THAT(fields(record("rose-court", request_of("Rumour", "2026-04-01", "{}")).error()),
              ElementsAre("kind"));
  EXPECT_THAT(
      fields(record("rose-court", request_of("SuggestedStageChanged", "2026-04-01", "{}")).error()),
      ElementsAre("kind"));
}

TEST_F(Recording, ThatBringsUpToDateKeepsWhatTheWriterMayNotSee) {
  ASSERT_TRUE(enrol("rose-court").has_value());
  auto first = request_of("Complaint", "2026-03-12",
                          R"({"stage":"LOCAL_RESOLUTION","complainant":"Mrs Example"})");
  first.mutable_envelope()->add_people("adult-1");
  const auto recorded = record("rose-court", first);
  ASSERT_TRUE(recorded.has_value());
  auto closed =
      request_of("Complaint", "2026-03-12", R"({"stage":"LOCAL_RESOLUTION","outcome":"UPHELD"})");
  closed.mutable_envelope()->set_updates(recorded->event_id());
  const auto updated = record("rose-court", closed, {}, sub_group());
  ASSERT_TRUE(updated.has_value());
  const Event event = opened(updated->event_id());
  Complaint complaint;
  ASSERT_TRUE(complaint.ParseFromString(event.body()));
  EXPECT_EQ(complaint.complainant(), "Mrs Example");
  EXPECT_EQ(complaint.outcome(), UPHELD);
  EXPECT_THAT(event.envelope().people(), ElementsAre("adult-1"));
}

TEST_F(Recording, ThatBringsUpToDateLetsWhoSeesAllTakeAValueAway) {
  ASSERT_TRUE(enrol("rose-court").has_value());
  const auto recorded = record(
      "rose-court", request_of("Complaint", "2026-03-12",
                               R"({"stage":"LOCAL_RESOLUTION","complainant":"Mrs Example"})"));
  ASSERT_TRUE(recorded.has_value());
  auto without = request_of("Complaint", "2026-03-12", R"({"stage":"LOCAL_RESOLUTION"})");
  without.mutable_envelope()->set_updates(recorded->event_id());
  const auto updated = record("rose-court", without, {}, officer());
  ASSERT_TRUE(updated.has_value());
  const Event event = opened(updated->event_id());
  Complaint complaint;
  ASSERT_TRUE(complaint.ParseFromString(event.body()));
  EXPECT_EQ(complaint.complainant(), "");
}

TEST_F(Recording, WithTheSameKeyIsAnsweredAsTheFirstTime) {
  enrol("rose-court");
  const app::WriteTerms terms{.idempotency_key = "key-1"};
  const auto first = record("rose-court", complaint("2026-04-01"), terms);
  const auto second = record("rose-court", complaint("2026-04-01"), terms);
  ASSERT_TRUE(second.has_value());
  EXPECT_TRUE(second->repeated_request());
  EXPECT_EQ(second->event_id(), first->event_id());
  EXPECT_EQ(second->position(), first->position());
  EXPECT_EQ(second->version(), first->version());
  EXPECT_EQ(count_of("Complaint"), 1U);
}

TEST_F(Recording, WithTheSameKeyAndOtherContentIsRefused) {
  enrol("rose-court");
  const app::WriteTerms terms{.idempotency_key = "key-1"};
  record("rose-court", complaint("2026-04-01"), terms);
  EXPECT_EQ(record("rose-court", complaint("2026-04-02"), terms).error().code(),
            "idempotency-mismatch");
}

TEST_F(Recording, WithTheKeyOfAnotherAccountIsItsOwn) {
  enrol("rose-court");
  const app::WriteTerms terms{.idempotency_key = "key-1"};
  record("rose-court", complaint("2026-04-01"), terms);
  EXPECT_FALSE(
      record("rose-court", complaint("2026-04-02"), terms, sub_group())->repeated_request());
}

TEST_F(Recording, WithAKeyTooLongIsRefused) {
  enrol("rose-court");
  const app::WriteTerms terms{.idempotency_key = std::string(121, 'k')};
  EXPECT_THAT(fields(record("rose-court", complaint("2026-04-01"), terms).error()),
              ElementsAre("Idempotency-Key"));
}

TEST_F(Recording, OnAnOldVersionIsRefusedWithTheActualOne) {
  enrol("rose-court");
  ASSERT_TRUE(record("rose-court", complaint("2026-04-01"), {.expected_version = 1}).has_value());
  const auto late = record("rose-court", complaint("2026-04-02"), {.expected_version = 1});
  ASSERT_FALSE(late.has_value());
  EXPECT_EQ(late.error().code(), "wrong-version");
  EXPECT_EQ(late.error().status(), 412U);
  EXPECT_NE(late.error().detail().find("2"), std::string::npos);
}

TEST_F(Recording, OfAStageDecisionNeedsAStageOfThePolicy) {
  enrol("rose-court");
  EXPECT_THAT(fields(record("rose-court", decision("2026-04-01", "panic")).error()),
              ElementsAre("body.toStage"));
  ASSERT_TRUE(
      record("rose-court", decision("2026-04-01", tracker->policy().stages(1).id())).has_value());
  EXPECT_EQ(row("rose-court").decided().id(), tracker->policy().stages(1).id());
}

RecordRequest lowering(const std::string& on, const std::string& answers) {
  return request_of("StageDecision", on,
                    R"({"toStage":"routine","reasons":"Gone.","chair":"Chair","effective":")" + on +
                        R"(","exitTests":[)" + answers + "]}");
}

TEST_F(Recording, OfALowerStageAnswersTheExitTestsOfTheStageThatStoodThatDay) {
  enrol("rose-court");
  must_record("rose-court", decision("2026-04-01", "enhanced"));
  const auto refused = record("rose-court", lowering("2026-04-20", ""));
  ASSERT_FALSE(refused.has_value());
  EXPECT_THAT(fields(refused.error()), ElementsAre("body.exitTests"));
  EXPECT_EQ(row("rose-court").decided().id(), "enhanced");
  const std::string judged = R"({"test":"cause-gone","met":true},{"test":"quiet","met":false})";
  // Nobody has visited: saying so is not enough.
  EXPECT_THAT(fields(record("rose-court",
                            lowering("2026-04-20", judged + R"(,{"test":"visited","met":true})"))
                         .error()),
              ElementsAre("body.exitTests"));
  must_record("rose-court", request_of("SpotVisit", "2026-04-10",
                                       R"({"areas":[{"area":"AREA_CARE","rating":"GREEN"}]})"));
  must_record("rose-court", lowering("2026-04-20", judged + R"(,{"test":"visited","met":true})"));
  EXPECT_EQ(row("rose-court").decided().id(), "routine");
  // What is already low is not lowered: nothing is asked.
  must_record("rose-court", lowering("2026-04-21", ""));
}

}  // namespace
