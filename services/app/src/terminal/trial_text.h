#pragma once

#include <string>

#include "app/text_report.h"
#include "gwarchod/v1/trial.pb.h"

namespace app {

/// What a trial found, for a person at a terminal; of long lists, the beginning.
[[nodiscard]] std::string trial_text(const gwarchod::v1::Trial& trial, Language language);

}  // namespace app
