#pragma once

#include <string>
#include <vector>

#include "app/simulate.h"
#include "gwarchod/v1/records.pb.h"
#include "gwarchod/v1/simulation.pb.h"
#include "simulation/random.h"
#include "simulation/texts.h"

namespace app {

/// One provider of the synthetic authority, and how it fares.
struct SimProvider {
  std::string id;
  gwarchod::v1::ProviderRegistered registration;
  Random random{0};
  const gwarchod::v1::Story* story = nullptr;  // what happens is written, not drawn
  double activity = 1;                         // how much happens at all: few people, seldom used
  double trouble = 0;                          // 0 well run to 1 failing: as it is today
  double temper = 0;                           // what trouble returns to
  schema::Day episode_from;                    // a bad spell, and how bad
  schema::Day episode_to;
  double episode = 0;
  std::string weakness;  // theme of most that is said of it
  bool cymraeg = false;  // what is written of it is often in Welsh
};

/// The register that the settings ask for. In the demonstration each story takes the place of a
/// provider of its service.
[[nodiscard]] std::vector<SimProvider> make_register(const SimulationSettings& settings,
                                                     const gwarchod::v1::Stories& stories,
                                                     const SimTexts& texts);

}  // namespace app
