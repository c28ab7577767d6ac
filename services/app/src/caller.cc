#include "app/caller.h"

#include "accounts/rights.h"

namespace app {
namespace {

constexpr const char* kSystemAccount = "system";

}  // namespace

Caller Caller::system() {
  Caller caller;
  caller.account = kSystemAccount;
  caller.name = "Gwarchod";
  caller.role = gwarchod::v1::ADMINISTRATOR;
  return caller;
}

// No account can have the name (accounts::is_account_id).
gwarchod::v1::Class Caller::clearance() const {
  return account == kSystemAccount ? gwarchod::v1::P3 : accounts::clearance(role, agency);
}

}  // namespace app
