#include "accounts/rights.h"

namespace accounts {

bool may_record(Role role) {
  return role == gwarchod::v1::OFFICER || role == gwarchod::v1::SUB_GROUP_MEMBER ||
         role == gwarchod::v1::ADMINISTRATOR;
}

bool may_administer(Role role) { return role == gwarchod::v1::ADMINISTRATOR; }

bool may_adopt_policy(Role role) { return role == gwarchod::v1::ADMINISTRATOR; }

bool may_try_policy(Role role) { return may_record(role); }

gwarchod::v1::Class clearance(Role role, Agency agency) {
  if (role != gwarchod::v1::OFFICER) return gwarchod::v1::P1;
  return agency == gwarchod::v1::COUNCIL_SAFEGUARDING ? gwarchod::v1::P3 : gwarchod::v1::P2;
}

}  // namespace accounts
