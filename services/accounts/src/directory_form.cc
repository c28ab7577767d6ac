#include <algorithm>

#include "accounts/directory.h"

namespace accounts {
namespace {

std::int64_t micros_of(Instant instant) { return instant.time_since_epoch().count(); }
Instant instant_of(std::int64_t micros) { return Instant{Instant::duration{micros}}; }

}  // namespace

void save(const Directory& directory, std::string_view id, schema::PackedWriter& to) {
  const Account& account = directory.accounts.find(id)->second;
  to.text(account.id);
  to.text(account.name);
  to.difference(account.role);
  to.difference(account.agency);
  to.number(account.disabled ? 1 : 0);
  to.text(account.argon2id);
  to.text(account.link_sha256);
  to.difference(micros_of(account.link_expires));
  to.text(account.calendar_sha256);
  to.number(account.version);
  const auto is_its = [&](const auto& session) { return session.second.account == id; };
  to.number(static_cast<std::uint64_t>(std::ranges::count_if(directory.sessions, is_its)));
  for (const auto& session : directory.sessions) {
    if (!is_its(session)) continue;
    to.text(session.first);
    to.difference(micros_of(session.second.expires));
  }
}

bool load(Directory& directory, schema::PackedReader& from) {
  Account account;
  account.id = from.text();
  account.name = from.text();
  account.role = static_cast<gwarchod::v1::Role>(from.difference());
  account.agency = static_cast<gwarchod::v1::Agency>(from.difference());
  account.disabled = from.number() != 0;
  account.argon2id = from.text();
  account.link_sha256 = from.text();
  account.link_expires = instant_of(from.difference());
  account.calendar_sha256 = from.text();
  account.version = from.number();
  for (std::size_t left = from.count(); left > 0; --left) {
    const std::string token(from.text());
    directory.sessions[token] = {account.id, instant_of(from.difference())};
  }
  const std::string id = account.id;
  directory.accounts[id] = std::move(account);
  return from.is_good() && from.is_at_end();
}

}  // namespace accounts
