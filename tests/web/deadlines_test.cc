#include <gmock/gmock.h>

#include "support/house.h"

namespace {

using namespace web_test;
using testing::HasSubstr;

class DeadlineRoutes : public House {
 protected:
  DeadlineRoutes() {
    start();
    officer = std::make_unique<Browser>(signed_in("OFFICER"));
  }
  std::unique_ptr<Browser> officer;
};

TEST_F(DeadlineRoutes, GiveWhatIsDueToWhoIsSignedIn) {
  const Answer answer = officer->get("/api/v1/deadlines?provider=rose-court");
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_GT(answer.as<gwarchod::v1::Deadlines>().total(), 0U) << "of its first stage";
  EXPECT_EQ(browser().get("/api/v1/deadlines").status, 401);
}

TEST_F(DeadlineRoutes, RefuseWhatIsNoAgencyDayOrNumber) {
  for (const char* query : {"agency=NOBODY", "as_of=yesterday", "limit=0", "limit=5001"}) {
    EXPECT_EQ(officer->get(std::string("/api/v1/deadlines?") + query).status, 400) << query;
  }
}

TEST_F(DeadlineRoutes, GiveACalendarToWhoKnowsItsAddress) {
  const Answer made = officer->post("/api/v1/calendar", "");
  ASSERT_EQ(made.status, 201) << made.body;
  const std::string url = made.as<gwarchod::v1::SignInLink>().url();
  const std::string path = url.substr(url.find("/api/"));
  const Answer calendar = browser().get(path);  // not signed in
  EXPECT_EQ(calendar.status, 200);
  EXPECT_EQ(calendar.header("content-type"), "text/calendar; charset=utf-8");
  EXPECT_THAT(calendar.body, HasSubstr("BEGIN:VCALENDAR"));
  EXPECT_EQ(browser().get("/api/v1/calendar/guessed").status, 404);
}

}  // namespace
