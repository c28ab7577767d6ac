#pragma once

#include <vector>

#include "app/selection.h"
#include "problem.h"
#include "route.h"
#include "schema/result.h"

namespace web {

/// Which part of the record a request asks about: as_of, as_known_at, known_to of its query.
/// Errors: 400 bad-parameter, naming the one that cannot be read.
[[nodiscard]] schema::Result<app::Selection, Problem> selection_of(const Call& call);

/// Those parameters as OpenAPI names them, after `more`.
[[nodiscard]] std::vector<Parameter> selection_parameters(std::vector<Parameter> more = {});

}  // namespace web
