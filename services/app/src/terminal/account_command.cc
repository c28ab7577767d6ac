#include <fmt/format.h>

#include <ostream>

#include "app/terminal.h"
#include "schema/json.h"
#include "terminal/open.h"

namespace app {
namespace {

void tell_link(const Terminal& terminal, const AccountCommand& command, const std::string& token) {
  if (terminal.json) {
    terminal.out << "{\"url\":\"" << command.address << "/sign-in#token=" << token << "\"}\n";
    return;
  }
  terminal.out << "To sign in as " << command.account << ", once:\n"
               << command.address << "/sign-in#token=" << token << "\n";
}

}  // namespace

int add_account(const Terminal& terminal, const AccountCommand& command) {
  gwarchod::v1::AddAccountRequest request;
  request.set_account(command.account);
  request.set_name(command.name);
  gwarchod::v1::Role role{};
  gwarchod::v1::Agency agency{};
  if (!gwarchod::v1::Role_Parse(command.role, &role)) {
    terminal.err
        << "gwarchod: --role takes ADMINISTRATOR, OFFICER, SUB_GROUP_MEMBER or READ_ONLY\n";
    return kWrongUse;
  }
  if (!gwarchod::v1::Agency_Parse(command.agency, &agency)) {
    terminal.err << "gwarchod: there is no agency \"" << command.agency
                 << "\"; COUNCIL_CONTRACTS is one\n";
    return kWrongUse;
  }
  request.set_role(role);
  request.set_agency(agency);
  auto authority = open_authority(terminal, eventstore::OpenMode::kCreate, KeyUse::kNone);
  if (!authority) {
    return kWrongUse;
  }
  const auto token = authority->tracker->add_account(Caller::system(), request);
  if (!token) {
    return refuse(terminal, token.error());
  }
  tell_link(terminal, command, *token);
  return kDone;
}

int list_accounts(const Terminal& terminal) {
  const auto authority = open_authority(terminal, eventstore::OpenMode::kReadOnly, KeyUse::kNone);
  if (!authority) {
    return kWrongUse;
  }
  const auto accounts = authority->tracker->accounts(Caller::system());
  if (!accounts) {
    return refuse(terminal, accounts.error());
  }
  if (terminal.json) {
    terminal.out << schema::to_json(*accounts) << "\n";
    return kDone;
  }
  for (const auto& account : accounts->accounts()) {
    terminal.out << fmt::format("{:<24} {:<18} {:<24} {}{}\n", account.account(),
                                gwarchod::v1::Role_Name(account.role()),
                                gwarchod::v1::Agency_Name(account.agency()), account.name(),
                                account.disabled() ? " (disabled)" : "");
  }
  return kDone;
}

int disable_account(const Terminal& terminal, const AccountCommand& command) {
  auto authority = open_authority(terminal, eventstore::OpenMode::kExisting, KeyUse::kNone);
  if (!authority) {
    return kWrongUse;
  }
  const auto done =
      authority->tracker->disable_account(Caller::system(), command.account, command.why);
  if (!done) {
    return refuse(terminal, done.error());
  }
  terminal.out << command.account << " can sign in no more\n";
  return kDone;
}

int reset_account(const Terminal& terminal, const AccountCommand& command) {
  auto authority = open_authority(terminal, eventstore::OpenMode::kExisting, KeyUse::kNone);
  if (!authority) {
    return kWrongUse;
  }
  const auto token = authority->tracker->reset_account(Caller::system(), command.account);
  if (!token) {
    return refuse(terminal, token.error());
  }
  tell_link(terminal, command, *token);
  return kDone;
}

}  // namespace app
