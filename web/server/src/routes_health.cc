#include "edge_limits.h"
#include "routes.h"

namespace web {

namespace {

Response text_response(unsigned status, std::string text) {
  Response response;
  response.status = status;
  response.headers.push_back({"Content-Type", "text/plain; charset=utf-8"});
  response.body = std::move(text);
  return response;
}

Response ready(const app::Tracker& tracker) {
  const std::uint64_t projected = tracker.position();
  const std::uint64_t on_disk = tracker.log_position();
  const bool caught_up = projected + kReadyLagMax >= on_disk;
  return text_response(caught_up ? 200 : 503, (caught_up ? "ready " : "catching up ") +
                                                  std::to_string(projected) + " of " +
                                                  std::to_string(on_disk) + "\n");
}

Route plain_route(std::string pattern, std::string summary,
                  std::function<Response(const Call&)> answer) {
  Route route;
  route.method = "GET";
  route.pattern = std::move(pattern);
  route.summary = std::move(summary);
  route.runs = Runs::kHere;
  route.content = "text/plain";
  route.handler = at_once(std::move(answer));
  return route;
}

}  // namespace

void add_health_routes(std::vector<Route>& routes, const RouteContext& context) {
  app::Tracker& tracker = context.tracker;
  Metrics& metrics = context.metrics;
  routes.push_back(plain_route("/healthz", "The process answers",
                               [](const Call&) { return text_response(200, "ok\n"); }));
  routes.push_back(plain_route("/readyz", "The views have caught up with the log; 503 until then",
                               [&tracker](const Call&) { return ready(tracker); }));
  routes.push_back(plain_route("/metrics", "Prometheus metrics", [&](const Call&) {
    return text_response(200, metrics.text(tracker.log_position(), tracker.position()));
  }));
}

}  // namespace web
