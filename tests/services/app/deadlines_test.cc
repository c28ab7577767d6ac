#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/calendar_text.h"
#include "services/app/support/authority.h"

/// What is due over all providers, and each person's calendar of it.
namespace {

using authority::Authority;
using authority::complaint;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

class Deadlines : public Authority {
 protected:
  std::vector<std::string> due(const app::DeadlineQuery& query) const {
    const auto found = tracker->deadlines(authority::officer(), query);
    std::vector<std::string> told;
    for (const auto& one : found->deadlines()) {
      told.push_back(one.provider() + " " + one.clock() + " " + one.due());
    }
    return told;
  }
};

TEST_F(Deadlines, AreOfEveryProviderTheMostOverdueFirst) {
  enrol("rose-court");
  enrol("elm-house");
  must_record("elm-house", complaint("2026-04-30"));
  must_record("rose-court", complaint("2026-04-28"));
  const auto all = due({.owner = gwarchod::v1::COUNCIL_COMPLAINTS});
  EXPECT_EQ(all, (std::vector<std::string>{"rose-court acknowledge-complaint 2026-04-30",
                                           "elm-house acknowledge-complaint 2026-05-05"}))
      << "the 4th of May is a bank holiday";
  EXPECT_EQ(due({.owner = gwarchod::v1::COUNCIL_COMPLAINTS, .overdue_only = true}).size(), 1U);
  EXPECT_EQ(due({.provider = "elm-house", .owner = gwarchod::v1::COUNCIL_COMPLAINTS}).size(), 1U);
}

TEST_F(Deadlines, OfAProviderNobodyKnowsAreRefused) {
  const auto refused = tracker->deadlines(authority::officer(), {.provider = "nowhere"});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code(), "unknown-provider");
}

TEST_F(Deadlines, TellHowManyThereAreWhenFewerAreAskedFor) {
  enrol("rose-court");
  for (const char* on : {"2026-04-27", "2026-04-28", "2026-04-29"}) {
    must_record("rose-court", complaint(on));
  }
  const auto found = tracker->deadlines(authority::officer(),
                                        {.owner = gwarchod::v1::COUNCIL_COMPLAINTS, .limit = 2});
  EXPECT_EQ(found->deadlines_size(), 2);
  EXPECT_EQ(found->total(), 3U);
}

TEST_F(Deadlines, AreOnTheBoardAndRollWithTheDay) {
  enrol("rose-court");
  must_record("rose-court", complaint("2026-05-01"));
  tracker->catch_up();
  const auto before = row("rose-court");
  clock.set(authority::day("2026-05-07"));
  tracker->catch_up();
  EXPECT_EQ(row("rose-court").overdue_count(), before.overdue_count() + 1);
  EXPECT_EQ(row("rose-court").next_due(), "2026-05-06");
}

class Calendars : public Deadlines {
 protected:
  app::Caller somebody() {
    const auto signed_in = tracker->demo_sign_in([] {
      gwarchod::v1::DemoSignInRequest request;
      request.set_role(gwarchod::v1::OFFICER);
      return request;
    }());
    return *tracker->caller_of(signed_in->token);
  }
  Calendars() {
    settings.demonstration = true;
    restart();
  }
};

TEST_F(Calendars, HoldWhatTheAccountRecordedAndItsAgencyOwns) {
  const app::Caller officer = somebody();
  enrol("rose-court");
  ASSERT_TRUE(record("rose-court", complaint("2026-04-28"), {}, officer).has_value());
  tracker->catch_up();
  const auto token = tracker->make_calendar_link(officer);
  ASSERT_TRUE(token.has_value()) << token.error().DebugString();
  const auto calendar = tracker->calendar(*token);
  ASSERT_TRUE(calendar.has_value());
  const std::string text =
      app::calendar_text(*calendar, "Bro", "https://here", app::Language::kEnglish);
  EXPECT_THAT(text, HasSubstr("BEGIN:VCALENDAR\r\n"));
  EXPECT_THAT(text, HasSubstr("DTSTART;VALUE=DATE:20260430\r\n"));
  EXPECT_THAT(text, HasSubstr("OVERDUE: Acknowledge the complaint: Rose Court"));
  EXPECT_THAT(text, HasSubstr("DTSTAMP:20260501T000000Z\r\n"));
}

TEST_F(Calendars, AreAtTheirLatestAddressAlone) {
  const app::Caller officer = somebody();
  const auto first = tracker->make_calendar_link(officer);
  const auto second = tracker->make_calendar_link(officer);
  EXPECT_FALSE(tracker->calendar(*first).has_value());
  EXPECT_TRUE(tracker->calendar(*second).has_value());
  EXPECT_FALSE(tracker->calendar("").has_value());
  restart();
  EXPECT_TRUE(tracker->calendar(*second).has_value());
}

TEST_F(Calendars, AreNotAnEndedAccounts) {
  const app::Caller officer = somebody();
  const auto token = tracker->make_calendar_link(officer);
  ASSERT_TRUE(tracker->disable_account(authority::administrator(), officer.account, "left"));
  EXPECT_FALSE(tracker->calendar(*token).has_value());
}

}  // namespace
