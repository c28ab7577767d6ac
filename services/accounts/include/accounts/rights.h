#pragma once

#include "gwarchod/v1/events.pb.h"
#include "gwarchod/v1/options.pb.h"

/// What a role may do, and which class of field it sees (domain.md 1.1, 3.2): the only place where
/// this stands.
namespace accounts {

using gwarchod::v1::Agency;
using gwarchod::v1::Role;

[[nodiscard]] bool may_record(Role role);
[[nodiscard]] bool may_administer(Role role);
[[nodiscard]] bool may_adopt_policy(Role role);
/// Sees what another policy would have suggested; nothing changes by it.
[[nodiscard]] bool may_try_policy(Role role);

/// The highest class that such a reader sees: P3 for officers of the council's safeguarding, P2 for
/// other officers, P1 for everyone else. P4 needs two people and is shown to nobody yet.
[[nodiscard]] gwarchod::v1::Class clearance(Role role, Agency agency);

}  // namespace accounts
