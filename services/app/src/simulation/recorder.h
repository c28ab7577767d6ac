#pragma once

#include <google/protobuf/struct.pb.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/simulate.h"
#include "app/tracker.h"
#include "simulation/act.h"
#include "simulation/register.h"

namespace app {

/// Records acts through the tracker's commands, a day's at a time, with the clock going through the
/// working day. Commands are given one after another and waited for together, so that a day costs a
/// disk sync or two, not one for each record.
class SimRecorder {
 public:
  SimRecorder(Tracker& tracker, SimulatedClock& clock, const std::vector<SimProvider>& providers)
      : tracker_(tracker), clock_(clock), providers_(providers), ids_(providers.size()) {}

  /// Errors: what was refused, and why.
  [[nodiscard]] std::optional<std::string> register_all(schema::Day day, const SimPeople& people);
  [[nodiscard]] std::optional<std::string> record(std::vector<SimAct> acts, schema::Day day,
                                                  int from_hour);

 private:
  [[nodiscard]] std::optional<std::string> resolve(SimAct& act) const;
  [[nodiscard]] std::optional<std::string> resolve(google::protobuf::Value& value,
                                                   const SimAct& act,
                                                   const gwarchod::v1::Status& status) const;

  Tracker& tracker_;
  SimulatedClock& clock_;
  const std::vector<SimProvider>& providers_;
  std::vector<std::map<std::string, std::string>> ids_;  // by provider: name -> event id
};

}  // namespace app
