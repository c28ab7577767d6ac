#include "accounts/decide.h"

#include <algorithm>

namespace accounts {
namespace {

using gwarchod::v1::AccountAdded;
using gwarchod::v1::AccountDisabled;
using gwarchod::v1::PasswordSet;
using gwarchod::v1::SignedIn;
using gwarchod::v1::SignedOut;
using gwarchod::v1::SignInLinkMade;
using Events = std::vector<AccountEvent>;

std::int64_t to_unix_ms(Instant instant) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(instant.time_since_epoch()).count();
}

SignInLinkMade link_made(const std::string& sha256, Instant now) {
  SignInLinkMade made;
  made.set_token_sha256(sha256);
  made.set_expires_unix_ms(to_unix_ms(now + kSignInLinkLasts));
  return made;
}

SignedIn signed_in(const std::string& sha256, Instant now, bool by_link) {
  SignedIn made;
  made.set_token_sha256(sha256);
  made.set_expires_unix_ms(to_unix_ms(now + kSessionLasts));
  made.set_by_link(by_link);
  return made;
}

const Account* find(const Directory& directory, std::string_view id) {
  const auto found = directory.accounts.find(id);
  return found == directory.accounts.end() ? nullptr : &found->second;
}

bool is_last_administrator(const Directory& directory, const Account& account) {
  if (account.role != gwarchod::v1::ADMINISTRATOR) return false;
  return std::ranges::none_of(directory.accounts, [&](const auto& other) {
    return other.second.id != account.id && !other.second.disabled &&
           other.second.role == gwarchod::v1::ADMINISTRATOR;
  });
}

}  // namespace

bool is_account_id(std::string_view text) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  };
  return !text.empty() && text.size() <= kAccountIdCharactersMax && text != "system" &&
         std::ranges::all_of(text, plain);
}

bool is_good_password(std::string_view password) {
  return password.size() >= kPasswordBytesMin && password.size() <= kPasswordBytesMax;
}

Decision decide(const Directory& directory, const AddAccount& command, Instant now) {
  if (!may_administer(command.by)) return Rejection::kNotAllowed;
  if (!is_account_id(command.account)) return Rejection::kInvalidId;
  if (command.name.empty() || command.name.size() > kAccountNameBytesMax) {
    return Rejection::kInvalidName;
  }
  const bool known_role =
      gwarchod::v1::Role_IsValid(command.role) && command.role != gwarchod::v1::ROLE_UNSPECIFIED;
  const bool known_agency = gwarchod::v1::Agency_IsValid(command.agency) &&
                            command.agency != gwarchod::v1::AGENCY_UNSPECIFIED;
  if (!known_role || !known_agency) return Rejection::kInvalidRole;
  if (find(directory, command.account) != nullptr) return Rejection::kExists;
  AccountAdded added;
  added.set_account(command.account);
  added.set_name(command.name);
  added.set_role(command.role);
  added.set_agency(command.agency);
  return Events{added, link_made(command.link_sha256, now)};
}

Decision decide(const Directory& directory, const DisableAccount& command) {
  if (!may_administer(command.by)) return Rejection::kNotAllowed;
  const Account* account = find(directory, command.account);
  if (account == nullptr) return Rejection::kUnknownAccount;
  if (account->disabled) return Events{};
  if (is_last_administrator(directory, *account)) return Rejection::kLastAdministrator;
  AccountDisabled disabled;
  disabled.set_why(command.why);
  return Events{disabled};
}

Decision decide(const Directory& directory, const ResetAccount& command, Instant now) {
  if (!may_administer(command.by)) return Rejection::kNotAllowed;
  const Account* account = find(directory, command.account);
  if (account == nullptr) return Rejection::kUnknownAccount;
  if (account->disabled) return Rejection::kDisabled;
  return Events{PasswordSet{}, link_made(command.link_sha256, now)};
}

Decision decide(const Directory& directory, const SignIn& command, Instant now) {
  const Account* account = find(directory, command.account);
  if (account == nullptr || account->disabled || !command.password_right) {
    return Rejection::kWrongPassword;
  }
  return Events{signed_in(command.token_sha256, now, false)};
}

Decision decide(const Directory& directory, const SignInByLink& command, Instant now) {
  if (account_of_link(directory, command.link_sha256, now) == nullptr) {
    return Rejection::kWrongLink;
  }
  PasswordSet set;
  set.set_argon2id(command.argon2id);
  return Events{set, signed_in(command.token_sha256, now, true)};
}

Decision decide(const Directory& directory, const MakeCalendarLink& command) {
  const Account* account = find(directory, command.account);
  if (account == nullptr) return Rejection::kUnknownAccount;
  if (account->disabled) return Rejection::kDisabled;
  gwarchod::v1::CalendarLinkMade made;
  made.set_token_sha256(command.token_sha256);
  return Events{made};
}

Decision decide(const Directory& directory, const SignOut& command) {
  if (!directory.sessions.contains(command.token_sha256)) return Events{};
  SignedOut signed_out;
  signed_out.set_token_sha256(command.token_sha256);
  return Events{signed_out};
}

}  // namespace accounts
