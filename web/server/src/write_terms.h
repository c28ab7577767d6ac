#pragma once

#include <vector>

#include "app/tracker.h"
#include "problem.h"
#include "request.h"
#include "route.h"
#include "run_work.h"
#include "schema/result.h"

/// What every write that is recorded has in common.
namespace web {

/// Idempotency-Key and If-Match. Errors: 400 bad-idempotency-key, bad-if-match.
[[nodiscard]] schema::Result<app::WriteTerms, Problem> read_terms(const Request& request);
/// Both, for the description.
[[nodiscard]] std::vector<Parameter> write_parameters();

/// Replies 201 with what was recorded, or the problem.
[[nodiscard]] app::Tracker::Answer answer_here(const Reply& reply);
/// Replies 201 with what was recorded, or the problem; away from the tracker's thread, which has
/// better to do than to write JSON. `names_place`: with the Location of the provider.
[[nodiscard]] app::Tracker::Answer answer_elsewhere(const RunWork& run, const Reply& reply,
                                                    bool names_place);

}  // namespace web
