#include "routes.h"

#include <memory>
#include <utility>

#include "description.h"
#include "edge.h"
#include "problem.h"

namespace web {

namespace {

/// An upgrade is taken up before routing; what comes here asked without one.
Route live_route() {
  Route route;
  route.method = "GET";
  route.pattern = std::string{kLivePath};
  route.summary = "WebSocket of live views: see /api/v1/asyncapi.json and docs/live.md";
  route.access = Access::kSignedIn;
  route.status = 101;
  route.content = "";
  route.handler = at_once([](const Call&) {
    Response response = problem_response(make_problem(
        426, "websocket",
        "Open a WebSocket with the subprotocol gwarchod.v1.protobuf or gwarchod.v1.json.",
        "Agorwch WebSocket â'r is-brotocol gwarchod.v1.protobuf neu gwarchod.v1.json."));
    response.headers.push_back({"Upgrade", "websocket"});
    return response;
  });
  return route;
}

/// Serves a JSON text; it may be filled in after the route is made.
Route description_route(std::string pattern, std::string summary,
                        std::shared_ptr<const std::string> text) {
  Route route;
  route.method = "GET";
  route.pattern = std::move(pattern);
  route.summary = std::move(summary);
  route.runs = Runs::kHere;
  route.handler = at_once([text = std::move(text)](const Call&) {
    Response response;
    response.headers.push_back({"Content-Type", "application/json"});
    response.shared = text;
    return response;
  });
  return route;
}

}  // namespace

std::vector<Route> make_routes(const RouteContext& context) {
  std::vector<Route> routes;
  add_session_routes(routes, context);
  add_board_routes(routes, context);
  add_policy_routes(routes, context);
  add_provider_routes(routes, context);
  add_record_routes(routes, context);
  add_deadline_routes(routes, context);
  add_pack_routes(routes, context);
  add_figures_routes(routes, context);
  add_account_routes(routes, context);
  add_erasure_routes(routes, context);
  add_export_routes(routes, context);
  add_evidence_routes(routes, context);
  add_attachment_routes(routes, context);
  add_event_routes(routes, context);
  add_health_routes(routes, context);
  routes.push_back(live_route());
  routes.push_back(description_route("/api/v1/asyncapi.json", "What the live socket says",
                                     std::make_shared<const std::string>(asyncapi())));
  // The description describes its own route too, so its text comes last.
  const auto described = std::make_shared<std::string>();
  routes.push_back(description_route("/api/v1/openapi.json", "This description", described));
  *described = openapi(routes, context.tracker.schema());
  return routes;
}

}  // namespace web
