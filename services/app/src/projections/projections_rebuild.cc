// A projection built anew from the log's first event, beside the one that stands, and compared.
#include <mutex>
#include <utility>

#include "events.h"
#include "projections/projections.h"

namespace app {
namespace {

using eventstore::StoredEvent;

constexpr std::size_t kDifferingToldMax = 20;

void note_difference(Rebuilt& rebuilt, const std::string& id) {
  rebuilt.equal = false;
  if (rebuilt.differing.size() < kDifferingToldMax) rebuilt.differing.push_back(id);
}

std::string text_of(const Sheet& sheet) {
  std::string bytes;
  schema::PackedWriter to(bytes);
  sheet.save(to);
  return bytes;
}

std::string text_of(const accounts::Directory& directory, const std::string& id) {
  std::string bytes;
  schema::PackedWriter to(bytes);
  if (directory.accounts.contains(id)) accounts::save(directory, id, to);
  return bytes;
}

}  // namespace

Rebuilt Projections::rebuild(const std::string& name, bool check_only) {
  Rebuilt rebuilt;
  if (!shows_) show();
  try {
    if (name == Board::kName) rebuilt = rebuild_board(check_only);
    if (name == AccountsProjection::kName) rebuilt = rebuild_accounts(check_only);
    if (name == PoliciesProjection::kName) rebuilt = rebuild_policies(check_only);
  } catch (const std::runtime_error& fault) {
    rebuilt.fault = fault.what();
  }
  rebuilt.name = name;
  return rebuilt;
}

Rebuilt Projections::rebuild_board(bool check_only) {
  Running& running = running_[kBoard];
  Rebuilt rebuilt;
  rebuilt.position = running.position;
  const bool keeps = !check_only && !read_only_;
  const std::uint64_t generation = generation_ + 1;
  if (keeps) begin_generation(generation);
  auto fresh =
      std::make_unique<Board>(store_, reader_, schema_, board_->policy(),
                              keeps ? board_prefix(generation) : std::string{}, board_->as_of());
  BoardBuild build(
      store_, std::move(fresh), running.position, [&](Board& board, const auto& entries) {
        for (const SharedEntry& entry : entries) {
          const std::string& provider = entry->row.provider();
          const auto standing = board_->held().find(provider);
          const std::string kept = text_of(board_->sheets()->known_at(provider, running.position));
          const bool same =
              standing != board_->held().end() &&
              Board::text_of(standing->second) == Board::text_of(board.held_of(provider)) &&
              kept == text_of(board.sheets()->sheet(provider, running.position));
          ++rebuilt.entries;
          if (!same) note_difference(rebuilt, provider);
        }
        keep_pass(board, entries);
      });
  (void)build.step(BoardBuild::Time::max());
  if (build.stopped()) {
    rebuilt.fault = build.stopped()->why;
    rebuilt.equal = false;
  }
  for (const auto& [provider, held] : board_->held()) {
    if (!build.board().held().contains(provider)) note_difference(rebuilt, provider);
  }
  if (!keeps || build.stopped()) return rebuilt;
  put_in_place(build.take_board(), generation);
  rebuilt.replaced = true;
  return rebuilt;
}

Rebuilt Projections::rebuild_accounts(bool check_only) {
  const Running& running = running_[kAccounts];
  Rebuilt rebuilt;
  rebuilt.position = running.position;
  accounts::Directory fresh;
  store_.scan(eventstore::Position{1}, [&](const StoredEvent& stored) {
    if (stored.position.value() > running.position) return false;
    evolve(fresh, stored);
    return true;
  });
  accounts::forget_expired(fresh, clock_.now());
  accounts_.forget_expired(clock_.now());
  accounts::Directory standing = views_.directory;
  rebuilt.entries = fresh.accounts.size();
  for (const auto& [id, account] : fresh.accounts) {
    if (text_of(fresh, id) != text_of(standing, id)) note_difference(rebuilt, id);
  }
  for (const auto& [id, account] : standing.accounts) {
    if (!fresh.accounts.contains(id)) note_difference(rebuilt, id);
  }
  if (check_only || read_only_) return rebuilt;
  accounts_.replace(std::move(fresh));
  running_[kAccounts].kept = {};
  rebuilt.replaced = true;
  return rebuilt;
}

Rebuilt Projections::rebuild_policies(bool check_only) {
  const Running& running = running_[kPolicies];
  Rebuilt rebuilt;
  rebuilt.position = running.position;
  Policies fresh(default_policy(schema_));
  for (const StoredEvent& stored : store_.read_stream(
           policy_stream(), eventstore::StreamVersion{1}, eventstore::kCommitEventsMax,
           eventstore::EventStore::Direction::kForward)) {
    if (stored.position.value() <= running.position) fresh.take_in(stored, schema_);
  }
  rebuilt.entries = fresh.adopted().size();
  if (app::text_of(fresh) != app::text_of(views_.policies)) {
    note_difference(rebuilt, "policy");
  }
  if (check_only || read_only_) return rebuilt;
  policies_.replace(std::move(fresh));
  running_[kPolicies].kept = {};
  rebuilt.replaced = true;
  return rebuilt;
}

}  // namespace app
