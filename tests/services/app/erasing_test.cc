#include <gmock/gmock.h>

#include "app/export.h"
#include "gwarchod/v1/records.pb.h"
#include "support/authority.h"

/// A person's details in the record, until the person is erased.
namespace {

using namespace authority;
using namespace gwarchod::v1;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const ShownField* find(const google::protobuf::RepeatedPtrField<ShownField>& fields,
                       const std::string& name) {
  for (const ShownField& shown : fields) {
    if (shown.field() == name) return &shown;
  }
  return nullptr;
}

EraseRequest of_person(const std::string& person) {
  EraseRequest request;
  request.set_person(person);
  request.set_why("Asked for, and nothing stands against it.");
  request.set_authority("Data protection officer");
  return request;
}

class Erasing : public Authority {
 protected:
  Erasing() {
    enrol("rose-court");
    enrol("lily-lodge", "Lily Lodge");
  }

  app::Tracker::Outcome<Erasure> erase(const EraseRequest& request,
                                       const app::Caller& by = administrator()) {
    return tracker->erase(by, request);
  }
  /// The event alone: the key it tells of is still there.
  void append_erasure(const std::string& id, const eventstore::Token& token) {
    SubjectErased erased;
    erased.set_token(token);
    say_erased(id, erased);
  }
  /// Every byte the store holds.
  [[nodiscard]] std::string log() const {
    std::string bytes;
    store->scan(eventstore::Position{1}, [&](const eventstore::StoredEvent& stored) {
      bytes += stored.id + stored.type + stored.stream.value() + stored.payload;
      return true;
    });
    store->scan_side(
        "", [&](std::string_view key, std::string_view value) { bytes.append(key).append(value); });
    return bytes;
  }
  [[nodiscard]] TimelineItem newest(const std::string& provider) const {
    const auto page = tracker->timeline(officer(), provider, {.limit = 50});
    for (const TimelineItem& item : page->items()) {
      if (!item.system()) return item;
    }
    return {};
  }
  [[nodiscard]] std::string exported(app::ExportOptions::Format format) const {
    app::ExportOptions options;
    options.format = format;
    auto exporter = tracker->export_events(officer(), options);
    std::string all;
    for (std::string piece = (*exporter)->next(); !piece.empty(); piece = (*exporter)->next()) {
      all += piece;
    }
    return all;
  }
};

TEST_F(Erasing, TheLogNeverHeldWhatIsPersonal) {
  auto request = adult_at_risk("2026-04-01", "P-4711", "Left without water");
  request.mutable_envelope()->set_summary("Seen by a niece");
  request.mutable_envelope()->add_people("P-4711");
  must_record("rose-court", request);
  must_record("rose-court", complaint("2026-04-02"));
  for (const char* text : {"P-4711", "Left without water", "niece", "A daughter", "Mr Owner"}) {
    EXPECT_THAT(log(), Not(HasSubstr(text)));
  }
  EXPECT_THAT(exported(app::ExportOptions::Format::kJsonLines), HasSubstr("Left without water"));
}

TEST_F(Erasing, WhatIsSealedIsShownToWhoMaySeeIt) {
  auto request = adult_at_risk("2026-04-01", "P-4711", "Left without water");
  request.mutable_envelope()->add_people("P-4711");
  request.mutable_envelope()->add_people("P-4712");
  must_record("rose-court", request);
  const TimelineItem item = newest("rose-court");
  EXPECT_EQ(find(item.fields(), "allegation")->value().en(), "Left without water");
  EXPECT_EQ(find(item.fields(), "adult")->value().en(), "P-4711");
  EXPECT_EQ(find(item.fields(), "envelope.people")->value().en(), "P-4711, P-4712");
  const auto view = tracker->provider(officer(), "rose-court");
  EXPECT_EQ(find(view->details(), "responsibleIndividual")->value().en(), "Mr Owner");
}

TEST_F(Erasing, ShowsAsErasedWhatIsGoneAndNothingThatWasNeverThere) {
  auto request = adult_at_risk("2026-04-01", "P-4711", "Left without water");
  request.mutable_envelope()->set_summary("Seen by a niece");
  must_record("rose-court", request);
  const auto erasure = erase(of_person("P-4711"));
  ASSERT_TRUE(erasure.has_value()) << erasure.error().DebugString();
  EXPECT_EQ(erasure->records_count(), 1U);
  EXPECT_THAT(erasure->providers(), ElementsAre("rose-court"));
  EXPECT_EQ(erasure->open_records_count(), 0U);
  const TimelineItem item = newest("rose-court");
  for (const char* name : {"allegation", "adult", "envelope.summary"}) {
    const ShownField* shown = find(item.fields(), name);
    ASSERT_NE(shown, nullptr) << name;
    EXPECT_TRUE(shown->erased()) << name;
    EXPECT_EQ(shown->value().en(), "erased");
    EXPECT_EQ(shown->value().cy(), "wedi'i ddileu");
  }
  EXPECT_EQ(find(item.fields(), "reporter"), nullptr);
  EXPECT_EQ(find(item.fields(), "allegedPerson"), nullptr);
  EXPECT_EQ(item.kind(), "AdultAtRiskReport");
  EXPECT_EQ(item.occurred_from(), "2026-04-01");
}

TEST_F(Erasing, WithholdsWhatIsErasedFromWhoWouldNotHaveSeenIt) {
  must_record("rose-court", adult_at_risk("2026-04-01", "P-4711", "Left without water"));
  ASSERT_TRUE(erase(of_person("P-4711")).has_value());
  const auto page = tracker->timeline(reader(), "rose-court", {.limit = 10});
  for (const TimelineItem& item : page->items()) {
    for (const ShownField& shown : item.fields()) EXPECT_FALSE(shown.erased()) << shown.field();
  }
}

TEST_F(Erasing, ExportsAsErased) {
  must_record("rose-court", adult_at_risk("2026-04-01", "P-4711", "Left without water"));
  ASSERT_TRUE(erase(of_person("P-4711")).has_value());
  const std::string json = exported(app::ExportOptions::Format::kJsonLines);
  EXPECT_THAT(json, HasSubstr(R"("erased":["body.allegation","body.adult"])"));
  EXPECT_THAT(json, Not(HasSubstr("P-4711")));
  EXPECT_THAT(json, Not(HasSubstr("water")));
  EXPECT_THAT(exported(app::ExportOptions::Format::kCsv), HasSubstr("body.allegation; body.adult"));
}

TEST_F(Erasing, LeavesStatusAndReasonsAsTheyWere) {
  for (const char* on : {"2026-03-01", "2026-03-20", "2026-04-01", "2026-04-20"}) {
    auto one = complaint(on);
    one.mutable_envelope()->add_people("P-4711");
    must_record("rose-court", one);
  }
  const auto before = tracker->status(officer(), "rose-court", {});
  ASSERT_FALSE(before->reasons().empty());
  ASSERT_TRUE(erase(of_person("P-4711")).has_value());
  restart();
  const auto after = tracker->status(officer(), "rose-court", {});
  EXPECT_EQ(after->SerializeAsString(), before->SerializeAsString());
}

TEST_F(Erasing, LeavesOtherPeoplesRecordsUnharmed) {
  must_record("rose-court", adult_at_risk("2026-04-01", "P-1", "Left without water"));
  must_record("lily-lodge", adult_at_risk("2026-04-02", "P-2", "A fall"));
  ASSERT_TRUE(erase(of_person("P-1")).has_value());
  const TimelineItem other = newest("lily-lodge");
  EXPECT_EQ(find(other.fields(), "allegation")->value().en(), "A fall");
  EXPECT_EQ(find(other.fields(), "adult")->value().en(), "P-2");
}

TEST_F(Erasing, OneOfTwoPeopleOfARecordLeavesItUnreadableAndTheOtherNamed) {
  auto request = adult_at_risk("2026-04-01", "P-1", "One struck the other");
  request.mutable_envelope()->add_people("P-1");
  request.mutable_envelope()->add_people("P-2");
  must_record("rose-court", request);
  ASSERT_TRUE(erase(of_person("P-1")).has_value());
  const TimelineItem item = newest("rose-court");
  EXPECT_TRUE(find(item.fields(), "allegation")->erased());
  EXPECT_EQ(find(item.fields(), "envelope.people")->value().en(), "P-2, erased");
  EXPECT_TRUE(find(item.fields(), "envelope.people")->erased());
}

TEST_F(Erasing, CountsWhoIsNamedAgainAsSomeoneNew) {
  must_record("rose-court", adult_at_risk("2026-04-01", "P-1", "First"));
  const auto first = erase(of_person("P-1"));
  must_record("rose-court", adult_at_risk("2026-04-02", "P-1", "Second"));
  EXPECT_EQ(find(newest("rose-court").fields(), "allegation")->value().en(), "Second");
  const auto second = erase(of_person("P-1"));
  ASSERT_TRUE(second.has_value());
  EXPECT_NE(first->token(), second->token());
  EXPECT_EQ(second->records_count(), 1U);
}

TEST_F(Erasing, ARecordThatNamesNobodyGoesByItsOwnKey) {
  const std::string id = must_record("rose-court", complaint("2026-04-01"));
  const std::string other = must_record("rose-court", complaint("2026-04-03"));
  EraseRequest request = of_person("");
  request.set_record_id(id);
  const auto erasure = erase(request);
  ASSERT_TRUE(erasure.has_value()) << erasure.error().DebugString();
  EXPECT_EQ(erasure->records_count(), 1U);
  EXPECT_EQ(opened(id).sealed_fields_size(), 1);
  EXPECT_EQ(opened(other).sealed_fields_size(), 0);
  EXPECT_EQ(erase(request).error().code(), "unknown-person");
}

TEST_F(Erasing, ARecordThatNamesSomeoneIsRefused) {
  EraseRequest request = of_person("");
  request.set_record_id(must_record("rose-court", adult_at_risk("2026-04-01", "P-1", "First")));
  EXPECT_EQ(erase(request).error().code(), "invalid");
}

TEST_F(Erasing, RecordsWhyAndByWhoseAuthorityAndNamesTheTokenAlone) {
  must_record("rose-court", adult_at_risk("2026-04-01", "P-4711", "Left without water"));
  const auto erasure = erase(of_person("P-4711"));
  const Event event = opened(erasure->event_id());
  SubjectErased erased;
  ASSERT_TRUE(erased.ParseFromString(event.body()));
  EXPECT_EQ(erased.token(), erasure->token());
  EXPECT_THAT(erased.why(), HasSubstr("Asked for"));
  EXPECT_EQ(erased.authority(), "Data protection officer");
  EXPECT_EQ(event.recorded_by(), "chief");
  EXPECT_THAT(log(), Not(HasSubstr("P-4711")));
}

TEST_F(Erasing, IsForAdministrators) {
  must_record("rose-court", adult_at_risk("2026-04-01", "P-1", "First"));
  EXPECT_EQ(erase(of_person("P-1"), officer()).error().code(), "not-allowed");
  EXPECT_EQ(count_of("SubjectErased"), 0U);
}

TEST_F(Erasing, NeedsAReasonAnAuthorityAndOneToErase) {
  EraseRequest request = of_person("P-1");
  request.set_record_id("and a record");
  request.clear_why();
  request.clear_authority();
  const auto refused = erase(request);
  EXPECT_EQ(refused.error().code(), "invalid");
  std::vector<std::string> places;
  const Problem problem = refused.error();
  for (const auto& fault : problem.errors()) places.push_back(fault.field());
  EXPECT_THAT(places, testing::UnorderedElementsAre("person", "why", "authority"));
}

TEST_F(Erasing, RefusesAReasonThatNamesThePerson) {
  must_record("rose-court", adult_at_risk("2026-04-01", "P-4711", "First"));
  EraseRequest request = of_person("P-4711");
  request.set_why("p-4711 asked for it");
  const auto refused = erase(request);
  const Problem problem = refused.error();
  ASSERT_THAT(problem.errors(), SizeIs(1));
  EXPECT_EQ(problem.errors(0).field(), "why");
}

TEST_F(Erasing, OfSomeoneUnknownIsRefusedAndRecordsNothing) {
  EXPECT_EQ(erase(of_person("P-9")).error().code(), "unknown-person");
  EXPECT_EQ(count_of("SubjectErased"), 0U);
  EXPECT_EQ(keys->find("P-9"), std::nullopt);
}

// The event was written and the program ended before the key was destroyed; or an older copy of the
// keys was put back.
TEST_F(Erasing, IsFinishedWhenTheLogIsNextOpened) {
  must_record("rose-court", adult_at_risk("2026-04-01", "P-1", "First"));
  append_erasure("erased-1", *keys->find("P-1"));
  restart();
  EXPECT_EQ(keys->find("P-1"), std::nullopt);
  EXPECT_TRUE(find(newest("rose-court").fields(), "allegation")->erased());
}

TEST_F(Erasing, IsFinishedBeforeAServerAnswers) {
  must_record("rose-court", adult_at_risk("2026-04-01", "P-1", "First"));
  const auto erasure = erase(of_person("P-1"));
  ASSERT_TRUE(erasure.has_value());
  // As if put back from a copy made before: the reference has a key again, under the same token.
  tracker.reset();
  append_erasure("erased-2", keys->token_of("P-1"));
  tracker = std::make_unique<app::Tracker>(*store, *keys, schema, clock, *ids, settings);
  tracker->start();
  EXPECT_EQ(keys->find("P-1"), std::nullopt);
}

TEST_F(Erasing, AKeyMadeForARecordThatWasNeverWrittenHarmsNothing) {
  (void)keys->token_of("P-1");  // and then the program was killed
  must_record("rose-court", adult_at_risk("2026-04-01", "P-1", "First"));
  EXPECT_EQ(find(newest("rose-court").fields(), "allegation")->value().en(), "First");
  EXPECT_EQ(erase(of_person("P-1"))->records_count(), 1U);
}

TEST_F(Erasing, ARecordBroughtUpToDateIsSealedForTheSamePeople) {
  const std::string id =
      must_record("rose-court", adult_at_risk("2026-04-01", "P-1", "Left alone"));
  // A writer who may see neither the adult nor what is alleged.
  auto update =
      request_of("AdultAtRiskReport", "2026-04-01", R"({"categories":["ABUSE_PHYSICAL"]})");
  update.mutable_envelope()->set_updates(id);
  const auto updated = record("rose-court", update, {}, sub_group());
  ASSERT_TRUE(updated.has_value()) << updated.error().DebugString();
  EXPECT_EQ(erase(of_person("P-1"))->records_count(), 2U);
  EXPECT_THAT(exported(app::ExportOptions::Format::kJsonLines), Not(HasSubstr("Left alone")));
  // And what is erased of the one is not carried into the next.
  update.mutable_envelope()->set_updates(updated->event_id());
  const auto again = record("rose-court", update, {}, sub_group());
  ASSERT_TRUE(again.has_value());
  EXPECT_THAT(opened(again->event_id()).sealed_fields(), IsEmpty());
}

TEST_F(Erasing, TellsOfRecordsOfTheFirstReleaseThatNameThePersonInTheOpen) {
  AdultAtRiskReport body;
  body.set_adult("P-1");
  body.set_allegation("Stored in the open");
  Event event;
  event.set_kind("AdultAtRiskReport");
  event.set_schema_version(1);
  event.mutable_envelope()->set_occurred_from("2026-01-10");
  event.set_body(body.SerializeAsString());
  eventstore::Commit commit;
  commit.writes.push_back({eventstore::StreamId{"provider/rose-court"},
                           eventstore::ExpectedVersion::any(),
                           {{"old-1", "AdultAtRiskReport", event.SerializeAsString()}}});
  ASSERT_TRUE(store->append_and_wait(std::move(commit)).has_value());
  must_record("rose-court", adult_at_risk("2026-04-01", "P-1", "Sealed"));
  EXPECT_EQ(opened("old-1").schema_version(), 2U);
  const auto erasure = erase(of_person("P-1"));
  EXPECT_EQ(erasure->records_count(), 1U);
  EXPECT_EQ(erasure->open_records_count(), 1U);
  EXPECT_THAT(exported(app::ExportOptions::Format::kJsonLines), HasSubstr("Stored in the open"));
}

}  // namespace
