#include <gmock/gmock.h>

#include "support/authority.h"

namespace {

using namespace authority;
using namespace gwarchod::v1;

class Reading : public Authority {};

const ShownField* find(const google::protobuf::RepeatedPtrField<ShownField>& fields,
                       const std::string& name) {
  for (const ShownField& shown : fields) {
    if (shown.field() == name) return &shown;
  }
  return nullptr;
}

std::string flags_of(const gwarchod::v1::BoardRow& row) {
  std::string told;
  for (const auto& flag : row.flags()) told += flag.flag() + ": " + flag.says().en();
  return told;
}

TEST_F(Reading, ATimelineIsNewestFirstAndPages) {
  enrol("rose-court");
  for (int i = 1; i <= 5; ++i)
    record("rose-court", complaint("2025-0" + std::to_string(i) + "-01"));
  const std::uint64_t newest =
      store->ordered_version(eventstore::StreamId{"provider/rose-court"}).value();
  std::vector<std::uint64_t> versions;
  std::uint64_t before = 0;
  do {
    const auto page = tracker->timeline(officer(), "rose-court", {.before = before, .limit = 2});
    ASSERT_TRUE(page.has_value());
    EXPECT_EQ(page->version(), newest);
    EXPECT_EQ(page->name(), "Rose Court");
    EXPECT_LE(page->items_size(), 2);
    for (const TimelineItem& item : page->items()) versions.push_back(item.version());
    before = page->next().empty() ? 0 : std::stoull(page->next());
  } while (before != 0);
  ASSERT_EQ(versions.size(), newest);
  EXPECT_EQ(versions.front(), newest);
  EXPECT_EQ(versions.back(), 1U);
  EXPECT_TRUE(std::is_sorted(versions.rbegin(), versions.rend()));
}

TEST_F(Reading, ATimelineWithholdsWhatTheReaderMayNotSee) {
  enrol("rose-court");
  record("rose-court", complaint("2026-04-01"));
  const auto cleared = tracker->timeline(officer(), "rose-court", {.limit = 10});
  EXPECT_EQ(find(cleared->items(0).fields(), "complainant")->value().en(), "A daughter");
  const auto redacted = tracker->timeline(reader(), "rose-court", {.limit = 10});
  EXPECT_TRUE(find(redacted->items(0).fields(), "complainant")->withheld());
  EXPECT_EQ(redacted->DebugString().find("daughter"), std::string::npos);
}

TEST_F(Reading, ATimelineShowsWhatWasBroughtUpToDateOrCorrectedOnAnEarlierPage) {
  enrol("rose-court");
  const std::string first = record("rose-court", complaint("2026-04-01"))->event_id();
  RecordRequest update = complaint("2026-04-01");
  update.mutable_envelope()->set_updates(first);
  const std::string second = record("rose-court", update)->event_id();
  const auto page = tracker->timeline(officer(), "rose-court", {.before = 3, .limit = 1});
  ASSERT_EQ(page->items_size(), 1);
  EXPECT_EQ(page->items(0).event_id(), first);
  EXPECT_EQ(page->items(0).updated_by(), second);
}

TEST_F(Reading, ItemsOfNewEventsBringTheEarlierItemsTheyTouch) {
  enrol("rose-court");
  const std::string first = record("rose-court", complaint("2026-04-01"))->event_id();
  const std::string fix =
      record("rose-court",
             request_of("Correction", "2026-04-02",
                        R"({"reason":"DUPLICATE","authorisedBy":"M","corrects":")" + first + "\"}"))
          ->event_id();
  const auto items = tracker->timeline_items(officer(), {*store->find(fix)});
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0].event_id(), fix);
  EXPECT_EQ(items[1].event_id(), first);
  EXPECT_EQ(items[1].corrected_by(), fix);
}

TEST_F(Reading, ATimelineNamesStagesAsPeopleDo) {
  enrol("rose-court");
  record("rose-court", complaint("2026-03-12"));
  record("rose-court", complaint("2026-04-30"));
  const Policy policy = tracker->policy();
  const auto& stages = policy.stages();
  record("rose-court", decision("2026-05-01", stages[1].id()));
  const auto timeline = tracker->timeline(reader(), "rose-court", {.limit = 10});
  std::map<std::string, std::string> lines;
  for (const TimelineItem& item : timeline->items()) lines[item.kind()] = item.line().en();
  const std::string zero = "0 " + stages[0].name().en();
  const std::string one = "1 " + stages[1].name().en();
  EXPECT_EQ(lines["SuggestedStageChanged"], zero + " → " + one);
  EXPECT_EQ(lines["StageDecision"], one);
}

TEST_F(Reading, ATimelineSaysWhenOnlyTheReasonsOfASuggestionChanged) {
  enrol("rose-court");
  record("rose-court", complaint("2026-03-12"));
  record("rose-court", complaint("2026-04-30"));
  tracker->catch_up();
  record("rose-court", request_of("SpotVisit", "2026-05-01",
                                  R"({"areas":[{"area":"AREA_CARE","rating":"RED"}]})"));
  tracker->catch_up();
  const std::string one = "1 " + tracker->policy().stages(1).name().en();
  std::vector<std::string> lines;
  const auto timeline = tracker->timeline(reader(), "rose-court", {.limit = 10});
  for (const TimelineItem& item : timeline->items()) {
    if (item.kind() == "SuggestedStageChanged") lines.push_back(item.line().en());
  }
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_EQ(lines.front(), one + ", for other reasons than before");
}

TEST_F(Reading, AProviderShowsItsDetailsByClearance) {
  enrol("rose-court");
  const auto view = tracker->provider(officer(), "rose-court");
  ASSERT_TRUE(view.has_value());
  EXPECT_EQ(view->version(), 1U);
  EXPECT_EQ(view->row().name(), "Rose Court");
  EXPECT_EQ(view->status().provider(), "rose-court");
  EXPECT_EQ(find(view->details(), "responsibleIndividual")->value().en(), "Mr Owner");
  const auto redacted = tracker->provider(reader(), "rose-court");
  EXPECT_TRUE(find(redacted->details(), "responsibleIndividual")->withheld());
}

TEST_F(Reading, AProviderBroughtUpToDateShowsTheLatest) {
  const std::string first = enrol("rose-court")->event_id();
  RecordRequest update = request_of("ProviderRegistered", "2026-02-01",
                                    R"({"name":"Rose Court Nursing Home","sector":"PRIVATE",)"
                                    R"("service":"CARE_HOME_NURSING"})");
  update.mutable_envelope()->set_updates(first);
  ASSERT_TRUE(record("rose-court", update).has_value());
  EXPECT_EQ(row("rose-court").name(), "Rose Court Nursing Home");
  EXPECT_EQ(row("rose-court").service(), "CARE_HOME_NURSING");
}

TEST_F(Reading, WhatIsUnknownIsToldSo) {
  EXPECT_EQ(tracker->provider(officer(), "nowhere").error().code(), "unknown-provider");
  EXPECT_EQ(tracker->timeline(officer(), "nowhere", {.limit = 10}).error().code(),
            "unknown-provider");
  EXPECT_EQ(tracker->status(officer(), "nowhere", {}).error().code(), "unknown-provider");
}

TEST_F(Reading, AStatusCanBeAskedAsOfADayAndAsKnownAtAPosition) {
  enrol("rose-court");
  record("rose-court", complaint("2026-03-12"));
  const std::uint64_t second = record("rose-court", complaint("2026-04-30"))->position();
  const auto number = [&](const app::Selection& query) {
    return tracker->status(officer(), "rose-court", query)->suggested().number();
  };
  EXPECT_EQ(number({}), "1");
  EXPECT_EQ(number({.as_of = day("2026-04-29")}), "0");
  EXPECT_EQ(number({.as_of = day("2026-04-30")}), "1");
  EXPECT_EQ(number({.known_at = second - 1}), "0");
  EXPECT_EQ(number({.known_at = second}), "1");
  EXPECT_EQ(tracker->status(officer(), "rose-court", {.known_at = 1}).error().code(),
            "not-known-then");
}

TEST_F(Reading, TheBoardKnowsTheLastVisitThatStands) {
  enrol("rose-court");
  const auto visit = [](const std::string& on) {
    return request_of("SpotVisit", on, R"({"areas":[{"area":"AREA_CARE","rating":"GREEN"}]})");
  };
  const auto visited = record("rose-court", visit("2026-02-02"));
  ASSERT_TRUE(visited.has_value()) << visited.error().DebugString();
  record("rose-court", visit("2026-01-20"));
  EXPECT_EQ(row("rose-court").last_visit_on(), "2026-02-02");
  record("rose-court", request_of("Correction", "2026-04-02",
                                  R"({"reason":"DUPLICATE","authorisedBy":"M","corrects":")" +
                                      visited->event_id() + "\"}"));
  EXPECT_EQ(row("rose-court").last_visit_on(), "2026-01-20");
}

TEST_F(Reading, AnEmbargoStandsFromItsStartUntilItIsLifted) {
  enrol("rose-court");
  const std::string body =
      R"({"kind":"EMBARGO_FULL","authority":"EMBARGO_OURS","scope":"EMBARGO_NEW_PLACEMENTS",)"
      R"("starts":"2026-05-03","reasons":"Unsafe.")";
  const auto placed = record("rose-court", request_of("Embargo", "2026-05-01", body + "}"));
  ASSERT_TRUE(placed.has_value()) << placed.error().DebugString();
  EXPECT_EQ(flags_of(row("rose-court")), "");
  clock.set(day("2026-05-03"));
  tracker->catch_up();
  EXPECT_EQ(flags_of(row("rose-court")), "embargo: Full, This authority");
  clock.set(day("2026-05-20"));
  RecordRequest lifted = request_of("Embargo", "2026-05-01", body + R"(,"liftedOn":"2026-05-20"})");
  lifted.mutable_envelope()->set_updates(placed->event_id());
  ASSERT_TRUE(record("rose-court", lifted).has_value());
  EXPECT_EQ(flags_of(row("rose-court")), "");
}

TEST_F(Reading, TheBoardNamesTheAuthorityItsStagesAndLists) {
  const Board board = tracker->board(reader());
  EXPECT_EQ(board.authority(), "Bro Enghraifft");
  EXPECT_EQ(board.as_of(), "2026-05-01");
  EXPECT_EQ(board.stages_size(), tracker->policy().stages_size());
  EXPECT_GT(board.sectors_size(), 3);
  EXPECT_GT(board.services_size(), 3);
}

TEST_F(Reading, TheBoardResumesFromAPosition) {
  enrol("rose-court");
  enrol("lily-lodge");
  const std::uint64_t position = tracker->position();
  record("rose-court", complaint("2026-04-01"));
  const auto changed = tracker->rows_changed_after(position);
  ASSERT_EQ(changed.size(), 1U);
  EXPECT_EQ(changed.front()->provider(), "rose-court");
}

TEST_F(Reading, FormsAreOfferedToWhoMayRecord) {
  EXPECT_EQ(tracker->forms(reader()).kinds_size(), 0);
  const Forms forms = tracker->forms(officer());
  EXPECT_GT(forms.kinds_size(), 20);
  EXPECT_GT(forms.envelope_size(), 5);
  for (const KindForm& form : forms.kinds()) {
    EXPECT_NE(form.kind(), "SuggestedStageChanged");
    if (form.kind() != "StageDecision") continue;
    for (const FieldForm& field : form.fields()) {
      if (field.field() != "toStage") continue;
      EXPECT_EQ(field.control(), "choice");
      EXPECT_EQ(field.choices_size(), tracker->policy().stages_size());
    }
  }
}

TEST_F(Reading, AReadOnlyTrackerRecordsNothing) {
  enrol("rose-court");
  record("rose-court", complaint("2026-03-12"));
  tracker->record(officer(), "rose-court", complaint("2026-04-30"), {}, [](const Answered&) {});
  while (count_of("Complaint") < 2) std::this_thread::yield();
  const auto before = store->last_position();
  settings.read_only = true;
  restart();
  EXPECT_EQ(store->last_position(), before);
  EXPECT_EQ(row("rose-court").suggested().number(), "1");
}

}  // namespace
