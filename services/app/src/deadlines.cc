#include <algorithm>
#include <mutex>
#include <tuple>
#include <utility>
#include <vector>

#include "app/problem.h"
#include "inside.h"
#include "secrets.h"

namespace app {
namespace {

using gwarchod::v1::Deadline;
using gwarchod::v1::Deadlines;

/// What is paused has no day, and comes last.
bool comes_before(const Deadline& a, const Deadline& b) {
  const auto key = [](const Deadline& one) {
    return std::tie(one.is_paused() ? one.starts() : one.due(), one.provider(), one.clock(),
                    one.starts());
  };
  if (a.is_paused() != b.is_paused()) return b.is_paused();
  return key(a) < key(b);
}

Deadlines first_of(std::vector<Deadline> found, std::size_t limit, schema::Day as_of) {
  Deadlines deadlines;
  deadlines.set_as_of(schema::to_string(as_of));
  deadlines.set_total(static_cast<std::uint32_t>(found.size()));
  deadlines.set_overdue(static_cast<std::uint32_t>(
      std::ranges::count_if(found, [](const Deadline& one) { return one.overdue(); })));
  std::ranges::sort(found, comes_before);
  found.resize(std::min(found.size(), limit));
  for (Deadline& one : found) *deadlines.add_deadlines() = std::move(one);
  return deadlines;
}

}  // namespace

template <class Wanted>
std::vector<Deadline> Tracker::Inside::deadlines_of(const std::vector<std::string>& providers,
                                                    schema::Day as_of, const Wanted& wanted) const {
  std::vector<Deadline> found;
  const std::shared_ptr<const Sheets> sheets = sheets_held();
  if (!sheets) return found;
  for (const std::string& provider : providers) {
    sheets->read(provider, [&](const Sheet& sheet) {
      for (Deadline& one : sheet.deadlines(*sheets->policy(), as_of)) {
        if (wanted(one)) found.push_back(std::move(one));
      }
    });
  }
  return found;
}

std::vector<std::string> Tracker::Inside::all_providers() const {
  std::vector<std::string> providers;
  const std::shared_lock lock(views.mutex);
  providers.reserve(views.entries.size());
  for (const auto& [provider, entry] : views.entries) providers.push_back(provider);
  return providers;
}

Tracker::Outcome<Deadlines> Tracker::deadlines(const Caller& /*caller*/,
                                               const DeadlineQuery& query) const {
  if (!query.provider.empty() && !inside_->has_provider(query.provider)) return unknown_provider();
  const auto providers =
      query.provider.empty() ? inside_->all_providers() : std::vector<std::string>{query.provider};
  const schema::Day as_of = query.as_of.value_or(today());
  auto found = inside_->deadlines_of(providers, as_of, [&](const Deadline& one) {
    return (query.owner == gwarchod::v1::AGENCY_UNSPECIFIED || one.owner() == query.owner) &&
           (query.account.empty() || one.recorded_by() == query.account) &&
           (!query.overdue_only || one.overdue());
  });
  return first_of(std::move(found), std::min(query.limit, kDeadlinesMax), as_of);
}

std::optional<Deadlines> Tracker::calendar(const std::string& token) const {
  std::string account;
  gwarchod::v1::Agency agency = gwarchod::v1::AGENCY_UNSPECIFIED;
  {
    const std::shared_lock lock(inside_->views.mutex);
    const auto* found =
        accounts::account_of_calendar(inside_->views.directory, token_sha256(token));
    if (found == nullptr) return std::nullopt;
    account = found->id;
    agency = found->agency;
  }
  const schema::Day as_of = today();
  auto found = inside_->deadlines_of(inside_->all_providers(), as_of, [&](const Deadline& one) {
    return !one.is_paused() && (one.recorded_by() == account || one.owner() == agency);
  });
  return first_of(std::move(found), kDeadlinesMax, as_of);
}

}  // namespace app
