#include <gmock/gmock.h>

#include <map>

#include "schema/json.h"
#include "support/authority.h"

namespace {

using namespace authority;
using namespace gwarchod::v1;
using app::ProjectionState;

/// Forgets nothing but how far it is: what a crash leaves, when nothing was kept since.
struct Kept {
  std::vector<eventstore::EventStore::SideValue> values;
};

class AProjection : public Authority {
 protected:
  [[nodiscard]] Kept kept() const {
    Kept kept;
    store->scan_side("projection/", [&](std::string_view key, std::string_view value) {
      kept.values.push_back({std::string(key), std::string(value)});
    });
    return kept;
  }
  /// A crash just after `before` was kept: the log has gone on, what is kept has not.
  void crash_back_to(const Kept& before) {
    tracker.reset();
    store->clear_side("projection/");
    store->put_side(before.values, false);
    restart();
  }
  void forget_what_was_kept() {
    tracker.reset();
    store->clear_side("projection/");
    restart();
  }
  void some_history() {
    for (const char* id : {"rose-court", "lily-lodge", "oak-house"}) enrol(id);
    for (int day = 1; day < 28; ++day) {
      const std::string on = "2026-04-" + std::string(day < 10 ? "0" : "") + std::to_string(day);
      record(day % 3 == 0 ? "rose-court" : "lily-lodge", complaint(on));
    }
    record("rose-court", decision("2026-04-28", "enhanced"));
  }
  void correct(const std::string& provider, const std::string& event_id) {
    record(provider, request_of("Correction", "2026-05-01",
                                R"({"reason":"DUPLICATE","authorisedBy":"Manager","corrects":")" +
                                    event_id + "\"}"));
  }
  [[nodiscard]] std::string board() const { return schema::to_json(tracker->board(reader())); }
  [[nodiscard]] ProjectionState state(const std::string& name) const {
    for (const ProjectionState& one : tracker->projections()) {
      if (one.name == name) return one;
    }
    ADD_FAILURE() << "no projection " << name;
    return {};
  }
  void expect_equal_to_a_rebuild() {
    for (const char* name : {"board", "accounts", "policies"}) {
      const app::Rebuilt rebuilt = tracker->rebuild(name, true);
      EXPECT_TRUE(rebuilt.equal) << name << ": " << testing::PrintToString(rebuilt.differing);
      EXPECT_EQ(rebuilt.fault, "");
      EXPECT_EQ(rebuilt.position, store->last_position().value());
    }
  }
  /// Bytes that are no Event, in the stream.
  std::uint64_t poison(const std::string& stream) {
    eventstore::Commit commit;
    commit.writes.push_back({eventstore::StreamId{stream},
                             eventstore::ExpectedVersion::any(),
                             {{.id = "poison-" + stream, .type = "Complaint", .payload = "\xff"}}});
    return store->append_and_wait(std::move(commit))->last.value();
  }
  /// More than is read of the log at once, and none of it of a provider.
  void much_else() {
    constexpr int kEvents = 20'000;
    eventstore::Commit commit;
    commit.writes.push_back(
        {eventstore::StreamId{"else/where"}, eventstore::ExpectedVersion::any(), {}});
    for (int number = 0; number < kEvents; ++number) {
      commit.writes.front().events.push_back(
          {.id = "else-" + std::to_string(number), .type = "Else", .payload = ""});
    }
    ASSERT_TRUE(store->append_and_wait(std::move(commit)).has_value());
  }
  /// The log without what comes after the position; nothing is kept beside it.
  [[nodiscard]] std::unique_ptr<eventstore::EventStore> log_up_to(std::uint64_t position) const {
    auto cut = eventstore::make_memory_store(clock);
    store->scan(eventstore::Position{1}, [&](const eventstore::StoredEvent& stored) {
      if (stored.position.value() > position) return false;
      eventstore::Commit commit;
      commit.writes.push_back(
          {stored.stream,
           eventstore::ExpectedVersion::any(),
           {{.id = stored.id, .type = stored.type, .payload = stored.payload}}});
      EXPECT_EQ(cut->append_and_wait(std::move(commit))->last, stored.position);
      return true;
    });
    return cut;
  }
  /// Every row of the board of one who only reads the log up to the position.
  [[nodiscard]] std::map<std::string, std::string> rows_up_to(std::uint64_t position) const {
    const auto cut = log_up_to(position);
    app::Settings reads = settings;
    reads.read_only = true;
    app::Tracker other(*cut, *keys, schema, clock, *ids, reads);
    other.catch_up();
    return rows_of(other);
  }
  [[nodiscard]] static std::map<std::string, std::string> rows_of(const app::Tracker& tracker) {
    std::map<std::string, std::string> rows;
    const Board board = tracker.board(reader());
    for (const BoardRow& row : board.rows()) {
      rows.emplace(row.provider(), schema::to_json(row));
    }
    return rows;
  }
};

TEST_F(AProjection, GoesOnFromWhatWasKeptAfterARestart) {
  some_history();
  const std::string before = board();
  restart();
  EXPECT_EQ(board(), before);
  EXPECT_EQ(state("board").position, store->last_position().value());
  expect_equal_to_a_rebuild();
}

TEST_F(AProjection, IsReadFromItsStateAndNotFromTheLog) {
  some_history();
  tracker.reset();
  // What is kept says otherwise than the log: so it is what was read.
  std::vector<eventstore::EventStore::SideValue> changed;
  store->scan_side("projection/board/", [&](std::string_view key, std::string_view value) {
    std::string text(value);
    const auto at = text.find("Rose Court");
    if (key.ends_with("entry/rose-court") && at != std::string::npos) {
      changed.push_back({std::string(key), text.replace(at, 10, "Rose Caurt")});
    }
  });
  ASSERT_EQ(changed.size(), 1U);
  store->put_side(changed, false);
  restart();
  EXPECT_EQ(row("rose-court").name(), "Rose Caurt");
  const app::Rebuilt rebuilt = tracker->rebuild("board", true);
  EXPECT_FALSE(rebuilt.equal);
  EXPECT_THAT(rebuilt.differing, testing::ElementsAre("rose-court"));
  EXPECT_FALSE(rebuilt.replaced);
}

TEST_F(AProjection, RebuiltTakesThePlaceOfTheOneThatStood) {
  some_history();
  const std::string before = board();
  const app::Rebuilt rebuilt = tracker->rebuild("board", false);
  EXPECT_TRUE(rebuilt.equal);
  EXPECT_TRUE(rebuilt.replaced);
  EXPECT_EQ(rebuilt.entries, 3U);
  EXPECT_EQ(board(), before);
  restart();
  EXPECT_EQ(board(), before);
}

TEST_F(AProjection, KilledBetweenTheLogAndItsCheckpointCountsEachEventOnce) {
  some_history();
  tracker->keep();
  const Kept before = kept();
  const auto written = record("oak-house", complaint("2026-04-20"));
  record("oak-house", complaint("2026-04-21"));
  correct("oak-house", written->event_id());
  ASSERT_TRUE(tracker
                  ->add_account(administrator(),
                                [] {
                                  AddAccountRequest request;
                                  request.set_account("new");
                                  request.set_name("New");
                                  request.set_role(READ_ONLY);
                                  request.set_agency(POLICE);
                                  return request;
                                }())
                  .has_value());
  const std::string shown = board();
  const auto last = store->last_position();
  crash_back_to(before);
  EXPECT_EQ(board(), shown);
  EXPECT_EQ(row("oak-house").records_count(), 4U);
  EXPECT_EQ(store->last_position(), last) << "replaying records nothing";
  expect_equal_to_a_rebuild();
}

TEST_F(AProjection, KilledBeforeAnythingWasKeptIsBuiltFromTheLog) {
  some_history();
  const std::string shown = board();
  forget_what_was_kept();
  EXPECT_EQ(board(), shown);
  expect_equal_to_a_rebuild();
}

TEST_F(AProjection, KeptOnAnotherDayRollsToToday) {
  some_history();
  tracker->keep();
  const Kept before = kept();
  clock.set(day("2026-08-15"));
  crash_back_to(before);
  EXPECT_EQ(tracker->board(reader()).as_of(), "2026-08-15");
  EXPECT_EQ(row("lily-lodge").concerns_90_days(), 0U);
  expect_equal_to_a_rebuild();
}

TEST_F(AProjection, OfALongHistoryGoesOnFromItsSnapshot) {
  enrol("rose-court");
  for (int i = 0; i < 100; ++i) record("rose-court", complaint("2026-03-12"));
  tracker->keep();
  bool has_snapshot = false;
  store->scan_side("projection/board/", [&](std::string_view key, std::string_view) {
    has_snapshot = has_snapshot || key.ends_with("sheet/rose-court");
  });
  EXPECT_TRUE(has_snapshot);
  restart();
  record("rose-court", complaint("2026-04-30"));
  EXPECT_EQ(row("rose-court").records_count(), 102U);
  expect_equal_to_a_rebuild();
}

TEST_F(AProjection, ThatCannotTakeAnEventInStopsAloneAndSaysWhere) {
  some_history();
  const std::uint64_t at = poison("provider/rose-court");
  record("lily-lodge", complaint("2026-04-30"));
  const ProjectionState stopped = state("board");
  EXPECT_EQ(stopped.stopped_at, at);
  EXPECT_EQ(stopped.position, at - 1);
  EXPECT_NE(stopped.why, "");
  EXPECT_EQ(tracker->board(reader()).stopped_at(), at);
  EXPECT_EQ(row("lily-lodge").records_count(), 19U) << "as of before it";

  EXPECT_FALSE(state("accounts").stopped_at);
  EXPECT_EQ(state("accounts").position, store->last_position().value());
  EXPECT_TRUE(record("lily-lodge", complaint("2026-04-30")).has_value()) << "commands go on";
  const auto timeline = tracker->timeline(officer(), "rose-court", {.limit = 5});
  ASSERT_TRUE(timeline.has_value());
  EXPECT_EQ(timeline->items(0).position(), at);
  EXPECT_TRUE(tracker->provider(officer(), "rose-court").has_value());
  EXPECT_TRUE(tracker->status(officer(), "rose-court", {.as_of = day("2026-04-01")}).has_value());
}

TEST_F(AProjection, ThatStoppedProposesNothingForTheLog) {
  some_history();
  poison("provider/rose-court");
  tracker->catch_up();
  const auto last = store->last_position();
  for (const char* on : {"2027-08-15", "2027-08-16"}) {  // by then nobody has been visited for long
    clock.set(day(on));
    tracker->catch_up();
    EXPECT_EQ(store->last_position(), last) << on;
  }
}

TEST_F(AProjection, ThatStoppedTriesAgainAtTheNextStart) {
  some_history();
  const std::uint64_t at = poison("provider/rose-court");
  tracker->catch_up();
  restart();
  EXPECT_EQ(state("board").stopped_at, at);
  EXPECT_EQ(state("policies").position, store->last_position().value());
  forget_what_was_kept();
  EXPECT_EQ(state("board").stopped_at, at);
  EXPECT_EQ(state("board").position, at - 1);
  EXPECT_NE(tracker->rebuild("board", true).position, store->last_position().value());
}

// Providers are folded side by side, so that some are past the event before it is found.
TEST_F(AProjection, BuiltFromTheLogStopsEveryProviderBeforeTheEventThatCannotBeTakenIn) {
  some_history();
  much_else();
  record("oak-house", complaint("2026-04-20"));
  const std::uint64_t at = poison("provider/rose-court");
  for (const char* id : {"oak-house", "lily-lodge", "rose-court"}) {
    ASSERT_TRUE(record(id, complaint("2026-04-30")).has_value()) << id;
  }
  ASSERT_TRUE(enrol("elm-view").has_value());
  forget_what_was_kept();

  EXPECT_EQ(state("board").stopped_at, at);
  EXPECT_EQ(state("board").position, at - 1);
  EXPECT_THAT(state("board").why, testing::HasSubstr(std::to_string(at)));
  EXPECT_EQ(rows_of(*tracker), rows_up_to(at - 1));
  EXPECT_EQ(row("oak-house").records_count(), 2U);
  for (const char* other : {"accounts", "policies"}) {
    EXPECT_FALSE(state(other).stopped_at) << other;
    EXPECT_EQ(state(other).position, store->last_position().value()) << other;
  }
}

TEST_F(AProjection, BuiltFromTheLogStopsAtTheFirstOfSeveralThatCannotBeTakenIn) {
  some_history();
  const std::uint64_t at = poison("provider/oak-house");
  record("lily-lodge", complaint("2026-04-30"));
  poison("provider/rose-court");  // whose first event is before that of the other
  forget_what_was_kept();
  EXPECT_EQ(state("board").stopped_at, at);
  EXPECT_EQ(rows_of(*tracker), rows_up_to(at - 1));
}

TEST_F(AProjection, OfAccountsThatStopsLeavesTheBoardGoingOn) {
  some_history();
  const std::uint64_t at = poison("account/someone");
  record("lily-lodge", complaint("2026-04-30"));
  EXPECT_EQ(state("accounts").stopped_at, at);
  EXPECT_FALSE(state("board").stopped_at);
  EXPECT_EQ(row("lily-lodge").records_count(), 20U);
}

TEST_F(AProjection, OfAnotherPolicyTakesThePlaceOfTheOldOneWhole) {
  some_history();
  PolicyAdopted adopted;
  *adopted.mutable_policy() = tracker->policy();
  adopted.mutable_policy()->set_version("lenient");
  adopted.mutable_policy()->set_effective_from("2026-05-01");
  adopted.mutable_policy()->clear_rules();
  adopted.mutable_policy()->clear_actions();
  adopted.set_approved_by("The director");
  adopted.set_why("Agreed by the sub-group");
  tracker->keep();
  const Kept before = kept();
  ASSERT_TRUE(adopt(adopted).has_value());
  EXPECT_EQ(row("lily-lodge").suggested().number(), "0");
  expect_equal_to_a_rebuild();
  const std::string shown = board();
  restart();
  EXPECT_EQ(board(), shown);
  crash_back_to(before);
  EXPECT_EQ(board(), shown);
  expect_equal_to_a_rebuild();
  std::set<std::string> generations;
  for (const auto& value : kept().values) {
    if (value.key.find("/entry/") == std::string::npos) continue;
    generations.insert(value.key.substr(0, value.key.find("/entry/")));
  }
  generations.erase("projection/accounts");
  EXPECT_EQ(generations.size(), 1U) << "what the old one held is gone";
}

}  // namespace
