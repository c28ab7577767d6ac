#pragma once

#include <string>
#include <vector>

#include "escalation/outlook.h"
#include "gwarchod/v1/views.pb.h"
#include "services/escalation/support/history.h"

/// Words for what the policy says besides the stage.
namespace spec {

/// A provider registered on 1 January 2020, and these records, by the default policy or another.
[[nodiscard]] History registered(const std::vector<Record>& records);
[[nodiscard]] History registered(const CompiledPolicy& policy, const std::vector<Record>& records);

/// "acknowledge-complaint due 2026-03-12 overdue": each open deadline of the day, most overdue
/// first; of `clock` alone when one is named.
[[nodiscard]] std::vector<std::string> due(const History& history, const std::string& as_of,
                                           const std::string& clock = {});
/// "embargo: Full, Local Health Board" of each flag raised, for a reader cleared for everything.
[[nodiscard]] std::vector<std::string> flags(const History& history, const std::string& as_of,
                                             gwarchod::v1::Class clearance = gwarchod::v1::P4);
/// "met", "unmet" or "judged": the exit test of that id.
[[nodiscard]] std::string exit(const History& history, const std::string& as_of,
                               const std::string& id);
/// Of what is near: its words in English, soonest first.
[[nodiscard]] std::vector<std::string> near(const History& history, const std::string& as_of);

}  // namespace spec
