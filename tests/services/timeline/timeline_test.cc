#include "timeline/timeline.h"

#include <gtest/gtest.h>

#include "gwarchod/v1/records.pb.h"

namespace {

using namespace gwarchod::v1;
using timeline::Entry;
using timeline::Links;

Entry entry_of(const std::string& id, const google::protobuf::Message& body) {
  Entry entry;
  entry.position = 7;
  entry.version = 3;
  entry.id = id;
  entry.recorded = schema::Instant{std::chrono::milliseconds{1'700'000'000'123}};
  entry.event.set_kind(body.GetDescriptor()->name());
  entry.event.set_recorded_by("mari");
  entry.event.set_body(body.SerializeAsString());
  Envelope& envelope = *entry.event.mutable_envelope();
  envelope.set_occurred_from("2026-03-12");
  envelope.set_source(POLICE);
  envelope.add_themes(MEDICATION);
  envelope.set_severity(SERIOUS);
  envelope.set_summary("Mr B. was given the wrong tablets.");
  envelope.add_people("person-17");
  return entry;
}

Entry complaint(const std::string& id) {
  Complaint body;
  body.set_stage(LOCAL_RESOLUTION);
  body.set_complainant("A daughter");
  return entry_of(id, body);
}

Entry correction(const std::string& id, const std::string& of) {
  Correction body;
  body.set_corrects(of);
  body.set_reason(ENTERED_IN_ERROR);
  body.set_authorised_by("The manager");
  return entry_of(id, body);
}

const ShownField* find(const TimelineItem& item, const std::string& field) {
  for (const ShownField& shown : item.fields()) {
    if (shown.field() == field) return &shown;
  }
  return nullptr;
}

class ATimelineItem : public testing::Test {
 protected:
  schema::Schema schema;
  Links links;
};

TEST_F(ATimelineItem, SaysWhatWasRecordedInBothLanguages) {
  const TimelineItem item = timeline::item(complaint("e1"), links, schema, P3);
  EXPECT_EQ(item.event_id(), "e1");
  EXPECT_EQ(item.position(), 7U);
  EXPECT_EQ(item.version(), 3U);
  EXPECT_EQ(item.kind(), "Complaint");
  EXPECT_EQ(item.kind_name().en(), "Complaint");
  EXPECT_EQ(item.kind_name().cy(), "Cwyn");
  EXPECT_EQ(item.strand(), COMPLAINTS);
  EXPECT_TRUE(item.concern());
  EXPECT_FALSE(item.system());
  EXPECT_EQ(item.occurred_from(), "2026-03-12");
  EXPECT_EQ(item.recorded_unix_ms(), 1'700'000'000'123);
  EXPECT_EQ(item.recorded_by(), "mari");
  EXPECT_EQ(item.severity(), SERIOUS);
  EXPECT_EQ(item.source().value(), "POLICE");
  EXPECT_EQ(item.source().text().cy(), "Heddlu");
  ASSERT_EQ(item.themes_size(), 1);
  EXPECT_EQ(item.themes(0).text().en(), "medication");
  EXPECT_NE(item.line().en(), "");
  ASSERT_NE(find(item, "complainant"), nullptr);
  EXPECT_EQ(find(item, "complainant")->value().en(), "A daughter");
  ASSERT_NE(find(item, "envelope.summary"), nullptr);
  EXPECT_FALSE(find(item, "envelope.summary")->withheld());
}

TEST_F(ATimelineItem, WithholdsWhatIsAboveTheReader) {
  const TimelineItem item = timeline::item(complaint("e1"), links, schema, P1);
  ASSERT_NE(find(item, "complainant"), nullptr);
  EXPECT_TRUE(find(item, "complainant")->withheld());
  EXPECT_EQ(find(item, "complainant")->value().en(), "");
  EXPECT_TRUE(find(item, "envelope.summary")->withheld());
  EXPECT_TRUE(find(item, "envelope.people")->withheld());
  EXPECT_EQ(item.DebugString().find("daughter"), std::string::npos);
  EXPECT_EQ(item.DebugString().find("tablets"), std::string::npos);
  EXPECT_EQ(item.DebugString().find("person-17"), std::string::npos);
}

TEST_F(ATimelineItem, TellsWhoKnewAndSinceWhen) {
  Entry entry = complaint("e1");
  KnownTo& known = *entry.event.mutable_envelope()->add_known_to();
  known.set_agency(HEALTH_BOARD);
  known.set_since("2023-10-02");
  const TimelineItem told = timeline::item(entry, links, schema, P1);
  ASSERT_NE(find(told, "knownSince"), nullptr);
  EXPECT_EQ(find(told, "knownSince")->value().en(),
            "Local Health Board, since 2 October 2023; Police, since 14 November 2023");
  EXPECT_EQ(find(told, "knownSince")->value().cy(),
            "Bwrdd Iechyd Lleol, ers 2 Hydref 2023; Heddlu, ers 14 Tachwedd 2023");
  const TimelineItem all = timeline::item(correction("e2", "e1"), links, schema, P1);
  EXPECT_EQ(find(all, "knownSince")->value().en(), "Every agency, since 14 November 2023");
}

TEST_F(ATimelineItem, DoesNotRepeatAmongItsFieldsWhatItHasAPlaceFor) {
  const TimelineItem item = timeline::item(complaint("e1"), links, schema, P3);
  EXPECT_EQ(find(item, "envelope.themes"), nullptr);
  EXPECT_EQ(find(item, "envelope.occurredFrom"), nullptr);
}

TEST_F(ATimelineItem, NamesTheVersionThatFollowed) {
  Entry later = complaint("e2");
  later.event.mutable_envelope()->set_updates("e1");
  timeline::evolve(links, "e2", later.event);
  EXPECT_EQ(timeline::item(complaint("e1"), links, schema, P1).updated_by(), "e2");
  EXPECT_EQ(timeline::item(later, links, schema, P1).updates(), "e1");
  EXPECT_EQ(timeline::touched_by(later.event), "e1");
}

TEST_F(ATimelineItem, NamesItsCorrectionUntilThatIsCorrectedToo) {
  const Entry first = correction("e2", "e1");
  timeline::evolve(links, "e2", first.event);
  timeline::evolve(links, "e2", first.event);
  EXPECT_EQ(timeline::item(complaint("e1"), links, schema, P1).corrected_by(), "e2");
  timeline::evolve(links, "e3", correction("e3", "e2").event);
  EXPECT_EQ(timeline::item(complaint("e1"), links, schema, P1).corrected_by(), "");
  EXPECT_EQ(timeline::item(first, links, schema, P1).corrected_by(), "e3");
  timeline::evolve(links, "e4", correction("e4", "e1").event);
  EXPECT_EQ(timeline::item(complaint("e1"), links, schema, P1).corrected_by(), "e4");
}

TEST_F(ATimelineItem, OfAKindThatIsNotKnownShowsItsName) {
  Entry entry = complaint("e1");
  entry.event.set_kind("FireSafetyVisit");
  const TimelineItem item = timeline::item(entry, links, schema, P3);
  EXPECT_EQ(item.kind_name().en(), "FireSafetyVisit");
  EXPECT_EQ(find(item, "complainant"), nullptr);
}

}  // namespace
