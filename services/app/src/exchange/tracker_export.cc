#include <utility>

#include "accounts/rights.h"
#include "app/problem.h"
#include "app/tracker.h"
#include "inside.h"

namespace app {

Tracker::Outcome<std::unique_ptr<Exporter>> Tracker::export_events(const Caller& caller,
                                                                   ExportOptions options) const {
  options.clearance = caller.clearance();
  options.accounts = accounts::may_administer(caller.role);
  auto made = Exporter::make(inside_->store, inside_->keys, inside_->schema, std::move(options));
  if (made) return std::move(*made);
  return invalid(
      {make_field_problem("kind", "There is no such kind of record.", "Nid oes y fath gofnod.")});
}

Tracker::Outcome<std::unique_ptr<Follower>> Tracker::follow_events(const Caller& caller,
                                                                   FollowOptions options) const {
  if (!options.provider.empty() && !inside_->has_provider(options.provider)) {
    return unknown_provider();
  }
  options.clearance = caller.clearance();
  options.accounts = accounts::may_administer(caller.role);
  return Follower::make(inside_->store, inside_->keys, inside_->schema, std::move(options));
}

}  // namespace app
