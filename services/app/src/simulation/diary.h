#pragma once

#include <map>
#include <string>
#include <vector>

#include "simulation/act.h"

namespace app {

/// What is going to be recorded on which day, in the order in which it was put down.
class SimDiary {
 public:
  void put(SimAct act) { acts_[act.recorded].push_back(std::move(act)); }
  /// What is due on the day, taken out.
  [[nodiscard]] std::vector<SimAct> take(schema::Day day) {
    std::vector<SimAct> due;
    if (const auto found = acts_.find(day); found != acts_.end()) {
      due = std::move(found->second);
      acts_.erase(found);
    }
    return due;
  }

 private:
  std::map<schema::Day, std::vector<SimAct>> acts_;
};

}  // namespace app
