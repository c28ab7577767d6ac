#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "event_reader.h"
#include "gwarchod/v1/trial.pb.h"
#include "policies.h"

namespace app {

struct TrialProviderName {
  std::string provider;
  std::string name;
};

/// Told how many providers are done, now and then, one call at a time, on any of the threads; false
/// stops the trial.
using TrialProgress = std::function<bool(std::size_t done, std::size_t of)>;

/// Runs a candidate over all that is recorded of the providers, beside the policies that were in
/// force, in the order in which things became known (escalation::Knowledge::kPooled): by as many
/// threads as there are processors, one provider's history in memory a thread. Nothing when it was
/// stopped.
/// Errors:  throws what reading the store throws.
[[nodiscard]] std::optional<gwarchod::v1::Trial> run_trial(
    const eventstore::EventStore& store, const EventReader& reader, const schema::Schema& schema,
    const Policies& policies, const PolicyInForce& candidate,
    const std::vector<TrialProviderName>& providers, schema::Day today,
    const TrialProgress& progress);

}  // namespace app
