#include <gmock/gmock.h>

#include <random>

#include "support/authority.h"

/// What the record said then, and what an agency knew of it.
namespace {

using namespace authority;
using namespace gwarchod::v1;
using app::Selection;

class TwoTimes : public Authority {
 protected:
  TwoTimes() { enrol("rose-court"); }

  std::uint64_t must_record_at(const RecordRequest& request) {
    const auto recorded = record("rose-court", request);
    EXPECT_TRUE(recorded.has_value()) << recorded.error().DebugString();
    return recorded ? recorded->position() : 0;
  }
  [[nodiscard]] Status status(const Selection& selection = {}) const {
    const auto found = tracker->status(officer(), "rose-court", selection);
    EXPECT_TRUE(found.has_value());
    return found ? *found : Status{};
  }
  [[nodiscard]] std::vector<std::string> days_of(const Selection& selection,
                                                 std::size_t limit = 50) const {
    std::vector<std::string> days;
    std::uint64_t before = 0;
    do {
      const auto page =
          tracker->timeline(officer(), "rose-court", {.before = before, .limit = limit}, selection);
      EXPECT_TRUE(page.has_value());
      for (const TimelineItem& item : page->items()) {
        if (item.kind() == "Complaint") days.push_back(item.occurred_from());
      }
      before = page->next().empty() ? 0 : std::stoull(page->next());
    } while (before != 0);
    return days;
  }
};

RecordRequest known_by(RecordRequest request, Agency agency, const std::string& since) {
  KnownTo& known = *request.mutable_envelope()->add_known_to();
  known.set_agency(agency);
  known.set_since(since);
  return request;
}

/// Recorded by an officer of safeguarding on 1 May, as every one of these is, unless the clock
/// moves.
TEST_F(TwoTimes, AsOfNowIsTheStatus) {
  must_record_at(complaint("2026-03-12"));
  must_record_at(complaint("2026-04-30"));
  const std::string now = status().SerializeAsString();
  EXPECT_EQ(status({.as_of = day("2026-05-01")}).SerializeAsString(), now);
  EXPECT_EQ(status({.known_at = tracker->position()}).SerializeAsString(), now);
  EXPECT_EQ(status({.known_on = day("2026-05-01")}).SerializeAsString(), now);
}

TEST_F(TwoTimes, ADayStandsForTheLastPositionRecordedOnIt) {
  clock.set(day("2026-05-02"), std::chrono::hours{22});
  must_record_at(complaint("2026-03-12"));
  clock.set(day("2026-05-02"), std::chrono::hours{23});  // 3 May in the United Kingdom
  must_record_at(complaint("2026-04-30"));
  EXPECT_EQ(status({.known_on = day("2026-05-02")}).suggested().number(), "0");
  EXPECT_EQ(status({.known_on = day("2026-05-03")}).suggested().number(), "1");
  EXPECT_EQ(status({.known_on = day("2026-05-02")}).as_of(), "2026-05-02") << "read on that day";
  EXPECT_EQ(status({.as_of = day("2026-05-03"), .known_on = day("2026-05-02")}).as_of(),
            "2026-05-03");
  EXPECT_EQ(
      tracker->status(officer(), "rose-court", {.known_on = day("2026-04-30")}).error().code(),
      "not-known-then");
}

TEST_F(TwoTimes, AnAgencyKnowsWhatItSentWhatNamesItAndWhatWasRecordedForIt) {
  RecordRequest sent = complaint("2026-03-12");
  sent.mutable_envelope()->set_source(HEALTH_BOARD);
  must_record_at(sent);
  must_record_at(known_by(complaint("2026-04-30"), HEALTH_BOARD, "2026-05-01"));
  EXPECT_EQ(status({.known_to = HEALTH_BOARD}).suggested().number(), "1");
  EXPECT_EQ(status({.known_to = HEALTH_BOARD}).known_to(), "HEALTH_BOARD");
  EXPECT_EQ(status({.known_to = POLICE}).suggested().number(), "0");
  EXPECT_EQ(status({.known_to = COUNCIL_SAFEGUARDING}).suggested().number(), "1");
  EXPECT_THAT(days_of({.known_to = POLICE}), testing::IsEmpty());
  EXPECT_THAT(days_of({.known_to = HEALTH_BOARD}),
              testing::ElementsAre("2026-04-30", "2026-03-12"));
}

TEST_F(TwoTimes, WhatAnAgencyKnewOnADayIsReadFromAllThatIsRecordedToThisDay) {
  must_record_at(known_by(complaint("2026-03-12"), HEALTH_BOARD, "2026-03-14"));
  must_record_at(known_by(complaint("2026-03-20"), HEALTH_BOARD, "2026-04-02"));
  const auto number = [&](const std::string& on) {
    return status({.as_of = day(on), .known_to = HEALTH_BOARD}).suggested().number();
  };
  EXPECT_EQ(number("2026-04-01"), "0");
  EXPECT_EQ(number("2026-04-02"), "1") << "both were written down in May";
  EXPECT_THAT(days_of({.as_of = day("2026-04-01"), .known_to = HEALTH_BOARD}),
              testing::ElementsAre("2026-03-12"));
  EXPECT_EQ(tracker
                ->status(officer(), "rose-court",
                         {.known_on = day("2026-04-02"), .known_to = HEALTH_BOARD})
                .error()
                .code(),
            "not-known-then")
      << "nothing was on record then";
}

TEST_F(TwoTimes, EveryAgencyKnowsDecisionsAndCorrections) {
  const std::string first =
      must_record("rose-court", known_by(complaint("2026-03-12"), POLICE, "2026-03-12"));
  must_record_at(known_by(complaint("2026-04-30"), POLICE, "2026-04-30"));
  EXPECT_EQ(status({.known_to = POLICE}).suggested().number(), "1");
  must_record_at(decision("2026-05-01", "escalating"));
  must_record_at(
      request_of("Correction", "2026-05-01",
                 R"({"reason":"DUPLICATE","authorisedBy":"M","corrects":")" + first + "\"}"));
  EXPECT_EQ(status({.known_to = POLICE}).decided().id(), "escalating");
  EXPECT_EQ(status({.known_to = POLICE}).suggested().number(), "0");
}

TEST_F(TwoTimes, AStatusListsADecisionThatStoodOnWhatWasCorrectedOnceThatWasKnown) {
  const std::string first = must_record("rose-court", complaint("2026-03-12"));
  must_record_at(complaint("2026-04-30"));
  must_record_at(decision("2026-05-01", "enhanced"));
  const std::uint64_t before = tracker->position();
  must_record_at(
      request_of("Correction", "2026-05-01",
                 R"({"reason":"DUPLICATE","authorisedBy":"M","corrects":")" + first + "\"}"));
  ASSERT_EQ(status().decisions_to_review_size(), 1);
  EXPECT_EQ(status().decisions_to_review(0).corrected(0).event_id(), first);
  EXPECT_EQ(status({.known_at = before}).decisions_to_review_size(), 0);
}

TEST_F(TwoTimes, ATimelineOfThenKnowsNothingOfWhatCameLater) {
  const std::uint64_t first = must_record_at(complaint("2026-03-12"));
  const auto id =
      store
          ->read_log(eventstore::Position{first}, 1, eventstore::EventStore::Direction::kForward)[0]
          .id;
  must_record_at(
      request_of("Correction", "2026-05-01",
                 R"({"reason":"DUPLICATE","authorisedBy":"M","corrects":")" + id + "\"}"));
  const auto then = tracker->timeline(officer(), "rose-court", {.limit = 50}, {.known_at = first});
  ASSERT_EQ(then->items_size(), 2);
  EXPECT_EQ(then->items(0).corrected_by(), "") << "it was corrected later";
  const auto now =
      tracker->timeline(officer(), "rose-court", {.limit = 50}, {.as_of = day("2026-05-01")});
  ASSERT_EQ(now->items_size(), 3);
  EXPECT_NE(now->items(1).corrected_by(), "");
}

TEST_F(TwoTimes, ATimelineOfThenPagesWithoutAGap) {
  for (int i = 1; i <= 6; ++i) {
    RecordRequest request = complaint("2026-04-0" + std::to_string(i));
    if (i % 2 == 0) request.mutable_envelope()->set_source(POLICE);
    must_record_at(request);
  }
  EXPECT_THAT(days_of({.known_to = POLICE}, 1),
              testing::ElementsAre("2026-04-06", "2026-04-04", "2026-04-02"));
}

TEST_F(TwoTimes, TheBoardStandsAsItStoodThen) {
  must_record_at(complaint("2026-03-12"));
  must_record_at(complaint("2026-04-30"));
  clock.set(day("2026-05-04"));
  enrol("lily-lodge", "Lily Lodge");
  const Board then = tracker->board(reader(), {.known_on = day("2026-05-01")});
  ASSERT_EQ(then.rows_size(), 1);
  EXPECT_EQ(then.as_of(), "2026-05-01");
  EXPECT_EQ(then.rows(0).suggested().number(), "1");
  EXPECT_EQ(tracker->board(reader(), {.known_on = day("2026-04-30")}).rows_size(), 0);
  EXPECT_EQ(tracker->board(reader(), {.known_to = POLICE}).rows(1).suggested().number(), "0");
  EXPECT_EQ(tracker->board(reader()).rows_size(), 2);
}

TEST_F(TwoTimes, KnownAtAPositionSaysExactlyWhatWasSaidThen) {
  std::vector<Status> said;
  const std::vector<std::string> stages{"routine", "enhanced", "escalating"};
  std::vector<std::string> ids;
  std::mt19937 random(20261122);  // the same history at each run
  for (int i = 0; i < 60; ++i) {
    clock.pass(std::chrono::hours{24 * static_cast<int>(random() % 9)});
    tracker->catch_up();
    const std::string today = schema::to_string(tracker->today());
    RecordRequest request = complaint(today);
    if (random() % 6 == 0) request = decision(today, stages[random() % 3]);
    if (random() % 5 == 0 && !ids.empty()) {
      request = request_of("Correction", today,
                           R"({"reason":"DUPLICATE","authorisedBy":"M","corrects":")" +
                               ids[random() % ids.size()] + "\"}");
    }
    ids.push_back(must_record("rose-court", request));
    said.push_back(status());
  }
  for (const Status& then : said) {
    const Selection selection{.as_of = day(then.as_of()), .known_at = then.position()};
    EXPECT_EQ(status(selection).SerializeAsString(), then.SerializeAsString());
  }
  restart();
  for (const Status& then : said) {
    const Selection selection{.as_of = day(then.as_of()), .known_at = then.position()};
    EXPECT_EQ(status(selection).SerializeAsString(), then.SerializeAsString()) << "after a restart";
  }
}

TEST_F(TwoTimes, AMergedOccurrenceShowsItsSources) {
  RecordRequest other = complaint("2026-04-02");
  other.mutable_envelope()->set_source(POLICE);
  const std::string first = must_record("rose-court", complaint("2026-04-01"));
  const std::string second = must_record("rose-court", other);
  const std::uint64_t before = tracker->position();
  must_record_at(request_of(
      "OccurrencesMerged", "2026-05-01",
      R"({"why":"One fall.","decidedBy":"M","records":[")" + first + "\",\"" + second + "\"]}"));
  const auto told = [&](const Selection& selection) {
    const auto page = tracker->timeline(officer(), "rose-court", {.limit = 50}, selection);
    for (const TimelineItem& item : page->items()) {
      if (item.event_id() != first) continue;
      for (const ShownField& field : item.fields()) {
        if (field.field() == "sameOccurrence") return field;
      }
    }
    return ShownField{};
  };
  EXPECT_EQ(told({}).value().en(),
            "2 reports of one occurrence; agencies: 2 (Council: complaints, Police)");
  ASSERT_EQ(told({}).parts_size(), 2);
  EXPECT_EQ(told({}).parts(1).field(), second);
  EXPECT_EQ(told({.known_at = before}).value().en(), "");
}

TEST(ASelection, IsReadFromTexts) {
  const auto read = app::read_selection("2026-03-12", "2026-05-03", "health-board");
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->as_of, day("2026-03-12"));
  EXPECT_EQ(read->known_on, day("2026-05-03"));
  EXPECT_EQ(read->known_to, HEALTH_BOARD);
  EXPECT_EQ(app::read_selection("", "17", "POLICE")->known_at, 17U);
  EXPECT_TRUE(app::read_selection("", "", "")->is_now());
}

TEST(ASelection, IsRefusedByTheNameOfWhatIsWrong) {
  const auto refused = [](const char* as_of, const char* known_at, const char* known_to) {
    const auto read = app::read_selection(as_of, known_at, known_to);
    return read ? "nothing" : read.error().field();
  };
  EXPECT_EQ(refused("yesterday", "", ""), "as_of");
  EXPECT_EQ(refused("", "2026-02-30", ""), "as_known_at");
  EXPECT_EQ(refused("", "-3", ""), "as_known_at");
  EXPECT_EQ(refused("", "", "the-press"), "known_to");
  EXPECT_EQ(refused("", "", "AGENCY_UNSPECIFIED"), "known_to");
}

}  // namespace
