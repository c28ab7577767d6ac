#include "accounts/directory.h"

#include <iterator>
#include <utility>

namespace accounts {
namespace {

template <class Message>
std::optional<AccountEvent> parse_as(const std::string& body) {
  Message message;
  if (!message.ParseFromString(body)) return std::nullopt;
  return message;
}

Instant from_unix_ms(std::int64_t ms) { return Instant{std::chrono::milliseconds{ms}}; }

void end_sessions(Directory& directory, const std::string& account) {
  std::erase_if(directory.sessions,
                [&](const auto& session) { return session.second.account == account; });
}

struct Evolve {
  Directory& directory;
  Account& account;

  void operator()(const gwarchod::v1::AccountAdded& added) const {
    account.name = added.name();
    account.role = added.role();
    account.agency = added.agency();
  }
  void operator()(const gwarchod::v1::AccountDisabled& /*disabled*/) const {
    account.disabled = true;
    account.link_sha256.clear();
    end_sessions(directory, account.id);
  }
  // Whoever was signed in by the old password is so no more.
  void operator()(const gwarchod::v1::PasswordSet& set) const {
    account.argon2id = set.argon2id();
    end_sessions(directory, account.id);
  }
  // A new link takes the place of an earlier one.
  void operator()(const gwarchod::v1::SignInLinkMade& made) const {
    account.link_sha256 = made.token_sha256();
    account.link_expires = from_unix_ms(made.expires_unix_ms());
  }
  void operator()(const gwarchod::v1::SignedIn& signed_in) const {
    if (signed_in.by_link()) account.link_sha256.clear();
    directory.sessions[signed_in.token_sha256()] = {account.id,
                                                    from_unix_ms(signed_in.expires_unix_ms())};
  }
  void operator()(const gwarchod::v1::CalendarLinkMade& made) const {
    account.calendar_sha256 = made.token_sha256();
  }
  void operator()(const gwarchod::v1::SignedOut& signed_out) const {
    directory.sessions.erase(signed_out.token_sha256());
  }
};

}  // namespace

std::optional<AccountEvent> parse(std::string_view kind, const std::string& body) {
  if (kind == "AccountAdded") return parse_as<gwarchod::v1::AccountAdded>(body);
  if (kind == "AccountDisabled") return parse_as<gwarchod::v1::AccountDisabled>(body);
  if (kind == "PasswordSet") return parse_as<gwarchod::v1::PasswordSet>(body);
  if (kind == "SignInLinkMade") return parse_as<gwarchod::v1::SignInLinkMade>(body);
  if (kind == "SignedIn") return parse_as<gwarchod::v1::SignedIn>(body);
  if (kind == "SignedOut") return parse_as<gwarchod::v1::SignedOut>(body);
  if (kind == "CalendarLinkMade") return parse_as<gwarchod::v1::CalendarLinkMade>(body);
  return std::nullopt;
}

std::string kind_of(const AccountEvent& event) {
  return std::visit([](const auto& message) { return message.GetDescriptor()->name(); }, event);
}

std::string serialize(const AccountEvent& event) {
  return std::visit([](const auto& message) { return message.SerializeAsString(); }, event);
}

void evolve(Directory& directory, const std::string& account, const AccountEvent& event) {
  Account& known = directory.accounts[account];
  known.id = account;
  ++known.version;
  std::visit(Evolve{directory, known}, event);
}

void forget_expired(Directory& directory, Instant now) {
  std::erase_if(directory.sessions,
                [&](const auto& session) { return session.second.expires <= now; });
}

const Account* account_of(const Directory& directory, std::string_view token_sha256, Instant now) {
  const auto session = directory.sessions.find(token_sha256);
  if (session == directory.sessions.end() || session->second.expires <= now) return nullptr;
  const auto account = directory.accounts.find(session->second.account);
  if (account == directory.accounts.end() || account->second.disabled) return nullptr;
  return &account->second;
}

const Account* account_of_link(const Directory& directory, std::string_view token_sha256,
                               Instant now) {
  if (token_sha256.empty()) return nullptr;
  for (const auto& [id, account] : directory.accounts) {
    const bool usable = !account.disabled && account.link_expires > now;
    if (usable && account.link_sha256 == token_sha256) return &account;
  }
  return nullptr;
}

const Account* account_of_calendar(const Directory& directory, std::string_view token_sha256) {
  if (token_sha256.empty()) return nullptr;
  for (const auto& [id, account] : directory.accounts) {
    if (!account.disabled && account.calendar_sha256 == token_sha256) return &account;
  }
  return nullptr;
}

}  // namespace accounts
