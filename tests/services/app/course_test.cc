#include <gtest/gtest.h>

#include <random>

#include "app/report_desk.h"
#include "support/authority.h"

/// Where a provider stood over time.
namespace {

using namespace authority;
using namespace gwarchod::v1;
using app::Selection;

using Spans = google::protobuf::RepeatedPtrField<StageSpan>;

class ACourse : public Authority {
 protected:
  ACourse() {
    clock.set(day("2026-01-05"));
    enrol("rose-court");
  }
  void on(const std::string& today) {
    clock.set(day(today));
    tracker->catch_up();
  }
  [[nodiscard]] Course course(const Selection& selection = {}) const {
    const auto found = app::ReportDesk(*tracker).course(officer(), "rose-court", selection);
    EXPECT_TRUE(found.has_value());
    return found ? *found : Course{};
  }
  /// "2026-01-05 routine 2026-04-01, 2026-04-01 enhanced"
  [[nodiscard]] static std::string told(const Spans& spans) {
    std::string text;
    for (const StageSpan& span : spans) {
      text += text.empty() ? "" : ", ";
      text += span.from() + " " + span.stage().id();
      text += span.to().empty() ? "" : " " + span.to();
    }
    return text;
  }
};

TEST_F(ACourse, TellsWhatWasDecidedAndWhatTheRecordOfEachDaySuggested) {
  on("2026-03-12");
  must_record("rose-court", complaint("2026-03-12"));
  on("2026-04-10");
  must_record("rose-court", complaint("2026-04-01"));
  on("2026-04-20");
  must_record("rose-court", decision("2026-04-20", "enhanced"));
  on("2027-02-01");
  EXPECT_EQ(told(course().decided()), "2026-01-05 routine 2026-04-20, 2026-04-20 enhanced");
  const std::string suggested = told(course().suggested());
  EXPECT_TRUE(suggested.starts_with("2026-01-05 routine 2026-04-10, 2026-04-10 enhanced "))
      << suggested << ": it was suggested when the second was written down";
  EXPECT_NE(course().suggested().rbegin()->stage().id(), "escalating");
  EXPECT_EQ(course().name(), "Rose Court");
  EXPECT_EQ(course().as_of(), "2027-02-01");
}

TEST_F(ACourse, HasNoSpanOfADecisionThatWasCorrected) {
  on("2026-04-20");
  const std::string wrong = must_record("rose-court", decision("2026-04-20", "escalating"));
  const std::uint64_t before = tracker->position();
  EXPECT_EQ(told(course().decided()), "2026-01-05 routine 2026-04-20, 2026-04-20 escalating");
  must_record("rose-court", request_of("Correction", "2026-04-20",
                                       R"({"reason":"DUPLICATE","authorisedBy":"M","corrects":")" +
                                           wrong + "\"}"));
  EXPECT_EQ(told(course().decided()), "2026-01-05 routine");
  EXPECT_EQ(told(course({.known_at = before}).decided()),
            "2026-01-05 routine 2026-04-20, 2026-04-20 escalating");
}

TEST_F(ACourse, IsThatOfWhatAnAgencyKnew) {
  on("2026-03-12");
  must_record("rose-court", complaint("2026-03-12"));
  must_record("rose-court", complaint("2026-03-10"));
  EXPECT_EQ(told(course().suggested()), "2026-01-05 routine 2026-03-12, 2026-03-12 enhanced");
  EXPECT_EQ(told(course({.known_to = POLICE}).suggested()), "2026-01-05 routine");
}

TEST_F(ACourse, IsRefusedOfAProviderThatIsNotThere) {
  const app::ReportDesk desk(*tracker);
  EXPECT_EQ(desk.course(officer(), "nowhere").error().code(), "unknown-provider");
  EXPECT_EQ(desk.course(officer(), "rose-court", {.known_on = day("2026-01-01")}).error().code(),
            "not-known-then");
}

void expect_without_gaps(const Spans& spans, const std::string& as_of) {
  ASSERT_GT(spans.size(), 0);
  for (int i = 0; i + 1 < spans.size(); ++i) {
    EXPECT_LT(spans[i].from(), spans[i].to());
    EXPECT_EQ(spans[i].to(), spans[i + 1].from());
    EXPECT_NE(spans[i].stage().id(), spans[i + 1].stage().id());
  }
  EXPECT_EQ(spans[spans.size() - 1].to(), "");
  EXPECT_LE(spans[spans.size() - 1].from(), as_of);
}

TEST_F(ACourse, NeverHasAGapAndEndsWithTheStageOfTheStatus) {
  const std::vector<std::string> stages{"routine", "enhanced", "escalating"};
  std::vector<std::string> ids;
  std::mt19937 random(20261122);  // the same history at each run
  for (int i = 0; i < 50; ++i) {
    clock.pass(std::chrono::hours{24 * static_cast<int>(random() % 20)});
    tracker->catch_up();
    const std::string today = schema::to_string(tracker->today());
    RecordRequest request = complaint(today);
    if (random() % 4 == 0) request = decision(today, stages[random() % 3]);
    if (random() % 5 == 0 && !ids.empty()) {
      request = request_of("Correction", today,
                           R"({"reason":"DUPLICATE","authorisedBy":"M","corrects":")" +
                               ids[random() % ids.size()] + "\"}");
    }
    const auto recorded = record("rose-court", request);
    if (!recorded) continue;  // a stage is not lowered without its exit tests answered
    ids.push_back(recorded->event_id());
    const Selection then{.as_of = tracker->today() - std::chrono::days{random() % 60}};
    for (const Selection& selection : {Selection{}, then}) {
      const Course found = course(selection);
      expect_without_gaps(found.decided(), found.as_of());
      expect_without_gaps(found.suggested(), found.as_of());
      EXPECT_EQ(found.decided().rbegin()->stage().id(),
                tracker->status(officer(), "rose-court", selection)->decided().id());
    }
  }
}

}  // namespace
