#include "target.h"

#include <gtest/gtest.h>

#include "cookie.h"
#include "schema/utf8.h"

namespace {

using schema::is_utf8;
using web::parse_target;
using web::read_cookie;

TEST(ATarget, IsDecodedSegmentBySegment) {
  const auto target = parse_target("/api/v1/providers/t%C5%B7%20bach?before=7&kind=a%20b");
  ASSERT_TRUE(target.has_value());
  EXPECT_EQ(target->path, "/api/v1/providers/tŷ bach");
  EXPECT_EQ(target->segments.size(), 4U);
  EXPECT_EQ(target->parameter("before"), "7");
  EXPECT_EQ(target->parameter("kind"), "a b");
  EXPECT_EQ(target->parameter("other"), std::nullopt);
}

TEST(ATarget, MayNameTheHostAsAProxyDoes) {
  const auto target = parse_target("http://localhost:8080/healthz");
  ASSERT_TRUE(target.has_value());
  EXPECT_EQ(target->path, "/healthz");
}

TEST(ATarget, IsRefusedWhenItClimbsOutOrHidesASlash) {
  for (const char* wrong : {"/../etc/passwd", "/a/%2e%2e/b", "/a%2fb", "/a%5cb", "/a/./b", "/a%00b",
                            "/%ff", "/a%0ab", "/?x=%ff", "nothing", "", "/%zz", "/a b"}) {
    EXPECT_FALSE(parse_target(wrong).has_value()) << wrong;
  }
}

TEST(ATarget, IsRefusedWhenTooLong) {
  EXPECT_FALSE(parse_target("/" + std::string(9000, 'a')).has_value());
}

TEST(ACookie, IsFoundByItsWholeName) {
  EXPECT_EQ(read_cookie("a=1; gwarchod=abc-_9; b=2", "gwarchod"), "abc-_9");
  EXPECT_EQ(read_cookie("xgwarchod=no;gwarchod=yes", "gwarchod"), "yes");
  EXPECT_EQ(read_cookie("gwarchod2=no", "gwarchod"), "");
}

TEST(ACookie, IsNothingWhenItIsNoTokenOfOurs) {
  EXPECT_EQ(read_cookie("gwarchod=a b", "gwarchod"), "");
  EXPECT_EQ(read_cookie("gwarchod=\"abc\"", "gwarchod"), "");
  EXPECT_EQ(read_cookie("gwarchod=" + std::string(500, 'a'), "gwarchod"), "");
  EXPECT_EQ(read_cookie(";;==;", "gwarchod"), "");
}

TEST(ASessionCookie, CannotBeReadByScriptsNorSentFromOtherSites) {
  EXPECT_EQ(web::session_cookie("t", false), "gwarchod=t; Path=/; HttpOnly; SameSite=Strict");
  EXPECT_EQ(web::session_cookie("t", true),
            "gwarchod=t; Path=/; HttpOnly; SameSite=Strict; Secure");
  EXPECT_NE(web::session_cookie("", false).find("Max-Age=0"), std::string::npos);
}

TEST(Utf8, IsWellFormedOrNot) {
  EXPECT_TRUE(is_utf8("Tŷ Gwyn 🏡"));
  for (const std::string wrong :
       {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82"}) {
    EXPECT_FALSE(is_utf8(wrong));
  }
}

}  // namespace
