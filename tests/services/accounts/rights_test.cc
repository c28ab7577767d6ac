#include "accounts/rights.h"

#include <gtest/gtest.h>

namespace {

using namespace gwarchod::v1;

TEST(ARole, MayRecordUnlessItOnlyReads) {
  EXPECT_TRUE(accounts::may_record(OFFICER));
  EXPECT_TRUE(accounts::may_record(SUB_GROUP_MEMBER));
  EXPECT_TRUE(accounts::may_record(ADMINISTRATOR));
  EXPECT_FALSE(accounts::may_record(READ_ONLY));
  EXPECT_FALSE(accounts::may_record(ROLE_UNSPECIFIED));
}

TEST(ARole, MayAdministerAndAdoptAPolicyAsAnAdministratorOnly) {
  for (const Role role : {OFFICER, SUB_GROUP_MEMBER, READ_ONLY, ROLE_UNSPECIFIED}) {
    EXPECT_FALSE(accounts::may_administer(role));
    EXPECT_FALSE(accounts::may_adopt_policy(role));
  }
  EXPECT_TRUE(accounts::may_administer(ADMINISTRATOR));
  EXPECT_TRUE(accounts::may_adopt_policy(ADMINISTRATOR));
}

TEST(ARole, MayTryAPolicyUnlessItOnlyReads) {
  EXPECT_TRUE(accounts::may_try_policy(OFFICER));
  EXPECT_TRUE(accounts::may_try_policy(SUB_GROUP_MEMBER));
  EXPECT_TRUE(accounts::may_try_policy(ADMINISTRATOR));
  EXPECT_FALSE(accounts::may_try_policy(READ_ONLY));
  EXPECT_FALSE(accounts::may_try_policy(ROLE_UNSPECIFIED));
}

TEST(AReader, SeesTheClassOfTheirRoleAndAgency) {
  EXPECT_EQ(accounts::clearance(OFFICER, COUNCIL_SAFEGUARDING), P3);
  EXPECT_EQ(accounts::clearance(OFFICER, COUNCIL_CONTRACTS), P2);
  EXPECT_EQ(accounts::clearance(SUB_GROUP_MEMBER, COUNCIL_SAFEGUARDING), P1);
  EXPECT_EQ(accounts::clearance(ADMINISTRATOR, COUNCIL_SAFEGUARDING), P1);
  EXPECT_EQ(accounts::clearance(READ_ONLY, COUNCIL_SAFEGUARDING), P1);
}

}  // namespace
