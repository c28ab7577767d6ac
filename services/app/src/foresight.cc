#include "escalation/foresight.h"

#include <mutex>

#include "app/problem.h"
#include "inside.h"
#include "provider_history.h"

namespace app {

Tracker::Outcome<gwarchod::v1::Foresights> Tracker::foresight(
    const Caller& /*caller*/, const std::string& provider,
    const std::optional<schema::Day>& as_of) const {
  if (!inside_->has_provider(provider)) return unknown_provider();
  const ProviderHistory history(inside_->store, inside_->reader, provider);
  const schema::Day day = as_of.value_or(today());
  const PolicyInForce policy = inside_->policy_on(day, kAnyPosition);
  auto found = escalation::foresights(*policy, history.stream(), day);
  found.set_provider(provider);
  const std::shared_lock lock(inside_->views.mutex);
  const auto entry = inside_->views.entries.find(provider);
  if (entry != inside_->views.entries.end()) found.set_name(entry->second->row.name());
  return found;
}

}  // namespace app
