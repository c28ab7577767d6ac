#include "support/house.h"

namespace {

using namespace web_test;
using gwarchod::v1::SessionView;
using gwarchod::v1::SignInLink;

class Session : public House {
 protected:
  Session() { start(); }
};

TEST_F(Session, IsOfNobodyAtFirst) {
  const auto session = browser().get("/api/v1/session").as<SessionView>();
  EXPECT_FALSE(session.signed_in());
  EXPECT_TRUE(session.demonstration());
  EXPECT_EQ(session.today(), "2026-05-01");
}

TEST_F(Session, BeginsWithACookieOnlyTheServerReads) {
  Browser one = browser();
  const Answer answer = one.post("/api/v1/session/demonstration", R"({"role":"OFFICER"})");
  EXPECT_NE(answer.header("set-cookie").find("; HttpOnly; SameSite=Strict"), std::string::npos);
  EXPECT_EQ(answer.header("set-cookie").find("Secure"), std::string::npos);
  const auto session = one.get("/api/v1/session").as<SessionView>();
  EXPECT_TRUE(session.signed_in());
  EXPECT_EQ(session.role(), gwarchod::v1::OFFICER);
  EXPECT_TRUE(session.may_record());
  EXPECT_FALSE(session.csrf_token().empty());
}

TEST_F(Session, HasASecureCookieBehindAProxyOfTls) {
  server_settings.behind_proxy = true;
  restart_server();
  Browser one = browser();
  EXPECT_NE(one.post("/api/v1/session/demonstration", R"({"role":"OFFICER"})")
                .header("set-cookie")
                .find("; Secure"),
            std::string::npos);
}

TEST_F(Session, EndsWhenSignedOut) {
  Browser one = signed_in("OFFICER");
  const std::string cookie = one.cookie();
  EXPECT_EQ(one.ask("DELETE", "/api/v1/session").status, 204);
  EXPECT_EQ(browser().ask("GET", "/api/v1/board", "", {{"Cookie", cookie}}).status, 401);
}

TEST_F(Session, OfAnAdministratorErasesAPerson) {
  Browser officer = signed_in("OFFICER");
  const std::string record =
      R"({"kind":"AdultAtRiskReport","envelope":{"occurredFrom":"2026-04-12",)"
      R"("source":"COUNCIL_SAFEGUARDING"},"body":{"categories":["ABUSE_PHYSICAL"],)"
      R"("adult":"P-4711","allegation":"Left alone"}})";
  ASSERT_EQ(officer.post(kRecords, record).status, 201);
  const std::string wish =
      R"({"person":"P-4711","why":"Asked for.","authority":"Data protection officer"})";
  EXPECT_EQ(officer.post("/api/v1/erasures", wish).status, 403);
  Browser chief = signed_in("ADMINISTRATOR");
  EXPECT_EQ(chief.post("/api/v1/erasures", R"({"person":"P-4711"})").status, 422);
  const Answer answer = chief.post("/api/v1/erasures", wish);
  EXPECT_EQ(answer.status, 201);
  EXPECT_EQ(answer.as<gwarchod::v1::Erasure>().records_count(), 1U);
  EXPECT_EQ(chief.post("/api/v1/erasures", wish).status, 404);
  const Answer shown = officer.get("/api/v1/providers/rose-court/timeline");
  EXPECT_EQ(shown.body.find("P-4711"), std::string::npos);
  EXPECT_NE(shown.body.find("\"erased\":true"), std::string::npos);
}

TEST_F(Session, IsAskedForByWhateverShowsAnything) {
  for (const char* path :
       {"/api/v1/board", "/api/v1/providers/rose-court", "/api/v1/providers/rose-court/timeline",
        "/api/v1/providers/rose-court/status", "/api/v1/forms", "/api/v1/policy",
        "/api/v1/accounts"}) {
    EXPECT_EQ(browser().get(path).problem().code(), "not-signed-in") << path;
  }
  EXPECT_EQ(browser().post(kRecords, complaint()).status, 401);
}

TEST_F(Session, NeedsItsCsrfTokenForEachWrite) {
  Browser officer = signed_in("OFFICER");
  const std::uint64_t before = events();
  const std::string right = officer.csrf();
  for (const std::string& wrong : {std::string{}, std::string{"wrong"}, right + "x"}) {
    officer.set_csrf(wrong);
    EXPECT_EQ(officer.post(kRecords, complaint()).problem().code(), "csrf");
    EXPECT_EQ(officer.ask("DELETE", "/api/v1/session").status, 403);
  }
  EXPECT_EQ(events(), before);
  officer.set_csrf(right);
  EXPECT_EQ(officer.post(kRecords, complaint()).status, 201);
}

TEST_F(Session, TakesNoWriteFromThePageOfAnotherSite) {
  Browser officer = signed_in("OFFICER");
  EXPECT_EQ(
      officer.post(kRecords, complaint(), {{"Origin", "https://evil.example"}}).problem().code(),
      "foreign-origin");
  EXPECT_EQ(officer.post(kRecords, complaint(), {{"Origin", "null"}}).status, 403);
  EXPECT_EQ(browser()
                .post("/api/v1/session/demonstration", R"({"role":"OFFICER"})",
                      {{"Origin", "https://evil.example"}})
                .status,
            403);
  EXPECT_EQ(officer.post(kRecords, complaint(), {{"Origin", server->url()}}).status, 201);
}

TEST_F(Session, AllowsWhatItsRoleDoes) {
  Browser reader = signed_in("READ_ONLY");
  EXPECT_EQ(reader.get("/api/v1/board").status, 200);
  EXPECT_EQ(reader.post(kRecords, complaint()).problem().code(), "not-allowed");
  EXPECT_EQ(reader.get("/api/v1/accounts").status, 403);
  EXPECT_EQ(signed_in("SUB_GROUP_MEMBER").post(kRecords, complaint()).status, 201);
  EXPECT_EQ(signed_in("ADMINISTRATOR").get("/api/v1/accounts").status, 200);
}

TEST_F(Session, OfAnAccountAddedBeginsByItsLinkAndThenByItsPassword) {
  Browser administrator = signed_in("ADMINISTRATOR");
  const Answer added = administrator.post(
      "/api/v1/accounts",
      R"({"account":"mair","name":"Mair","role":"OFFICER","agency":"COUNCIL_SAFEGUARDING"})");
  ASSERT_EQ(added.status, 201) << added.body;
  const std::string url = added.as<SignInLink>().url();
  ASSERT_EQ(url.find(server->url() + "/sign-in#token="), 0U) << url;
  const std::string token = url.substr(url.find('=') + 1);

  Browser mair = browser();
  const std::string link = R"({"token":")" + token + R"(","password":"a long pass phrase"})";
  ASSERT_EQ(mair.post("/api/v1/session/link", link).status, 200);
  EXPECT_EQ(mair.get("/api/v1/session").as<SessionView>().account(), "mair");
  EXPECT_NE(browser().post("/api/v1/session/link", link).status, 200) << "a link works once";

  EXPECT_EQ(browser()
                .post("/api/v1/session", R"({"account":"mair","password":"a long pass phrase"})")
                .status,
            200);
  EXPECT_EQ(
      browser().post("/api/v1/session", R"({"account":"mair","password":"a wrong one"})").status,
      401);
}

TEST_F(Session, OfAnAccountDisabledEnds) {
  Browser administrator = signed_in("ADMINISTRATOR");
  Browser officer = signed_in("OFFICER");
  const std::string account = officer.get("/api/v1/session").as<SessionView>().account();
  EXPECT_EQ(administrator.ask("POST", "/api/v1/accounts/" + account + "/disable").status, 204);
  EXPECT_EQ(officer.get("/api/v1/board").status, 401);
}

}  // namespace
