#include <gmock/gmock.h>

#include "app/evidence.h"
#include "gwarchod/v1/pack.pb.h"
#include "support/house.h"

namespace {

using namespace web_test;
using namespace gwarchod::v1;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kPack = "/api/v1/providers/rose-court/pack";
constexpr const char* kOpening = R"(<script type="application/json" id="pack">)";

class PackRoute : public House {
 protected:
  PackRoute() {
    EXPECT_TRUE(app::make_log_keys(keys_.path()).has_value());
    auto files = app::EvidenceFiles::read(keys_.path());
    server_settings.evidence = std::make_shared<app::Evidence>(*store, schema, std::move(*files));
    pages.write("pack-template.html",
                "<title><!--pack:title--></title><!--pack:plain--><!--pack:data-->");
  }
  void begin() {
    start();
    officer = std::make_unique<Browser>(signed_in("OFFICER"));
  }
  /// What a file holds for programs; fails where an element or a comment could end or begin in it.
  static Pack pack_in(const Answer& answer) {
    EXPECT_EQ(answer.status, 200) << answer.body;
    const auto from = answer.body.find(kOpening) + std::string(kOpening).size();
    const auto to = answer.body.find("</script>", from);
    const std::string json = answer.body.substr(from, to - from);
    EXPECT_EQ(json.find_first_of("<>&"), std::string::npos);
    Pack pack;
    EXPECT_TRUE(schema::from_json(json, pack).has_value());
    EXPECT_EQ(answer.body.find(kOpening, from), std::string::npos);
    return pack;
  }

  Folder keys_;
  std::unique_ptr<Browser> officer;
};

TEST_F(PackRoute, GivesAFileToKeepWithAProofOfEachRecord) {
  begin();
  ASSERT_EQ(officer->post(kRecords, complaint()).status, 201);
  const Answer answer = officer->get(kPack);
  EXPECT_EQ(answer.header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(answer.header("content-disposition"),
            "attachment; filename=\"gwarchod-rose-court-2026-05-01.html\"");
  const Pack pack = pack_in(answer);
  EXPECT_EQ(pack.provider().row().provider(), "rose-court");
  EXPECT_EQ(pack.course().decided_size(), 1);
  ASSERT_EQ(pack.timeline().items_size(), 2);
  EXPECT_LT(pack.timeline().items(0).version(), pack.timeline().items(1).version());
  ASSERT_EQ(pack.proofs_size(), 2);
  EXPECT_EQ(pack.proofs(1).event_id(), pack.timeline().items(1).event_id());
  EXPECT_THAT(pack.proofs(1).proof(), HasSubstr(pack.checkpoint()));
  EXPECT_THAT(pack.key(), testing::StartsWith(pack.checkpoint().substr(0, 9)));
}

TEST_F(PackRoute, EscapesWhateverPeopleWrote) {
  begin();
  const std::string hostile =
      R"(</script><script>alert(1)</script><!-- \u2028 & \"' <img src=x onerror=alert(2)>)";
  const Answer recorded =
      officer->post(kRecords, R"({"kind":"ProviderForum","envelope":{"occurredFrom":"2026-04-12",)"
                              R"("source":"COUNCIL_CONTRACTS","summary":")" +
                                  hostile + R"("},"body":{}})");
  const Answer named = officer->post(
      "/api/v1/providers", R"({"provider":"hostile","envelope":{"occurredFrom":"2026-01-05",)"
                           R"("source":"COUNCIL_CONTRACTS"},"body":{"name":")" +
                               hostile +
                               R"(","sector":"PRIVATE","service":"CARE_HOME_RESIDENTIAL",)"
                               R"("responsibleIndividual":"Mr Owner"}})");
  ASSERT_EQ(named.status, 201) << named.body;
  const Answer answer = officer->get("/api/v1/providers/hostile/pack");
  const Pack pack = pack_in(answer);
  EXPECT_THAT(pack.provider().row().name(), HasSubstr("</script><script>alert(1)"));
  EXPECT_THAT(answer.body, Not(HasSubstr("<script>alert")));
  EXPECT_THAT(answer.body, Not(HasSubstr("<img")));
  EXPECT_THAT(answer.body, Not(HasSubstr("<!-- ")));
  EXPECT_THAT(answer.body, HasSubstr("&lt;/script&gt;"));
}

TEST_F(PackRoute, ShowsNobodyMoreThanThePageDoes) {
  begin();
  const Answer recorded = officer->post(
      kRecords, R"({"kind":"AdultAtRiskReport","envelope":{"occurredFrom":"2026-04-12",)"
                R"("source":"COUNCIL_SAFEGUARDING"},"body":{"categories":["ABUSE_NEGLECT"],)"
                R"("allegedResponsible":"RESPONSIBLE_STAFF","adult":"P-77",)"
                R"("allegation":"Left in bed all day."}})");
  ASSERT_EQ(recorded.status, 201) << recorded.body;
  Browser reader = signed_in("READ_ONLY");
  const Answer answer = reader.get(kPack);
  EXPECT_THAT(answer.body, Not(HasSubstr("Left in bed")));
  EXPECT_THAT(answer.body, Not(HasSubstr("P-77")));
  const Pack pack = pack_in(answer);
  ASSERT_EQ(pack.proofs_size(), 2);
  EXPECT_THAT(pack.proofs(1).proof(), testing::ContainsRegex("\nextra A[A-P]"))
      << "a zero byte, then its hash alone";
  EXPECT_EQ(browser().get(kPack).status, 401);
}

TEST_F(PackRoute, IsOfTheTimeAskedFor) {
  begin();
  ASSERT_EQ(officer->post(kRecords, complaint()).status, 201);
  const Pack then = pack_in(officer->get(std::string(kPack) + "?known_to=police"));
  EXPECT_EQ(then.known_to(), "police");
  EXPECT_EQ(then.timeline().items_size(), 1);
  EXPECT_FALSE(then.has_foresight());
  EXPECT_EQ(officer->get(std::string(kPack) + "?as_of=x").problem().code(), "bad-parameter");
  EXPECT_EQ(officer->get("/api/v1/providers/nowhere/pack").status, 404);
}

TEST_F(PackRoute, SaysThatItsTemplateIsMissing) {
  std::filesystem::remove(pages.path() / "pack-template.html");
  begin();
  EXPECT_EQ(officer->get(kPack).problem().code(), "no-pack-template");
}

}  // namespace
