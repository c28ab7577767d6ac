#include <gtest/gtest.h>

#include "accounts/decide.h"

namespace {

using namespace accounts;
using std::chrono::hours;

const Instant kNow = Instant{std::chrono::sys_days{std::chrono::year{2026} / 3 / 12}};
const std::string kToken(32, 't');
const std::string kLink(32, 'l');

// Given: what happened to accounts, folded.
class Accounts : public testing::Test {
 protected:
  void happened(const std::string& account, const Decision& decision) {
    ASSERT_TRUE(decision.has_value());
    for (const AccountEvent& event : *decision) {
      const auto stored = parse(kind_of(event), serialize(event));
      ASSERT_TRUE(stored.has_value());
      evolve(directory, account, *stored);
    }
  }
  void add(const std::string& account, Role role = gwarchod::v1::OFFICER) {
    happened(account, decide(directory,
                             AddAccount{.by = gwarchod::v1::ADMINISTRATOR,
                                        .account = account,
                                        .name = "A. Person",
                                        .role = role,
                                        .agency = gwarchod::v1::COUNCIL_CONTRACTS,
                                        .link_sha256 = kLink},
                             kNow));
  }
  void choose_password(const std::string& account) {
    happened(account, decide(directory, SignInByLink{kLink, "hash", "first session"}, kNow));
  }
  Directory directory;
};

class SigningIn : public Accounts {};
class ASignInLink : public Accounts {};
class AnAccount : public Accounts {};

TEST_F(SigningIn, OpensASessionForTwelveHours) {
  add("mari");
  choose_password("mari");
  happened("mari", decide(directory, SignIn{"mari", true, kToken}, kNow));
  ASSERT_NE(account_of(directory, kToken, kNow), nullptr);
  EXPECT_EQ(account_of(directory, kToken, kNow)->id, "mari");
  EXPECT_NE(account_of(directory, kToken, kNow + hours{12} - hours{1}), nullptr);
  EXPECT_EQ(account_of(directory, kToken, kNow + hours{12}), nullptr);
}

TEST_F(SigningIn, IsRefusedWithAWrongPassword) {
  add("mari");
  EXPECT_EQ(decide(directory, SignIn{"mari", false, kToken}, kNow).error(),
            Rejection::kWrongPassword);
}

TEST_F(SigningIn, IsRefusedInTheSameWordsWhenThereIsNoSuchAccount) {
  EXPECT_EQ(decide(directory, SignIn{"nobody", true, kToken}, kNow).error(),
            Rejection::kWrongPassword);
}

TEST_F(SigningIn, IsRefusedToADisabledAccount) {
  add("chief", gwarchod::v1::ADMINISTRATOR);
  add("mari");
  happened("mari", decide(directory, DisableAccount{gwarchod::v1::ADMINISTRATOR, "mari", "left"}));
  EXPECT_EQ(decide(directory, SignIn{"mari", true, kToken}, kNow).error(),
            Rejection::kWrongPassword);
}

TEST_F(SigningIn, EndsBySigningOutAndSigningOutTwiceAddsNothing) {
  add("mari");
  happened("mari", decide(directory, SignIn{"mari", true, kToken}, kNow));
  happened("mari", decide(directory, SignOut{kToken}));
  EXPECT_EQ(account_of(directory, kToken, kNow), nullptr);
  EXPECT_TRUE(decide(directory, SignOut{kToken})->empty());
}

TEST_F(SigningIn, ForgetsSessionsThatEnded) {
  add("mari");
  happened("mari", decide(directory, SignIn{"mari", true, kToken}, kNow));
  forget_expired(directory, kNow + hours{12});
  EXPECT_TRUE(directory.sessions.empty());
}

TEST_F(ASignInLink, ServesOnce) {
  add("mari");
  choose_password("mari");
  EXPECT_EQ(decide(directory, SignInByLink{kLink, "other", kToken}, kNow).error(),
            Rejection::kWrongLink);
  EXPECT_EQ(directory.accounts.at("mari").argon2id, "hash");
}

TEST_F(ASignInLink, ServesForADay) {
  add("mari");
  EXPECT_NE(account_of_link(directory, kLink, kNow + hours{23}), nullptr);
  EXPECT_EQ(decide(directory, SignInByLink{kLink, "hash", kToken}, kNow + hours{24}).error(),
            Rejection::kWrongLink);
}

TEST_F(ASignInLink, IsNotTheEmptyOne) {
  add("mari");
  choose_password("mari");
  EXPECT_EQ(account_of_link(directory, "", kNow), nullptr);
}

TEST_F(ASignInLink, OfAResetTakesThePasswordAndTheSessionsAway) {
  add("mari");
  choose_password("mari");
  happened("mari", decide(directory, SignIn{"mari", true, kToken}, kNow));
  happened("mari",
           decide(directory, ResetAccount{gwarchod::v1::ADMINISTRATOR, "mari", "new link"}, kNow));
  EXPECT_EQ(account_of(directory, kToken, kNow), nullptr);
  EXPECT_TRUE(directory.accounts.at("mari").argon2id.empty());
  EXPECT_NE(account_of_link(directory, "new link", kNow), nullptr);
}

TEST_F(ASignInLink, IsNotMadeForADisabledOrUnknownAccount) {
  add("chief", gwarchod::v1::ADMINISTRATOR);
  add("mari");
  happened("mari", decide(directory, DisableAccount{gwarchod::v1::ADMINISTRATOR, "mari", ""}));
  const auto reset = [&](const char* account) {
    return decide(directory, ResetAccount{gwarchod::v1::ADMINISTRATOR, account, kLink}, kNow)
        .error();
  };
  EXPECT_EQ(reset("mari"), Rejection::kDisabled);
  EXPECT_EQ(reset("nobody"), Rejection::kUnknownAccount);
}

TEST_F(AnAccount, IsAddedByAnAdministratorOnly) {
  AddAccount command{.by = gwarchod::v1::OFFICER,
                     .account = "mari",
                     .name = "Mari",
                     .role = gwarchod::v1::OFFICER,
                     .agency = gwarchod::v1::POLICE,
                     .link_sha256 = kLink};
  EXPECT_EQ(decide(directory, command, kNow).error(), Rejection::kNotAllowed);
  command.by = gwarchod::v1::ADMINISTRATOR;
  EXPECT_TRUE(decide(directory, command, kNow).has_value());
}

TEST_F(AnAccount, NeedsAPlainIdANameARoleAndAnAgency) {
  const AddAccount good{.by = gwarchod::v1::ADMINISTRATOR,
                        .account = "mari",
                        .name = "Mari",
                        .role = gwarchod::v1::OFFICER,
                        .agency = gwarchod::v1::POLICE,
                        .link_sha256 = kLink};
  const auto refused = [&](auto change) {
    AddAccount command = good;
    change(command);
    return decide(directory, command, kNow).error();
  };
  EXPECT_EQ(refused([](auto& c) { c.account = "Mari!"; }), Rejection::kInvalidId);
  EXPECT_EQ(refused([](auto& c) { c.account = ""; }), Rejection::kInvalidId);
  EXPECT_EQ(refused([](auto& c) { c.account = "system"; }), Rejection::kInvalidId);
  EXPECT_EQ(refused([](auto& c) { c.account = std::string(61, 'a'); }), Rejection::kInvalidId);
  EXPECT_EQ(refused([](auto& c) { c.name = ""; }), Rejection::kInvalidName);
  EXPECT_EQ(refused([](auto& c) { c.role = gwarchod::v1::ROLE_UNSPECIFIED; }),
            Rejection::kInvalidRole);
  EXPECT_EQ(refused([](auto& c) { c.agency = gwarchod::v1::AGENCY_UNSPECIFIED; }),
            Rejection::kInvalidRole);
}

TEST_F(AnAccount, IsNotAddedTwice) {
  add("mari");
  const AddAccount again{.by = gwarchod::v1::ADMINISTRATOR,
                         .account = "mari",
                         .name = "Mari",
                         .role = gwarchod::v1::OFFICER,
                         .agency = gwarchod::v1::POLICE,
                         .link_sha256 = kLink};
  EXPECT_EQ(decide(directory, again, kNow).error(), Rejection::kExists);
}

TEST_F(AnAccount, IsDisabledByAnAdministratorOnlyAndOnce) {
  add("chief", gwarchod::v1::ADMINISTRATOR);
  add("mari");
  EXPECT_EQ(decide(directory, DisableAccount{gwarchod::v1::OFFICER, "mari", ""}).error(),
            Rejection::kNotAllowed);
  EXPECT_EQ(decide(directory, DisableAccount{gwarchod::v1::ADMINISTRATOR, "nobody", ""}).error(),
            Rejection::kUnknownAccount);
  happened("mari", decide(directory, DisableAccount{gwarchod::v1::ADMINISTRATOR, "mari", ""}));
  EXPECT_TRUE(decide(directory, DisableAccount{gwarchod::v1::ADMINISTRATOR, "mari", ""})->empty());
}

TEST_F(AnAccount, OfTheLastAdministratorIsNotDisabled) {
  add("chief", gwarchod::v1::ADMINISTRATOR);
  EXPECT_EQ(decide(directory, DisableAccount{gwarchod::v1::ADMINISTRATOR, "chief", ""}).error(),
            Rejection::kLastAdministrator);
}

TEST_F(AnAccount, OfADemonstrationIsAddedAtItsFirstUse) {
  const DemonstrationSignIn command{gwarchod::v1::OFFICER, kToken};
  const auto first = decide(directory, command, kNow);
  ASSERT_EQ(first->size(), 2U);
  happened("demo-officer", first);
  EXPECT_EQ(decide(directory, command, kNow)->size(), 1U);
  EXPECT_EQ(account_of(directory, kToken, kNow)->role, gwarchod::v1::OFFICER);
  EXPECT_EQ(
      decide(directory, DemonstrationSignIn{gwarchod::v1::ROLE_UNSPECIFIED, kToken}, kNow).error(),
      Rejection::kInvalidRole);
}

TEST(APassword, HasAtLeastTwelveCharacters) {
  EXPECT_FALSE(is_good_password("short"));
  EXPECT_TRUE(is_good_password("twelve chars"));
  EXPECT_FALSE(is_good_password(std::string(201, 'x')));
}

}  // namespace
