#include "gwarchod/v1/figures.pb.h"
#include "support/house.h"

namespace {

using namespace web_test;
using namespace gwarchod::v1;

class FiguresOverHttp : public House {
 protected:
  FiguresOverHttp() { start(); }
};

TEST_F(FiguresOverHttp, AreForWhoeverIsSignedInAndFollowTheRecord) {
  EXPECT_EQ(browser().get("/api/v1/figures").status, 401);
  Browser reader = signed_in("READ_ONLY");
  const auto before = reader.get("/api/v1/figures").as<Figures>();
  EXPECT_EQ(before.as_of(), "2026-05-01");
  EXPECT_EQ(before.strands_size(), 0);
  settle(record("rose-court", "2026-04-12"));
  const auto after = reader.get("/api/v1/figures").as<Figures>();
  ASSERT_EQ(after.strands_size(), 1);
  EXPECT_EQ(after.strands(0).month(), "2026-04");
  EXPECT_EQ(after.strands(0).concerns(), 1U);
}

TEST_F(FiguresOverHttp, AreTablesOfCommaSeparatedValuesToo) {
  Browser reader = signed_in("READ_ONLY");
  settle(record("rose-court", "2026-04-12"));
  const Answer strands = reader.get("/api/v1/figures.csv?of=strands");
  EXPECT_EQ(strands.header("content-type"), "text/csv; charset=utf-8");
  EXPECT_NE(strands.header("content-disposition").find("gwarchod-strands.csv"), std::string::npos);
  EXPECT_EQ(strands.body,
            "month,strand,strand_en,strand_cy,concerns\r\n"
            "2026-04,COMPLAINTS,Complaints and concerns,Cwynion a phryderon,1\r\n");
  for (const char* of : {"stages", "themes", "acknowledged", "decided"}) {
    const Answer table = reader.get(std::string("/api/v1/figures.csv?of=") + of);
    EXPECT_EQ(table.body.substr(0, 6), "month,") << of;
  }
  EXPECT_EQ(reader.get("/api/v1/figures.csv?of=people").problem().code(), "bad-parameter");
  EXPECT_EQ(reader.get("/api/v1/figures.csv").problem().code(), "bad-parameter");
}

}  // namespace
