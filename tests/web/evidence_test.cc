#include "app/evidence.h"

#include <gmock/gmock.h>

#include "support/house.h"

namespace {

using namespace web_test;
using gwarchod::v1::Recorded;
using testing::HasSubstr;

constexpr const char* kCheckpoint = "/api/v1/checkpoint";

class EvidenceRoutes : public House {
 protected:
  EvidenceRoutes() {
    EXPECT_TRUE(app::make_log_keys(keys_.path()).has_value());
    auto files = app::EvidenceFiles::read(keys_.path());
    EXPECT_TRUE(files.has_value());
    public_ = files->keys.verifying;
    server_settings.evidence = std::make_shared<app::Evidence>(*store, schema, std::move(*files));
    start();
    officer = std::make_unique<Browser>(signed_in("OFFICER"));
  }
  /// The id of a record that holds something for the eyes of safeguarding officers alone.
  std::string record_report(const std::string& more_of_body = {}) {
    const Answer answer = officer->post(
        kRecords, R"({"kind":"AdultAtRiskReport","envelope":{"occurredFrom":"2026-04-12",)"
                  R"("source":"COUNCIL_SAFEGUARDING"},"body":{"categories":["ABUSE_NEGLECT"],)"
                  R"("allegedResponsible":"RESPONSIBLE_STAFF")" +
                      more_of_body + "}}");
    EXPECT_EQ(answer.status, 201) << answer.body;
    return answer.as<Recorded>().event_id();
  }
  static std::string proof_of(const std::string& event,
                              const std::string& provider = "rose-court") {
    return "/api/v1/providers/" + provider + "/records/" + event + "/proof";
  }
  eventstore::ProvenEvent must_stand(const Answer& answer) {
    EXPECT_EQ(answer.status, 200) << answer.body;
    const auto proof = eventstore::parse_event_proof(answer.body);
    EXPECT_TRUE(proof.has_value()) << proof.error();
    auto proven = eventstore::check_event_proof(*proof, public_);
    EXPECT_TRUE(proven.has_value()) << proven.error();
    return *proven;
  }

  Folder keys_;
  std::vector<eventstore::VerifyingKey> public_;
  std::unique_ptr<Browser> officer;
};

TEST_F(EvidenceRoutes, GiveTheSignedHeadToWhoIsSignedIn) {
  const Answer answer = officer->get(kCheckpoint);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("content-type"), "text/plain; charset=utf-8");
  const auto checkpoint = eventstore::open_checkpoint(answer.body, public_);
  ASSERT_TRUE(checkpoint.has_value()) << checkpoint.error();
  EXPECT_EQ(checkpoint->root, store->tree_head().root);
  EXPECT_EQ(officer->get(kCheckpoint).body, answer.body);
  EXPECT_EQ(browser().get(kCheckpoint).status, 401);
}

TEST_F(EvidenceRoutes, ProveARecordWithItsContentToWhoMayReadAllOfIt) {
  const std::string event = record_report();
  const auto whole = must_stand(officer->get(proof_of(event)));
  ASSERT_TRUE(whole.event.has_value());
  EXPECT_EQ(whole.event->id, event);
}

TEST_F(EvidenceRoutes, ProveItsHashAloneToOthers) {
  const std::string event = record_report();
  Browser reader = signed_in("SUB_GROUP_MEMBER");
  const Answer answer = reader.get(proof_of(event));
  EXPECT_FALSE(must_stand(answer).event.has_value());
}

TEST_F(EvidenceRoutes, ShowNobodyWhatTheyMayNotReadElsewhere) {
  const std::string held = record_report(R"(,"policeHold":true)");
  EXPECT_FALSE(must_stand(officer->get(proof_of(held))).event.has_value());
}

TEST_F(EvidenceRoutes, ProveNoEventOfAnotherProviderOrOfNone) {
  const std::string event = record_report();
  EXPECT_EQ(officer->get(proof_of(event, "lily-lodge")).status, 404);
  EXPECT_EQ(officer->get(proof_of(event, "no-such-place")).status, 404);
  EXPECT_EQ(officer->get(proof_of("no-such-event")).status, 404);
  EXPECT_EQ(browser().get(proof_of(event)).status, 401);
}

class UnsignedEvidence : public House {};

TEST_F(UnsignedEvidence, IsSaidToBeSo) {
  start();
  Browser officer = signed_in("OFFICER");
  const Answer answer = officer.get(kCheckpoint);
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.problem().code(), "no-signing-key");
}

}  // namespace
