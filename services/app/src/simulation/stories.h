#pragma once

#include <vector>

#include "gwarchod/v1/policy.pb.h"
#include "gwarchod/v1/simulation.pb.h"
#include "simulation/act.h"
#include "simulation/diary.h"

namespace app {

/// The stories the program holds. Throws std::logic_error when they cannot be read.
[[nodiscard]] gwarchod::v1::Stories built_in_stories();

/// The id of the stage of that number; "step-down" names the one off the ladder. Empty: there is
/// none.
[[nodiscard]] std::string stage_id(const gwarchod::v1::Policy& policy, const std::string& number);

/// Puts a story's beats down in the diary.
/// Throws std::logic_error when a beat refers to a name or stage that there is not.
void tell(const gwarchod::v1::Story& story, std::size_t provider, schema::Day last_day,
          const gwarchod::v1::Policy& policy, const SimPeople& people, SimDiary& diary);

}  // namespace app
