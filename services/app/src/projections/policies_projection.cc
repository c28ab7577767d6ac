#include "projections/policies_projection.h"

#include <mutex>
#include <utility>

#include "events.h"

namespace app {
namespace {

constexpr const char* kKey = "projection/policies/adopted";

}  // namespace

std::string text_of(const Policies& policies) {
  std::string bytes;
  schema::PackedWriter to(bytes);
  to.number(policies.adopted().size());
  for (const Policies::Adopted& adopted : policies.adopted()) {
    to.number(adopted.position);
    to.text(adopted.policy->policy().SerializeAsString());
  }
  return bytes;
}

void PoliciesProjection::take_in(const eventstore::StoredEvent& stored) {
  if (stored.stream != policy_stream()) return;
  Policies policies = views_.policies;
  policies.take_in(stored, schema_);
  changed_ = true;
  const std::unique_lock lock(views_.mutex);
  views_.policies = std::move(policies);
}

void PoliciesProjection::save(SideValues& values) {
  if (changed_) values.push_back({kKey, text_of(views_.policies)});
}

void PoliciesProjection::replace(Policies policies) {
  changed_ = true;
  const std::unique_lock lock(views_.mutex);
  views_.policies = std::move(policies);
}

bool PoliciesProjection::load(const eventstore::EventStore& store) {
  const auto bytes = store.get_side(kKey);
  if (!bytes) return true;  // none adopted yet
  schema::PackedReader from(*bytes);
  Policies policies = views_.policies;
  try {
    for (std::size_t left = from.count(); left > 0; --left) {
      const std::uint64_t position = from.number();
      gwarchod::v1::Policy policy;
      if (!policy.ParseFromString(std::string(from.text()))) return false;
      policies.adopt(position, policy, schema_);
    }
  } catch (const std::runtime_error&) {
    return false;  // reading the log anew tells where and why
  }
  if (!from.is_good() || !from.is_at_end()) return false;
  const std::unique_lock lock(views_.mutex);
  views_.policies = std::move(policies);
  return true;
}

}  // namespace app
