#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "gwarchod/v1/events.pb.h"
#include "schema/packed.h"
#include "schema/time.h"

namespace accounts {

using schema::Instant;

/// What happens to an account, as stream account/<id> holds it.
using AccountEvent =
    std::variant<gwarchod::v1::AccountAdded, gwarchod::v1::AccountDisabled,
                 gwarchod::v1::PasswordSet, gwarchod::v1::SignInLinkMade, gwarchod::v1::SignedIn,
                 gwarchod::v1::SignedOut, gwarchod::v1::CalendarLinkMade>;

/// The event of a kind's name and serialized message; nothing when it is no event of an account.
[[nodiscard]] std::optional<AccountEvent> parse(std::string_view kind, const std::string& body);
/// The kind's name.
[[nodiscard]] std::string kind_of(const AccountEvent& event);
[[nodiscard]] std::string serialize(const AccountEvent& event);

struct Account {
  std::string id;
  std::string name;
  gwarchod::v1::Role role = gwarchod::v1::READ_ONLY;
  gwarchod::v1::Agency agency = gwarchod::v1::AGENCY_UNSPECIFIED;
  bool disabled = false;
  std::string argon2id;     // empty: no password yet, or taken away
  std::string link_sha256;  // of the sign-in link last made; empty when used
  Instant link_expires;
  std::string calendar_sha256;  // of the address of its calendar; empty: none was made
  std::uint64_t version = 0;    // of its stream
};

struct Session {
  std::string account;
  Instant expires;
};

/// Everyone who may sign in, and every session that has not ended, folded from the account streams.
/// A token is known only by its SHA-256 (32 bytes).
struct Directory {
  std::map<std::string, Account, std::less<>> accounts;
  std::map<std::string, Session, std::less<>> sessions;
};

/// Takes one event of the account's stream in. Cannot fail.
void evolve(Directory& directory, const std::string& account, const AccountEvent& event);

/// The number of the form that save() writes.
inline constexpr std::uint64_t kDirectoryForm = 2;
/// One account and its sessions, as bytes.
void save(const Directory& directory, std::string_view account, schema::PackedWriter& to);
/// Puts back what save() wrote; false when the bytes are not of that form.
[[nodiscard]] bool load(Directory& directory, schema::PackedReader& from);

/// Lets go of sessions that ended before `now`, which nobody can use any more.
void forget_expired(Directory& directory, Instant now);

/// The account whose session the token opens at `now`; null when there is none, it has expired, or
/// the account is disabled. Points into the directory.
[[nodiscard]] const Account* account_of(const Directory& directory, std::string_view token_sha256,
                                        Instant now);
/// The account whose calendar has that secret address; null when there is none, or it is disabled.
[[nodiscard]] const Account* account_of_calendar(const Directory& directory,
                                                 std::string_view token_sha256);
/// The account whose unused, unexpired sign-in link it is; null otherwise.
[[nodiscard]] const Account* account_of_link(const Directory& directory,
                                             std::string_view token_sha256, Instant now);

}  // namespace accounts
