#include "services/escalation/support/beside.h"

namespace spec {

History registered(const CompiledPolicy& policy, const std::vector<Record>& records) {
  History history(policy);
  history.add(a<gwarchod::v1::ProviderRegistered>("in_county: true").on("2020-01-01"));
  for (const Record& record : records) history.add(record);
  return history;
}

History registered(const std::vector<Record>& records) {
  return registered(default_policy(), records);
}

std::vector<std::string> due(const History& history, const std::string& as_of,
                             const std::string& clock) {
  std::vector<std::string> told;
  for (const auto& one : escalation::deadlines(history.facts(), history.policy(), day(as_of))) {
    if (!clock.empty() && one.clock() != clock) continue;
    told.push_back(one.clock() + (one.is_paused() ? " paused" : " due " + one.due()) +
                   (one.overdue() ? " overdue" : ""));
  }
  return told;
}

std::vector<std::string> flags(const History& history, const std::string& as_of,
                               gwarchod::v1::Class clearance) {
  std::vector<std::string> told;
  for (const auto& one :
       escalation::flags(history.facts(), history.policy(), day(as_of), clearance)) {
    told.push_back(one.flag() + (one.says().en().empty() ? "" : ": " + one.says().en()));
  }
  return told;
}

std::string exit(const History& history, const std::string& as_of, const std::string& id) {
  for (const auto& one : escalation::exits(history.facts(), history.policy(), day(as_of))) {
    if (one.exit() != id) continue;
    if (one.state() == gwarchod::v1::EXIT_MET) return "met";
    return one.state() == gwarchod::v1::EXIT_UNMET ? "unmet" : "judged";
  }
  return "no such test";
}

std::vector<std::string> near(const History& history, const std::string& as_of) {
  std::vector<std::string> told;
  for (const auto& one : escalation::near(history.facts(), history.policy(), day(as_of))) {
    told.push_back(one.words().en());
  }
  return told;
}

}  // namespace spec
