#include <fstream>
#include <sstream>

#include "support/authority.h"

// A kind that the program was not built with (tests/proto/added) is recorded, shown and counted by
// the code that there is.
namespace {

using namespace authority;
using namespace gwarchod::v1;

class AnAddedKind : public Authority {
 protected:
  AnAddedKind() {
    std::ifstream file(GWARCHOD_ADDED_KIND, std::ios::binary);
    std::stringstream bytes;
    bytes << file.rdbuf();
    const auto added = schema.add(bytes.str());
    EXPECT_TRUE(added.has_value());
    restart();
    enrol("rose-court");
  }
  Answered visit(const std::string& on) {
    return record("rose-court", request_of("FireSafetyVisit", on,
                                           R"({"risk":"FIRE_RISK_SUBSTANTIAL","exitsBlocked":2,)"
                                           R"("officer":"Watch Manager Jones"})"));
  }
};

TEST_F(AnAddedKind, IsOfferedAsAForm) {
  const Forms forms = tracker->forms(officer());
  const KindForm& last = forms.kinds(forms.kinds_size() - 1);
  EXPECT_EQ(last.kind(), "FireSafetyVisit");
  EXPECT_EQ(last.name().cy(), "Ymweliad diogelwch tân");
  EXPECT_GE(last.fields_size(), 4);
}

TEST_F(AnAddedKind, IsRecordedAndShownByClearance) {
  ASSERT_TRUE(visit("2026-04-01").has_value());
  const auto shown = tracker->timeline(officer(), "rose-court", {.limit = 1});
  EXPECT_EQ(shown->items(0).kind_name().en(), "Fire safety visit");
  EXPECT_NE(shown->items(0).line().en().find("Substantial"), std::string::npos);
  EXPECT_NE(shown->DebugString().find("Jones"), std::string::npos);
  const auto redacted = tracker->timeline(reader(), "rose-court", {.limit = 1});
  EXPECT_EQ(redacted->DebugString().find("Jones"), std::string::npos);
}

TEST_F(AnAddedKind, IsRefusedWhereItsFieldsSaySo) {
  const auto refused =
      record("rose-court", request_of("FireSafetyVisit", "2026-04-01", R"({"exitsBlocked":101})"));
  ASSERT_FALSE(refused.has_value());
  ASSERT_EQ(refused.error().errors_size(), 2);
  EXPECT_EQ(refused.error().errors(0).field(), "body.risk");
  EXPECT_EQ(refused.error().errors(1).field(), "body.exitsBlocked");
}

TEST_F(AnAddedKind, CountsAsTheConcernItSaysItIs) {
  visit("2026-04-01");
  EXPECT_EQ(row("rose-court").concerns_90_days(), 1U);
}

}  // namespace
