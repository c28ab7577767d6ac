#include "body.h"
#include "routes.h"

namespace web {

void add_erasure_routes(std::vector<Route>& routes, const RouteContext& context) {
  using gwarchod::v1::EraseRequest;
  routes.push_back({.method = "POST",
                    .pattern = "/api/v1/erasures",
                    .access = Access::kSignedIn,
                    .handler = at_once([&tracker = context.tracker](const Call& call) {
                      const auto request = read_body<EraseRequest>(call.request);
                      if (!request) return problem_response(request.error());
                      const auto erasure = tracker.erase(*call.caller, *request);
                      return erasure ? json_response(*erasure, 201)
                                     : problem_response(erasure.error());
                    }),
                    .summary = "Destroy a person's key, or a record's that names nobody: their "
                               "details, and the files attached to them, can be read no more "
                               "(administrators)",
                    .request = EraseRequest::descriptor(),
                    .response = gwarchod::v1::Erasure::descriptor(),
                    .status = 201});
}

}  // namespace web
