#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "escalation/policy.h"
#include "eventstore/types.h"
#include "gwarchod/v1/policy.pb.h"
#include "gwarchod/v1/views.pb.h"
#include "schema/schema.h"
#include "schema/time.h"

namespace app {

using PolicyInForce = std::shared_ptr<const escalation::CompiledPolicy>;

inline constexpr std::uint64_t kAnyPosition = std::numeric_limits<std::uint64_t>::max();

/// Every policy adopted, each in force from its effective day until a later adopted one is.
/// Copying is cheap: compiled policies are shared. Threads: as a value.
class Policies {
 public:
  /// Takes a PolicyAdopted in; one taken in before is passed over.
  /// Throws std::runtime_error when it cannot be compiled against this schema (it names a kind of a
  /// descriptor set that was not given, say): better no status than one by another policy.
  void take_in(const eventstore::StoredEvent& stored, const schema::Schema& schema);

  /// The policy in force on the day, of those adopted up to the position: the last adopted among
  /// those effective by then. Before any was effective, the first; before any was adopted, the
  /// default.
  [[nodiscard]] PolicyInForce in_force(schema::Day day,
                                       std::uint64_t known_at = kAnyPosition) const;
  /// Whether a policy of that version was adopted.
  [[nodiscard]] bool has(std::string_view version) const;
  [[nodiscard]] bool empty() const { return adopted_.empty(); }

  explicit Policies(PolicyInForce fallback) : fallback_(std::move(fallback)) {}

  struct Adopted {
    std::uint64_t position;
    schema::Day effective;
    PolicyInForce policy;
  };
  /// In the order of adoption.
  [[nodiscard]] const std::vector<Adopted>& adopted() const { return adopted_; }
  /// As take_in(), of a policy whose event was at the position.
  void adopt(std::uint64_t position, const gwarchod::v1::Policy& policy,
             const schema::Schema& schema);

 private:
  std::vector<Adopted> adopted_;
  PolicyInForce fallback_;
};

/// Why no policy can come into force on the day, yyyy-mm-dd: it is no day, or not after the day
/// from which the newest adopted is in force, so that the two would overlap. Nothing when one can.
[[nodiscard]] std::optional<gwarchod::v1::FieldProblem> why_too_early(const Policies& policies,
                                                                      const std::string& effective);
[[nodiscard]] gwarchod::v1::Problem policy_adopted_before(const std::string& version);

/// The default policy, compiled. Throws std::logic_error when it has faults: a test holds it to
/// none.
[[nodiscard]] PolicyInForce default_policy(const schema::Schema& schema);

}  // namespace app
