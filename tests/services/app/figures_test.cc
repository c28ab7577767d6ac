#include <gtest/gtest.h>

#include "app/report_desk.h"
#include "support/authority.h"

namespace {

using namespace authority;
using namespace gwarchod::v1;
using app::FiguresTable;

class RememberedFigures : public Authority {
 protected:
  RememberedFigures() {
    enrol("rose-court");
    enrol("lily-lodge", "Lily Lodge");
  }
  /// As somebody has them who remembers nothing.
  [[nodiscard]] std::string anew() const {
    return app::ReportDesk(*tracker).figures()->SerializeAsString();
  }
};

TEST_F(RememberedFigures, AreThoseOfTheLogAfterEachRecord) {
  const app::ReportDesk desk(*tracker);
  EXPECT_EQ(desk.figures()->SerializeAsString(), anew());
  const std::string wrong = must_record("rose-court", complaint("2026-03-12"));
  EXPECT_EQ(desk.figures()->strands_size(), 1);
  EXPECT_EQ(desk.figures()->SerializeAsString(), anew());
  must_record("lily-lodge", complaint("2026-03-13"));
  EXPECT_EQ(desk.figures()->strands(0).concerns(), 2U);
  must_record("rose-court", request_of("Correction", "2026-05-01",
                                       R"({"reason":"DUPLICATE","authorisedBy":"M","corrects":")" +
                                           wrong + "\"}"));
  EXPECT_EQ(desk.figures()->strands(0).concerns(), 1U);
  EXPECT_EQ(desk.figures()->SerializeAsString(), anew());
}

TEST_F(RememberedFigures, AreNotMadeAgainWhileNothingIsRecorded) {
  const app::ReportDesk desk(*tracker);
  const auto first = desk.figures();
  EXPECT_EQ(desk.figures(), first) << "the same object";
  clock.set(day("2026-05-02"));
  tracker->catch_up();
  EXPECT_EQ(desk.figures()->as_of(), "2026-05-02");
}

TEST_F(RememberedFigures, TellHowLongASuggestionWaitedForItsDecision) {
  clock.set(day("2026-05-01"));
  must_record("rose-court", complaint("2026-04-30"));
  must_record("rose-court", complaint("2026-05-01"));
  clock.set(day("2026-05-08"));
  tracker->catch_up();
  must_record("rose-court", decision("2026-05-08", "enhanced"));
  const auto figures = app::ReportDesk(*tracker).figures();
  ASSERT_EQ(figures->decided_size(), 1);
  EXPECT_EQ(figures->decided(0).begun(), 1U);
  EXPECT_EQ(figures->decided(0).median_days(), 7);
  EXPECT_EQ(app::figures_csv(*figures, FiguresTable::kDecided),
            "month,begun,ended,median_days,longest_days\r\n2026-05,1,1,7,7\r\n");
}

}  // namespace
