#include "projections/accounts_projection.h"

#include <mutex>
#include <utility>

#include "events.h"

namespace app {
namespace {

constexpr const char* kPrefix = "projection/accounts/entry/";

struct Parsed {
  std::string account;
  accounts::AccountEvent event;
};

std::optional<Parsed> parse(const eventstore::StoredEvent& stored) {
  const auto account = name_in(stored.stream, kAccountStreams);
  if (account.empty()) return std::nullopt;
  auto parsed = accounts::parse(stored.type, from_store(stored).body());
  if (!parsed) return std::nullopt;
  return Parsed{std::string(account), std::move(*parsed)};
}

}  // namespace

void evolve(accounts::Directory& directory, const eventstore::StoredEvent& stored) {
  const auto parsed = parse(stored);
  if (parsed) accounts::evolve(directory, parsed->account, parsed->event);
}

void AccountsProjection::take_in(const eventstore::StoredEvent& stored) {
  const auto parsed = parse(stored);
  if (!parsed) return;
  changed_.insert(parsed->account);
  const std::unique_lock lock(views_.mutex);
  accounts::evolve(views_.directory, parsed->account, parsed->event);
}

void AccountsProjection::save(SideValues& values) {
  for (const std::string& account : changed_) {
    std::string bytes;
    schema::PackedWriter to(bytes);
    accounts::save(views_.directory, account, to);
    values.push_back({kPrefix + account, std::move(bytes)});
  }
}

bool AccountsProjection::load(const eventstore::EventStore& store, schema::Instant now) {
  accounts::Directory directory;
  bool good = true;
  store.scan_side(kPrefix, [&](std::string_view, std::string_view value) {
    schema::PackedReader from(value);
    good = good && accounts::load(directory, from);
  });
  if (!good) return false;
  accounts::forget_expired(directory, now);
  const std::unique_lock lock(views_.mutex);
  views_.directory = std::move(directory);
  return true;
}

void AccountsProjection::forget_expired(schema::Instant now) {
  const std::unique_lock lock(views_.mutex);
  accounts::forget_expired(views_.directory, now);
}

void AccountsProjection::replace(accounts::Directory directory) {
  for (const auto& [id, account] : directory.accounts) changed_.insert(id);
  const std::unique_lock lock(views_.mutex);
  views_.directory = std::move(directory);
}

}  // namespace app
