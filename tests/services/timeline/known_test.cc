#include "timeline/known.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace gwarchod::v1;
using timeline::known_since;

const schema::Day kRecorded = std::chrono::year{2026} / 5 / 5;

std::string since(const Event& event, Agency agency) {
  const auto day = known_since(event, kRecorded, agency);
  return day ? schema::to_string(*day) : "never";
}

Event from(Agency source, const std::string& kind = "Complaint") {
  Event event;
  event.set_kind(kind);
  event.mutable_envelope()->set_occurred_from("2026-03-01");
  event.mutable_envelope()->set_source(source);
  return event;
}

void add_known_to(Event& event, Agency agency, const std::string& day) {
  KnownTo& known = *event.mutable_envelope()->add_known_to();
  known.set_agency(agency);
  known.set_since(day);
}

TEST(ARecord, IsKnownToWhomItComesFromSinceItWasReceived) {
  Event event = from(POLICE);
  EXPECT_EQ(since(event, POLICE), "2026-05-05") << "when it was recorded, if nothing else is said";
  event.mutable_envelope()->set_received_on("2026-04-02");
  EXPECT_EQ(since(event, POLICE), "2026-04-02");
  EXPECT_EQ(since(event, HEALTH_BOARD), "never");
}

TEST(ARecord, IsKnownToWhomItNamesSinceTheDayItGives) {
  Event event = from(POLICE);
  add_known_to(event, HEALTH_BOARD, "2026-03-09");
  add_known_to(event, HEALTH_BOARD, "2026-03-07");
  EXPECT_EQ(since(event, HEALTH_BOARD), "2026-03-07") << "the earliest of them";
  add_known_to(event, POLICE, "2026-03-01");
  EXPECT_EQ(since(event, POLICE), "2026-03-01");
}

TEST(ARecord, IsKnownToWhomItWasRecordedForSinceThen) {
  Event event = from(POLICE);
  event.set_recorded_for(COUNCIL_CONTRACTS);
  EXPECT_EQ(since(event, COUNCIL_CONTRACTS), "2026-05-05");
  EXPECT_EQ(since(event, COUNCIL_COMPLAINTS), "never");
}

TEST(ARecord, OfNobodyInParticularIsKnownToNobody) {
  EXPECT_EQ(since(from(AGENCY_UNSPECIFIED), POLICE), "never");
}

TEST(DecisionsAndCorrections, AreKnownToEveryAgencySinceTheyWereRecorded) {
  for (const char* kind :
       {"StageDecision", "DeEscalation", "Correction", "OccurrencesMerged", "OccurrenceSplit"}) {
    EXPECT_EQ(since(from(COUNCIL_CONTRACTS, kind), POLICE), "2026-05-05") << kind;
    EXPECT_TRUE(timeline::is_known_to_all(from(POLICE, kind)));
  }
  EXPECT_FALSE(timeline::is_known_to_all(from(POLICE)));
}

TEST(TheRegister, IsKnownToEveryAgencySinceTheDayItGives) {
  EXPECT_EQ(since(from(COUNCIL_CONTRACTS, "ProviderRegistered"), POLICE), "2026-03-01");
}

TEST(WhatTheSystemWrote, IsKnownToNoAgency) {
  EXPECT_EQ(since(from(AGENCY_UNSPECIFIED, "SuggestedStageChanged"), POLICE), "never");
}

TEST(ThoseWhoKnew, StandInTheOrderInWhichTheyDid) {
  Event event = from(POLICE);
  event.set_recorded_for(COUNCIL_CONTRACTS);
  add_known_to(event, HEALTH_BOARD, "2026-03-09");
  std::vector<std::string> known;
  for (const KnownTo& one : timeline::known_by(event, kRecorded)) {
    known.push_back(one.since() + " " + Agency_Name(one.agency()));
  }
  EXPECT_THAT(known, testing::ElementsAre("2026-03-09 HEALTH_BOARD", "2026-05-05 COUNCIL_CONTRACTS",
                                          "2026-05-05 POLICE"));
}

}  // namespace
