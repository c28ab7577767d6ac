#pragma once

#include <optional>
#include <span>
#include <string>

#include "escalation/policy.h"
#include "gwarchod/v1/views.pb.h"

namespace escalation {

/// A service of an owner: the higher of its decided and its suggested stage.
struct OwnedService {
  std::string name;
  gwarchod::v1::StageName stage;
};
[[nodiscard]] OwnedService owned_service(const gwarchod::v1::BoardRow& row);

/// Whether it has its owner's other services watched.
[[nodiscard]] bool has_others_watched(const CompiledPolicy& policy, const OwnedService& service);

/// The flag on a service because of its owner's others: concerns about one predict trouble in the
/// others (domain.md 1.2). Nothing when none of them is at so high a stage, or the policy does not
/// ask.
[[nodiscard]] std::optional<gwarchod::v1::RaisedFlag> owner_watch(
    const CompiledPolicy& policy, const std::string& owner, std::span<const OwnedService> others);

/// What RaisedFlag.flag says of it.
inline constexpr const char* kOwnerWatch = "owner-watch";

}  // namespace escalation
