#include <memory>
#include <utility>

#include "app/export.h"
#include "number.h"
#include "problem.h"
#include "routes.h"

namespace web {

namespace {

using Format = app::ExportOptions::Format;

Response export_events(const app::Tracker& tracker, const Call& call) {
  const std::string format = call.target.parameter("format").value_or("jsonl");
  if (format != "csv" && format != "jsonl") {
    return problem_response(
        bad_parameter("format", "format is csv or jsonl.", "csv neu jsonl yw format."));
  }
  const auto from = parse_number(call.target.parameter("from").value_or("1"));
  if (!from) {
    return problem_response(
        bad_parameter("from", "from is a position: a whole number.", "Safle yw from: rhif cyfan."));
  }
  app::ExportOptions options;
  options.format = format == "csv" ? Format::kCsv : Format::kJsonLines;
  options.from = *from;
  options.kind = call.target.parameter("kind").value_or("");
  auto exporter = tracker.export_events(*call.caller, options);
  if (!exporter) return problem_response(exporter.error());
  Response response;
  response.headers = {
      {"Content-Type", format == "csv" ? "text/csv; charset=utf-8" : "application/jsonl"},
      {"Content-Disposition", "attachment; filename=\"gwarchod." + format + "\""}};
  response.next_chunk = [rest = std::shared_ptr<app::Exporter>(std::move(*exporter))] {
    std::string piece = rest->next();
    return piece.empty() ? std::optional<std::string>{} : std::optional{std::move(piece)};
  };
  return response;
}

}  // namespace

void add_export_routes(std::vector<Route>& routes, const RouteContext& context) {
  routes.push_back(
      {.method = "GET",
       .pattern = "/api/v1/export",
       .access = Access::kSignedIn,
       .handler = at_once(
           [&tracker = context.tracker](const Call& call) { return export_events(tracker, call); }),
       .summary = "The log as text, streamed, with what the reader may not see left empty",
       .parameters = {{"format", "query", "csv or jsonl. Default jsonl"},
                      {"from", "query", "Position of the first event. Default 1"},
                      {"kind", "query", "Only records of this kind"}},
       .content = "application/jsonl"});
}

}  // namespace web
