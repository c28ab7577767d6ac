#include <gtest/gtest.h>

#include <set>

#include "support/authority.h"

namespace {

using namespace authority;
using namespace gwarchod::v1;

constexpr const char* kPassword = "a long enough one";

SignInRequest with_password(const std::string& account, const std::string& password) {
  SignInRequest request;
  request.set_account(account);
  request.set_password(password);
  return request;
}

LinkSignInRequest with_link(const std::string& token, const std::string& password = kPassword) {
  LinkSignInRequest request;
  request.set_token(token);
  request.set_password(password);
  return request;
}

AddAccountRequest account(const std::string& id, Role role = OFFICER) {
  AddAccountRequest request;
  request.set_account(id);
  request.set_name("Mari Puw");
  request.set_role(role);
  request.set_agency(COUNCIL_CONTRACTS);
  return request;
}

class SigningIn : public Authority {
 protected:
  std::string add(const std::string& id, Role role = OFFICER) {
    return *tracker->add_account(administrator(), account(id, role));
  }
  void add_with_password(const std::string& id, Role role = OFFICER) {
    ASSERT_TRUE(tracker->sign_in_by_link(with_link(add(id, role))).has_value());
  }
  [[nodiscard]] std::string log_text() const {
    std::string text;
    store->scan(eventstore::Position{1}, [&](const eventstore::StoredEvent& stored) {
      text += stored.payload;
      return true;
    });
    return text;
  }
};

TEST_F(SigningIn, ByLinkChoosesAPasswordThatServesFromThenOn) {
  const auto by_link = tracker->sign_in_by_link(with_link(add("mari")));
  ASSERT_TRUE(by_link.has_value());
  EXPECT_TRUE(by_link->session.signed_in());
  const auto by_password = tracker->sign_in(with_password("mari", kPassword));
  ASSERT_TRUE(by_password.has_value());
  const auto caller = tracker->caller_of(by_password->token);
  ASSERT_TRUE(caller.has_value());
  EXPECT_EQ(caller->account, "mari");
  EXPECT_EQ(caller->name, "Mari Puw");
  EXPECT_EQ(caller->role, OFFICER);
  EXPECT_EQ(caller->agency, COUNCIL_CONTRACTS);
  EXPECT_EQ(caller->clearance(), P2);
  EXPECT_EQ(by_password->session.csrf_token(), caller->csrf_token);
  EXPECT_TRUE(by_password->session.may_record());
  EXPECT_FALSE(by_password->session.may_administer());
  EXPECT_EQ(by_password->session.today(), "2026-05-01");
}

TEST_F(SigningIn, KeepsNeitherPasswordNorToken) {
  const std::string link = add("mari");
  const std::string token = tracker->sign_in_by_link(with_link(link))->token;
  EXPECT_EQ(log_text().find(kPassword), std::string::npos);
  EXPECT_EQ(log_text().find(link), std::string::npos);
  EXPECT_EQ(log_text().find(token), std::string::npos);
  EXPECT_NE(log_text().find("$argon2id$"), std::string::npos);
}

TEST_F(SigningIn, IsRefusedInOneAndTheSameWay) {
  add_with_password("mari");
  add_with_password("chief", ADMINISTRATOR);
  add("unused");
  ASSERT_TRUE(tracker->disable_account(administrator(), "mari", "left").has_value());
  for (const auto& request :
       {with_password("mari", kPassword), with_password("chief", "wrong password"),
        with_password("nobody", kPassword), with_password("unused", ""),
        with_password("Not An Id", kPassword)}) {
    const auto refused = tracker->sign_in(request);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().status(), 401U);
    EXPECT_EQ(refused.error().code(), "not-signed-in");
  }
}

TEST_F(SigningIn, HasToWaitAfterTenFailures) {
  add_with_password("mari");
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(tracker->sign_in(with_password("mari", "wrong password")).error().status(), 401U);
  }
  EXPECT_EQ(tracker->sign_in(with_password("mari", kPassword)).error().status(), 429U);
  clock.pass(std::chrono::minutes{15});
  EXPECT_TRUE(tracker->sign_in(with_password("mari", kPassword)).has_value());
}

TEST_F(SigningIn, ALinkServesOnceAndForADay) {
  const std::string used = add("mari");
  ASSERT_TRUE(tracker->sign_in_by_link(with_link(used)).has_value());
  EXPECT_EQ(tracker->sign_in_by_link(with_link(used)).error().status(), 401U);
  const std::string late = add("huw");
  clock.pass(std::chrono::hours{24});
  EXPECT_EQ(tracker->sign_in_by_link(with_link(late)).error().status(), 401U);
}

TEST_F(SigningIn, AShortPasswordIsRefusedAndTheLinkKept) {
  const std::string link = add("mari");
  EXPECT_EQ(tracker->sign_in_by_link(with_link(link, "short")).error().code(), "invalid");
  EXPECT_TRUE(tracker->sign_in_by_link(with_link(link)).has_value());
}

TEST_F(SigningIn, LastsTwelveHoursAndEndsBySigningOut) {
  const std::string first = tracker->sign_in_by_link(with_link(add("mari")))->token;
  const std::string second = tracker->sign_in(with_password("mari", kPassword))->token;
  tracker->sign_out(first);
  EXPECT_FALSE(tracker->caller_of(first).has_value());
  EXPECT_TRUE(tracker->caller_of(second).has_value());
  clock.pass(std::chrono::hours{12});
  EXPECT_FALSE(tracker->caller_of(second).has_value());
  EXPECT_FALSE(tracker->caller_of("").has_value());
}

TEST_F(SigningIn, OutlivesARestart) {
  const std::string token = tracker->sign_in_by_link(with_link(add("mari")))->token;
  restart();
  EXPECT_TRUE(tracker->caller_of(token).has_value());
}

TEST_F(SigningIn, EndsWhenTheAccountIsDisabledOrReset) {
  add_with_password("chief", ADMINISTRATOR);
  const std::string mari = tracker->sign_in_by_link(with_link(add("mari")))->token;
  const std::string huw = tracker->sign_in_by_link(with_link(add("huw")))->token;
  ASSERT_TRUE(tracker->disable_account(administrator(), "mari", "left").has_value());
  const auto link = tracker->reset_account(administrator(), "huw");
  ASSERT_TRUE(link.has_value());
  EXPECT_FALSE(tracker->caller_of(mari).has_value());
  EXPECT_FALSE(tracker->caller_of(huw).has_value());
  EXPECT_FALSE(tracker->sign_in(with_password("huw", kPassword)).has_value());
  EXPECT_TRUE(tracker->sign_in_by_link(with_link(*link, "another long one")).has_value());
}

TEST_F(SigningIn, OfADemonstrationIsOneClickForEachRole) {
  DemoSignInRequest request;
  request.set_role(OFFICER);
  EXPECT_EQ(tracker->demo_sign_in(request).error().status(), 404U);
  settings.demonstration = true;
  restart();
  for (const Role role : {ADMINISTRATOR, OFFICER, SUB_GROUP_MEMBER, READ_ONLY}) {
    request.set_role(role);
    const auto signed_in = tracker->demo_sign_in(request);
    ASSERT_TRUE(signed_in.has_value());
    EXPECT_EQ(tracker->caller_of(signed_in->token)->role, role);
  }
  request.set_role(OFFICER);
  EXPECT_EQ(tracker->demo_sign_in(request)->session.account(), "demo-officer");
  EXPECT_EQ(count_of("AccountAdded"), 4U);
  request.set_role(ROLE_UNSPECIFIED);
  EXPECT_FALSE(tracker->demo_sign_in(request).has_value());
}

TEST_F(SigningIn, ForTheFirstTimeIsByALinkForTheAdministrator) {
  const auto token = tracker->first_sign_in_token();
  ASSERT_TRUE(token.has_value());
  const auto again = tracker->first_sign_in_token();
  ASSERT_TRUE(again.has_value()) << "the first was lost";
  EXPECT_FALSE(tracker->sign_in_by_link(with_link(*token)).has_value());
  const auto signed_in = tracker->sign_in_by_link(with_link(*again));
  ASSERT_TRUE(signed_in.has_value());
  EXPECT_TRUE(signed_in->session.may_administer());
  EXPECT_FALSE(tracker->first_sign_in_token().has_value());
}

TEST_F(SigningIn, WorksWhileTheTrackerFollows) {
  tracker->start();
  add_with_password("mari");
  const auto signed_in = tracker->sign_in(with_password("mari", kPassword));
  ASSERT_TRUE(signed_in.has_value());
  EXPECT_TRUE(tracker->caller_of(signed_in->token).has_value());
}

TEST_F(SigningIn, AccountsAreForAnAdministratorOnly) {
  EXPECT_EQ(tracker->add_account(officer(), account("mari")).error().code(), "not-allowed");
  EXPECT_EQ(tracker->reset_account(officer(), "mari").error().code(), "not-allowed");
  EXPECT_EQ(tracker->disable_account(officer(), "mari", "").error().code(), "not-allowed");
  EXPECT_EQ(tracker->accounts(officer()).error().code(), "not-allowed");
  add("mari");
  EXPECT_EQ(tracker->add_account(administrator(), account("mari")).error().code(), "exists");
  EXPECT_EQ(tracker->reset_account(administrator(), "nobody").error().code(), "not-found");
  ASSERT_EQ(tracker->accounts(administrator())->accounts_size(), 1);
  EXPECT_EQ(tracker->accounts(administrator())->accounts(0).account(), "mari");
}

TEST(Ids, AreDifferentUuidsOfVersionSevenInOrderOfTime) {
  TestClock clock(schema::Instant{day("2026-05-01")});
  const auto ids = app::make_random_ids(clock);
  const std::string first = ids->event_id();
  ASSERT_EQ(first.size(), 36U);
  EXPECT_EQ(first[14], '7');
  EXPECT_NE(std::string("89ab").find(first[19]), std::string::npos);
  clock.pass(std::chrono::milliseconds{1});
  EXPECT_LT(first, ids->event_id());
  std::set<std::string> secrets;
  for (int i = 0; i < 100; ++i) secrets.insert(ids->secret());
  EXPECT_EQ(secrets.size(), 100U);
  EXPECT_EQ(secrets.begin()->size(), 43U);
}

TEST(Ids, OfOneSeedAreAlike) {
  const TestClock clock(schema::Instant{day("2026-05-01")});
  const auto one = app::make_seeded_ids(3, clock);
  const auto other = app::make_seeded_ids(3, clock);
  const auto third = app::make_seeded_ids(4, clock);
  const std::string id = one->event_id();
  EXPECT_EQ(id, other->event_id());
  EXPECT_NE(id, third->event_id());
  EXPECT_NE(id, one->event_id());
}

}  // namespace
