#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/directory.h"
#include "accounts/rights.h"
#include "schema/result.h"

namespace accounts {

inline constexpr std::chrono::hours kSessionLasts{12};
inline constexpr std::chrono::hours kSignInLinkLasts{24};
inline constexpr std::size_t kAccountIdCharactersMax = 60;
inline constexpr std::size_t kPasswordBytesMin = 12;
inline constexpr std::size_t kPasswordBytesMax = 200;
inline constexpr std::size_t kAccountNameBytesMax = 200;

/// Why a wish was refused. Nothing is recorded.
enum class Rejection {
  kNotAllowed,   // only an administrator may
  kInvalidId,    // small letters, digits and hyphens, and not "system"
  kInvalidName,  // empty or too long
  kInvalidRole,  // no role or agency given
  kExists,       // an account of that id is, or was
  kUnknownAccount,
  kDisabled,           // disabled accounts stay so
  kLastAdministrator,  // nobody would be left to administer
  kWrongPassword,      // or the account is unknown or disabled: not told apart
  kWrongLink,          // unknown, used or expired: not told apart
  kBadPassword,        // shorter than kPasswordBytesMin or longer than kPasswordBytesMax
};

using Decision = schema::Result<std::vector<AccountEvent>, Rejection>;

/// Adds an account with a sign-in link, through which its password is chosen.
struct AddAccount {
  Role by;
  std::string account;
  std::string name;
  Role role;
  Agency agency;
  std::string link_sha256;
};
/// Disables an account and ends its sessions.
struct DisableAccount {
  Role by;
  std::string account;
  std::string why;
};
/// Takes the password away, ends the sessions and makes a sign-in link.
struct ResetAccount {
  Role by;
  std::string account;
  std::string link_sha256;
};
/// The password has been compared with the account's hash by whoever asks.
struct SignIn {
  std::string account;
  bool password_right;
  std::string token_sha256;
};
/// Uses a sign-in link up: sets the password chosen now, and signs in.
struct SignInByLink {
  std::string link_sha256;
  std::string argon2id;
  std::string token_sha256;
};
/// One-click sign-in as a role, in a demonstration: its account is added when there is none yet.
struct DemonstrationSignIn {
  Role role;
  std::string token_sha256;
};
/// A new secret address for the account's calendar; the one before leads nowhere any more.
struct MakeCalendarLink {
  std::string account;
  std::string token_sha256;
};
struct SignOut {
  std::string token_sha256;
};

[[nodiscard]] bool is_account_id(std::string_view text);
/// "demo-officer" for OFFICER; empty for no role.
[[nodiscard]] std::string demonstration_account(Role role);
[[nodiscard]] bool is_good_password(std::string_view password);

[[nodiscard]] Decision decide(const Directory& directory, const AddAccount& command, Instant now);
[[nodiscard]] Decision decide(const Directory& directory, const DisableAccount& command);
[[nodiscard]] Decision decide(const Directory& directory, const ResetAccount& command, Instant now);
[[nodiscard]] Decision decide(const Directory& directory, const SignIn& command, Instant now);
[[nodiscard]] Decision decide(const Directory& directory, const SignInByLink& command, Instant now);
[[nodiscard]] Decision decide(const Directory& directory, const DemonstrationSignIn& command,
                              Instant now);
[[nodiscard]] Decision decide(const Directory& directory, const MakeCalendarLink& command);
/// Signing out twice, or of a session long gone, records nothing the second time.
[[nodiscard]] Decision decide(const Directory& directory, const SignOut& command);

}  // namespace accounts
