#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "trial/provider_trial.h"
#include "trial/trial.h"

namespace app {

/// The policies of a trial, and until when it goes.
struct TrialFrame {
  Reign candidate;
  std::vector<Reign> present;      // never empty
  std::set<std::uint32_t> levels;  // of both, above the first
  schema::Day last;
};

/// What the trial found of one provider.
struct TrialRow {
  std::size_t provider = 0;
  std::size_t events = 0;
  std::optional<schema::Day> first_day;  // on which anything became known
  Heights candidate, present;
  WorkByMonth candidate_work, present_work;
  struct Lead {
    schema::Day day;
    gwarchod::v1::StageName stage;
    std::optional<std::int32_t> candidate, present;
  };
  std::vector<Lead> leads;
};

/// All of them put together.
[[nodiscard]] gwarchod::v1::Trial report_of(const TrialFrame& frame,
                                            const std::vector<TrialRow>& rows,
                                            const std::vector<TrialProviderName>& providers);

}  // namespace app
