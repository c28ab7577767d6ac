#include "escalation/sweep.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "services/escalation/support/history.h"
#include "services/escalation/support/occurrences.h"
#include "services/escalation/support/random_records.h"

namespace {

using namespace gwarchod::v1;
using namespace spec;
using escalation::Knowledge;
using escalation::Turn;

/// A history whose events became known on the days said, whatever they say of themselves.
class Known {
 public:
  Known& on(const std::string& learned, const Record& record) {
    events_.push_back(std::make_unique<Event>(record.event()));
    records_.push_back(
        record.called(record.id().empty() ? "e" + std::to_string(events_.size()) : record.id()));
    days_.push_back(day(learned));
    return *this;
  }
  [[nodiscard]] std::vector<Turn> swept(const CompiledPolicy& policy, const std::string& last) {
    std::vector<escalation::Learned> history;
    ids_.clear();
    for (const Record& record : records_) ids_.push_back(record.id());
    for (std::size_t i = 0; i < events_.size(); ++i) {
      history.push_back({{.position = i + 1, .id = ids_[i], .event = events_[i].get()}, days_[i]});
    }
    return escalation::sweep(policy, history, day(last));
  }
  [[nodiscard]] std::string told(const CompiledPolicy& policy, const std::string& last) {
    std::string lines;
    for (const Turn& turn : swept(policy, last)) {
      lines += schema::to_string(turn.day) + " " +
               policy.policy().stages(static_cast<int>(turn.stage)).id();
      for (const auto rule : turn.rules) lines += " " + policy.policy().rules(rule).id();
      lines += turn.position ? " #" + std::to_string(*turn.position) : std::string(" by time");
      lines += "\n";
    }
    return lines;
  }

 private:
  std::vector<std::unique_ptr<Event>> events_;
  std::vector<Record> records_;
  std::vector<std::string> ids_;
  std::vector<Day> days_;
};

const CompiledPolicy& two_in_ten_days() {
  static const CompiledPolicy policy = only_rule(R"(
    id: "two" stage: "enhanced" words { en: "x" cy: "x" }
    count { match { kinds: "Complaint" } at_least: 2 window_days: 10 })");
  return policy;
}

TEST(ASweep, GoesUpWithTheRecordThatDoesItAndDownWithTheDay) {
  Known history;
  history.on("2026-03-01", a<Complaint>().on("2026-03-01"))
      .on("2026-03-05", a<Complaint>().on("2026-03-05"));
  EXPECT_EQ(history.told(two_in_ten_days(), "2026-06-01"),
            "2026-03-05 enhanced two #2\n"
            "2026-03-12 routine by time\n");
}

TEST(ASweep, CountsARecordFromTheDayItBecameKnown) {
  Known history;
  history.on("2026-03-01", a<Complaint>().on("2026-03-01"))
      .on("2026-03-09", a<Complaint>().on("2026-03-05"));
  EXPECT_EQ(history.told(two_in_ten_days(), "2026-06-01"),
            "2026-03-09 enhanced two #2\n"
            "2026-03-12 routine by time\n");
}

TEST(ASweep, TellsNothingOfWhatWasKnownTooLateToCount) {
  Known history;
  history.on("2026-03-01", a<Complaint>().on("2026-03-01"))
      .on("2026-05-09", a<Complaint>().on("2026-03-05"));
  EXPECT_EQ(history.told(two_in_ten_days(), "2026-06-01"), "");
}

TEST(ASweep, ComesDownWithACorrection) {
  Known history;
  history.on("2026-03-01", a<Complaint>().on("2026-03-01"))
      .on("2026-03-05", a<Complaint>().on("2026-03-05").called("wrong"))
      .on("2026-03-07", correction_of("wrong").on("2026-03-07"));
  EXPECT_EQ(history.told(two_in_ten_days(), "2026-06-01"),
            "2026-03-05 enhanced two #2\n"
            "2026-03-07 routine #3\n");
}

TEST(ASweep, ComesDownWhenReportsAreFoundToBeOfOneOccurrence) {
  Known history;
  history.on("2026-03-01", a<Complaint>().on("2026-03-01").called("one"))
      .on("2026-03-05", a<Complaint>().on("2026-03-05").called("other"))
      .on("2026-03-07", merge_of({"one", "other"}).on("2026-03-07"));
  EXPECT_EQ(history.told(two_in_ten_days(), "2026-06-01"),
            "2026-03-05 enhanced two #2\n"
            "2026-03-07 routine #3\n");
}

TEST(ASweep, LeavesOutWhatADayBroughtAndTookBack) {
  Known history;
  history.on("2026-03-01", a<Complaint>().on("2026-03-01"))
      .on("2026-03-05", a<Complaint>().on("2026-03-05").called("wrong"))
      .on("2026-03-05", correction_of("wrong").on("2026-03-05"));
  EXPECT_EQ(history.told(two_in_ten_days(), "2026-06-01"), "");
}

TEST(ASweep, IsOfNothingAfterItsLastDay) {
  Known history;
  history.on("2026-03-01", a<Complaint>().on("2026-03-01"))
      .on("2026-03-05", a<Complaint>().on("2026-03-05"));
  EXPECT_EQ(history.told(two_in_ten_days(), "2026-03-11"), "2026-03-05 enhanced two #2\n");
  EXPECT_EQ(history.told(two_in_ten_days(), "2026-03-04"), "");
}

TEST(ASweep, OfStepDownGoesBackToWhereTheRelapseSays) {
  Known history;
  history.on("2026-03-01", decision("step-down", "2026-03-01").on("2026-03-01"))
      .on("2026-03-05", a<InspectionReport>("findings { finding_kind: PRIORITY_ACTION_NOTICE }")
                            .on("2026-03-05"));
  const auto turns = history.swept(default_policy(), "2026-03-06");
  ASSERT_EQ(turns.size(), 1U);
  EXPECT_EQ(default_policy().policy().stages(static_cast<int>(turns[0].stage)).id(), "escalating");
}

/// What status() says by the day itself: a reason that only stands says so by its policy's words.
std::string by_the_day(const Status& status) {
  std::string stage;
  std::uint32_t level = 0;
  std::set<std::string> rules;
  for (const Reason& reason : status.reasons()) {
    if (reason.words().en().find("nobody has decided on it since)") != std::string::npos) continue;
    const auto name = default_policy().stage(reason.stage());
    if (name.level() > level) {
      level = name.level();
      stage = name.id();
    }
    rules.insert(reason.rule());
  }
  for (const std::string& rule : rules) stage += " " + rule;
  return stage;
}

std::string by_the_turn(const Turn* turn) {
  if (turn == nullptr) return {};
  const Policy& policy = default_policy().policy();
  std::string stage = turn->stage == 0 ? "" : policy.stages(static_cast<int>(turn->stage)).id();
  std::set<std::string> rules;
  for (const auto rule : turn->rules) rules.insert(policy.rules(rule).id());
  for (const std::string& rule : rules) stage += " " + rule;
  return stage;
}

RC_GTEST_PROP(ASweep, SaysOfEachDayWhatTheStatusOfWhatWasKnownByThenSays, ()) {
  const std::vector<Record> records = some_history(30);
  std::vector<Event> events;
  for (const Record& record : records) events.push_back(record.event());
  std::vector<escalation::Learned> history;
  int learned = *rc::gen::inRange(0, 60);
  for (std::size_t i = 0; i < records.size(); ++i) {
    learned += *rc::gen::element(0, 0, 1, 7, 25, 40);
    history.push_back({{.position = i + 1, .id = records[i].id(), .event = &events[i]},
                       kFirst + std::chrono::days{learned}});
  }
  const Day last = kFirst + std::chrono::days{learned + *rc::gen::inRange(0, 400)};
  const std::vector<Turn> turns = escalation::sweep(default_policy(), history, last);
  escalation::Facts facts;
  auto next = history.begin();
  auto turn = turns.begin();
  const Turn* now = nullptr;
  for (Day at = kFirst; at <= last; at += std::chrono::days{1}) {
    bool news = false;
    for (; next != history.end() && next->day <= at; ++next, news = true) {
      escalation::evolve(facts, default_policy(), next->event);
    }
    if (turn != turns.end() && turn->day == at) {
      RC_ASSERT(news || !turn->position);
      RC_ASSERT(by_the_turn(&*turn) != by_the_turn(now));
      now = &*turn++;
    }
    RC_ASSERT(by_the_turn(now) == by_the_day(escalation::status(facts, default_policy(), at)));
  }
  RC_ASSERT(turn == turns.end());
}

// When an event became known.

std::string known(const Event& event, Knowledge knowledge) {
  return schema::to_string(escalation::became_known(event, knowledge));
}

TEST(BecomingKnown, IsTheDayItWasRecordedByWhatWasOnRecord) {
  const Event event =
      a<Complaint>().on("2026-03-01").received("2026-03-03").written_down("2026-03-09").event();
  EXPECT_EQ(known(event, Knowledge::kRecorded), "2026-03-09");
}

TEST(BecomingKnown, IsTheEarliestThatAnyAgencyKnewWhenPooled) {
  Event event =
      a<Complaint>().on("2026-03-01").received("2026-03-05").written_down("2026-03-09").event();
  EXPECT_EQ(known(event, Knowledge::kPooled), "2026-03-05");
  event.mutable_envelope()->add_known_to()->set_since("2026-03-03");
  EXPECT_EQ(known(event, Knowledge::kPooled), "2026-03-03");
}

TEST(BecomingKnown, IsNeverBeforeItHappened) {
  Event event = a<Complaint>().on("2026-03-04").written_down("2026-03-09").event();
  event.mutable_envelope()->add_known_to()->set_since("2026-03-01");
  EXPECT_EQ(known(event, Knowledge::kPooled), "2026-03-04");
}

TEST(BecomingKnown, OfAnImportedRecordIsTheDayItHappenedUnlessItSaysMore) {
  Event event = a<Complaint>().on("2019-03-04", "2019-03-20").written_down("2026-03-09").event();
  event.set_recorded_by("ann");
  EXPECT_EQ(known(event, Knowledge::kPooled), "2026-03-09");
  event.set_recorded_by("system");
  EXPECT_EQ(known(event, Knowledge::kPooled), "2019-03-20");
  EXPECT_EQ(known(event, Knowledge::kRecorded), "2026-03-09");
  event.mutable_envelope()->set_received_on("2019-05-01");
  EXPECT_EQ(known(event, Knowledge::kPooled), "2019-05-01");
}

TEST(InOrderKnown, NothingComesBeforeWhatItBringsUpToDateOrCorrects) {
  const Event first = a<Complaint>().on("2026-03-01").written_down("2026-03-09").event();
  const Event update =
      a<Complaint>().on("2026-03-01").received("2026-03-02").updating("first").event();
  const Event wrong = correction_of("first").on("2026-03-03").received("2026-03-03").event();
  const Event early = a<Complaint>().on("2026-02-01").received("2026-02-02").event();
  const std::vector<escalation::ProviderEvent> stream{
      {1, "first", &first}, {2, "update", &update}, {3, "wrong", &wrong}, {4, "early", &early}};
  std::string order;
  for (const auto& learned : escalation::in_order_known(stream, Knowledge::kPooled)) {
    order += std::string(learned.event.id) + " " + schema::to_string(learned.day) + "\n";
  }
  EXPECT_EQ(order,
            "early 2026-02-02\n"
            "first 2026-03-09\n"
            "update 2026-03-09\n"
            "wrong 2026-03-09\n");
}

}  // namespace
