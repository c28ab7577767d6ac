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

// One that stopped does not make the server unready: another start would not mend it, and records
// can still be written down and read. Nor does a disk that is full: what is on record can be read.
// It is said in the body, and counted in the metrics.
Response ready(const app::Tracker& tracker) {
  const std::uint64_t on_disk = tracker.log_position();
  bool caught_up = true;
  bool whole = true;
  std::string lines;
  for (const app::ProjectionState& state : tracker.projections()) {
    lines += state.name + ": " + std::to_string(state.position) + " of " + std::to_string(on_disk);
    if (state.stopped_at) {
      whole = false;
      lines += ", stopped at position " + std::to_string(*state.stopped_at) + ": " + state.why;
    } else {
      caught_up = caught_up && state.position + kReadyLagMax >= on_disk;
    }
    if (state.building) {
      lines += ", a new version is being built: " + std::to_string(state.building->done) + " of " +
               std::to_string(state.building->of);
    }
    lines += "\n";
  }
  if (const auto refusal = tracker.refuses_writes()) {
    whole = false;
    lines += "reading only: " + refusal->code() + ": " + refusal->detail() + "\n";
  }
  const char* word = !caught_up ? "catching up\n" : whole ? "ready\n" : "degraded\n";
  return text_response(caught_up ? 200 : 503, word + lines);
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
    const auto refusal = tracker.refuses_writes();
    metrics.refuses_writes(refusal ? refusal->code() : std::string{});
    return text_response(200, metrics.text(tracker.log_position(), tracker.projections()));
  }));
}

}  // namespace web
