#pragma once

#include <memory>
#include <span>
#include <vector>

#include "escalation/sweep.h"
#include "policies.h"

namespace app {

/// From this day on a provider is suggested a stage of this policy, until the next step.
struct Step {
  schema::Day day;
  const gwarchod::v1::Stage* stage = nullptr;  // never null
};

/// A policy that suggests from one day on, until the next one does.
struct Reign {
  PolicyInForce policy;
  /// The same with nothing but what a suggestion needs: quicker to fold.
  std::shared_ptr<const escalation::CompiledPolicy> bare;
  schema::Day from;
};

/// What stood in force on each day, first to last, by what was adopted up to the position.
[[nodiscard]] std::vector<Reign> reigns_of(const Policies& policies, schema::Day last,
                                           const schema::Schema& schema,
                                           std::uint64_t known_at = kAnyPosition);
/// The candidate alone, over all time.
[[nodiscard]] Reign reign_of(PolicyInForce candidate, const schema::Schema& schema);

/// What they would have suggested of one provider, in the order in which things became known.
/// Nothing before the first step but the first stage.
[[nodiscard]] std::vector<Step> course(std::span<const Reign> reigns,
                                       std::span<const escalation::Learned> history,
                                       schema::Day last);

}  // namespace app
