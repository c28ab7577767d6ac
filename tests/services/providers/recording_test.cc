#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "gwarchod/v1/records.pb.h"
#include "providers/decide.h"

namespace {

using namespace gwarchod::v1;
using providers::Rejection;
using testing::ElementsAre;
using testing::IsEmpty;

const schema::Day kToday = std::chrono::year{2026} / 6 / 1;

Envelope on(const std::string& day) {
  Envelope envelope;
  envelope.set_occurred_from(day);
  envelope.set_source(COUNCIL_COMPLAINTS);
  return envelope;
}

ProviderRegistered registration() {
  ProviderRegistered body;
  body.set_name("Rose Court");
  body.set_sector(PRIVATE);
  body.set_service(CARE_HOME_RESIDENTIAL);
  return body;
}

Complaint complaint() {
  Complaint body;
  body.set_stage(LOCAL_RESOLUTION);
  return body;
}

StageDecision decision(const std::string& to) {
  StageDecision body;
  body.set_to_stage(to);
  body.set_reasons("A pattern.");
  body.set_chair("The chair");
  body.set_effective("2026-06-01");
  return body;
}

Correction correction(const std::string& of) {
  Correction body;
  body.set_corrects(of);
  body.set_reason(DUPLICATE);
  body.set_authorised_by("The manager");
  return body;
}

OccurrencesMerged merged(const std::vector<std::string>& records) {
  OccurrencesMerged body;
  for (const std::string& record : records) body.add_records(record);
  body.set_why("One fall, told by three.");
  body.set_decided_by("The sub-group");
  return body;
}

OccurrenceSplit split(const std::string& record) {
  OccurrenceSplit body;
  body.set_of_record(record);
  body.set_why("Another day.");
  body.set_decided_by("The sub-group");
  return body;
}

class Provider : public testing::Test {
 protected:
  std::vector<std::string> fields(const std::vector<FieldProblem>& faults) const {
    std::vector<std::string> found;
    for (const FieldProblem& fault : faults) {
      EXPECT_NE(fault.words().en(), "");
      EXPECT_NE(fault.words().cy(), "");
      found.push_back(fault.field());
    }
    return found;
  }
  template <class Body>
  std::vector<std::string> faults_of(const Body& body, const Envelope& envelope) const {
    const auto* kind = schema.find(Body::descriptor()->name());
    return fields(providers::faults(
        providers::Record{.kind = *kind, .envelope = envelope, .body = body}, known));
  }
  std::vector<std::string> faults_of_registering(const std::string& id, const Envelope& envelope,
                                                 const ProviderRegistered& body) const {
    return fields(providers::faults(
        providers::Register{.provider = id, .envelope = envelope, .body = body}, known));
  }

  schema::Schema schema;
  std::map<std::string, std::string, std::less<>> kinds = {
      {"e1", "ProviderRegistered"}, {"e2", "Complaint"},         {"e3", "SuggestedStageChanged"},
      {"e4", "Correction"},         {"e5", "AdultAtRiskReport"}, {"e6", "OccurrencesMerged"}};
  providers::Known known{
      .schema = schema,
      .today = kToday,
      .kind_of = [this](std::string_view id) -> std::optional<std::string> {
        const auto found = kinds.find(id);
        return found == kinds.end() ? std::nullopt : std::optional(found->second);
      },
      .has_stage = [](std::string_view stage) { return stage == "enhanced"; },
      .exits_to = [](std::string_view, std::string_view) { return std::vector<ExitShown>{}; }};
};

class Registering : public Provider {};
class Recording : public Provider {};

TEST_F(Registering, GivesTheFirstEvent) {
  const ProviderRegistered body = registration();
  const auto decided = providers::decide(
      {},
      providers::Register{.provider = "rose-court", .envelope = on("2026-05-01"), .body = body});
  ASSERT_TRUE(decided.has_value());
  ASSERT_EQ(decided->size(), 1U);
  EXPECT_EQ(decided->front().kind(), "ProviderRegistered");
  EXPECT_EQ(decided->front().envelope().occurred_from(), "2026-05-01");
  EXPECT_EQ(decided->front().body(), body.SerializeAsString());
  EXPECT_TRUE(providers::evolve({}, decided->front()).exists);
}

TEST_F(Registering, IsRefusedASecondTime) {
  const auto decided = providers::decide(
      {.exists = true, .version = 1},
      providers::Register{
          .provider = "rose-court", .envelope = on("2026-05-01"), .body = registration()});
  EXPECT_EQ(decided.error().reason, Rejection::Reason::kExists);
}

TEST_F(Registering, IsFaultlessWithANameASectorAndAService) {
  EXPECT_THAT(faults_of_registering("rose-court", on("2026-05-01"), registration()), IsEmpty());
}

TEST_F(Registering, TellsEveryFault) {
  ProviderRegistered body = registration();
  body.clear_name();
  Envelope envelope = on("2026-06-02");
  envelope.set_updates("e1");
  EXPECT_THAT(faults_of_registering("Rose Court", envelope, body),
              ElementsAre("envelope.occurredFrom", "body.name", "provider", "envelope.updates"));
}

TEST_F(Recording, GivesTheEvent) {
  const Complaint body = complaint();
  const auto decided = providers::decide(
      {.exists = true, .version = 1},
      providers::Record{
          .kind = *schema.find("Complaint"), .envelope = on("2026-05-01"), .body = body});
  ASSERT_TRUE(decided.has_value());
  EXPECT_EQ(decided->front().kind(), "Complaint");
  EXPECT_EQ(decided->front().schema_version(), 1U);
}

TEST_F(Recording, IsRefusedOfAnUnknownProvider) {
  const Complaint body = complaint();
  const auto decided = providers::decide(
      {}, providers::Record{
              .kind = *schema.find("Complaint"), .envelope = on("2026-05-01"), .body = body});
  EXPECT_EQ(decided.error().reason, Rejection::Reason::kUnknownProvider);
}

TEST_F(Recording, IsRefusedOfAnUnknownKind) {
  const auto kind = providers::recordable(schema, "Rumour");
  ASSERT_FALSE(kind.has_value());
  EXPECT_THAT(fields(kind.error().faults), ElementsAre("kind"));
}

TEST_F(Recording, IsRefusedOfAKindThatOnlyTheSystemWrites) {
  EXPECT_FALSE(providers::recordable(schema, "SuggestedStageChanged").has_value());
  EXPECT_FALSE(providers::recordable(schema, "SignedIn").has_value());
  EXPECT_TRUE(providers::recordable(schema, "Complaint").has_value());
}

TEST_F(Recording, TellsWhatIsMissingOrInTheFuture) {
  Complaint body = complaint();
  body.clear_stage();
  EXPECT_THAT(faults_of(body, on("2026-06-02")),
              ElementsAre("envelope.occurredFrom", "body.stage"));
  EXPECT_THAT(faults_of(complaint(), on("2026-06-01")), IsEmpty());
}

TEST_F(Recording, BringsUpToDateOnlyARecordOfThisProviderAndKind) {
  Envelope envelope = on("2026-05-01");
  envelope.set_updates("e2");
  EXPECT_THAT(faults_of(complaint(), envelope), IsEmpty());
  envelope.set_updates("e9");
  EXPECT_THAT(faults_of(complaint(), envelope), ElementsAre("envelope.updates"));
  envelope.set_updates("e1");
  EXPECT_THAT(faults_of(complaint(), envelope), ElementsAre("envelope.updates"));
}

TEST_F(Recording, OfARegistrationMustBringOneUpToDate) {
  Envelope envelope = on("2026-05-01");
  EXPECT_THAT(faults_of(registration(), envelope), ElementsAre("envelope.updates"));
  envelope.set_updates("e1");
  EXPECT_THAT(faults_of(registration(), envelope), IsEmpty());
}

TEST_F(Recording, CorrectsOnlyARecordThatPeopleMadeOfThisProvider) {
  EXPECT_THAT(faults_of(correction("e2"), on("2026-05-01")), IsEmpty());
  EXPECT_THAT(faults_of(correction("e4"), on("2026-05-01")), IsEmpty()) << "a correction";
  EXPECT_THAT(faults_of(correction("e9"), on("2026-05-01")), ElementsAre("body.corrects"));
  EXPECT_THAT(faults_of(correction("e3"), on("2026-05-01")), ElementsAre("body.corrects"));
  EXPECT_THAT(faults_of(correction("e1"), on("2026-05-01")), ElementsAre("body.corrects"));
}

TEST_F(Recording, MergesAtLeastTwoReportsOfThisProvider) {
  const auto faults = [&](const std::vector<std::string>& records) {
    return faults_of(merged(records), on("2026-05-01"));
  };
  EXPECT_THAT(faults({"e2", "e5"}), IsEmpty());
  EXPECT_THAT(faults({"e2"}), ElementsAre("body.records"));
  EXPECT_THAT(faults({"e2", "e2"}), ElementsAre("body.records")) << "one record, named twice";
  EXPECT_THAT(faults({"e2", "e9"}), ElementsAre("body.records")) << "of another provider";
  EXPECT_THAT(faults({"e2", "e3"}), ElementsAre("body.records")) << "what the system wrote";
  EXPECT_THAT(faults({"e2", "e4"}), ElementsAre("body.records")) << "a correction";
  EXPECT_THAT(faults({"e2", "e6"}), ElementsAre("body.records")) << "a merge";
}

TEST_F(Recording, SplitsOffAReportOfThisProvider) {
  EXPECT_THAT(faults_of(split("e2"), on("2026-05-01")), IsEmpty());
  EXPECT_THAT(faults_of(split("e9"), on("2026-05-01")), ElementsAre("body.ofRecord"));
  EXPECT_THAT(faults_of(split("e6"), on("2026-05-01")), ElementsAre("body.ofRecord"));
  EXPECT_THAT(faults_of(split(""), on("2026-05-01")), ElementsAre("body.ofRecord"));
}

TEST_F(Recording, DecidesOnlyForAStageOfThePolicy) {
  EXPECT_THAT(faults_of(decision("enhanced"), on("2026-06-01")), IsEmpty());
  EXPECT_THAT(faults_of(decision("panic"), on("2026-06-01")), ElementsAre("body.toStage"));
}

TEST(AProvidersId, IsSmallLettersDigitsAndHyphens) {
  EXPECT_TRUE(providers::is_provider_id("rose-court-2"));
  EXPECT_FALSE(providers::is_provider_id(""));
  EXPECT_FALSE(providers::is_provider_id("Rose"));
  EXPECT_FALSE(providers::is_provider_id("rose/court"));
  EXPECT_FALSE(providers::is_provider_id(std::string(61, 'a')));
}

TEST(AProvidersId, IsMadeOfAName) {
  EXPECT_EQ(providers::provider_id_of("Tŷ Hafan (Barry)"), "ty-hafan-barry");
  EXPECT_EQ(providers::provider_id_of("St. Mary's"), "st-marys");
  EXPECT_EQ(providers::provider_id_of("!!!"), "provider");
  EXPECT_TRUE(providers::is_provider_id(providers::provider_id_of(std::string(500, 'x'))));
}

}  // namespace
