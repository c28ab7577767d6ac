#include <memory>

#include "app/report_desk.h"
#include "problem.h"
#include "routes.h"

namespace web {

namespace {

Response figures_csv(const app::ReportDesk& desk, const Call& call) {
  const std::string of = call.target.parameter("of").value_or("");
  const auto table = app::figures_table(of);
  if (!table) {
    return problem_response(
        bad_parameter("of", "of is stages, strands, themes, acknowledged or decided.",
                      "stages, strands, themes, acknowledged neu decided yw of."));
  }
  Response response;
  response.headers = {{"Content-Type", "text/csv; charset=utf-8"},
                      {"Content-Disposition", "attachment; filename=\"gwarchod-" + of + ".csv\""}};
  response.body = app::figures_csv(*desk.figures(), *table);
  return response;
}

}  // namespace

void add_figures_routes(std::vector<Route>& routes, const RouteContext& context) {
  const auto desk = std::make_shared<const app::ReportDesk>(context.tracker);
  routes.push_back(
      {.method = "GET",
       .pattern = "/api/v1/figures",
       .access = Access::kSignedIn,
       .handler = at_once([desk](const Call&) { return json_response(*desk->figures()); }),
       .summary = "Figures over all providers, of the last three years, by month",
       .response = gwarchod::v1::Figures::descriptor()});
  routes.push_back(
      {.method = "GET",
       .pattern = "/api/v1/figures.csv",
       .access = Access::kSignedIn,
       .handler = at_once([desk](const Call& call) { return figures_csv(*desk, call); }),
       .summary = "One table of the figures",
       .parameters = {{"of", "query", "stages, strands, themes, acknowledged or decided"}},
       .content = "text/csv"});
}

}  // namespace web
