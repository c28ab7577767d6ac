#pragma once

#include <string>
#include <vector>

#include "route.h"
#include "schema/schema.h"

/// What the server says of itself, made from the route table and the messages' descriptors, so that
/// it cannot say anything else than what is served.
namespace web {

/// OpenAPI 3.1 of every route, as JSON.
[[nodiscard]] std::string openapi(const std::vector<Route>& routes, const schema::Schema& schema);

/// AsyncAPI 3.0 of the live socket, as JSON.
[[nodiscard]] std::string asyncapi();

}  // namespace web
