#include <memory>

#include "app/pack_html.h"
#include "app/report_desk.h"
#include "problem.h"
#include "routes.h"
#include "selection.h"

namespace web {

namespace {

using Page = schema::Result<std::string, app::Problem>;

Response pack(const app::ReportDesk& desk, app::Evidence* evidence, const Page& page,
              const Call& call) {
  if (!page) return problem_response(page.error());
  // Said here as every route says it, and not as a field of a record.
  if (const auto selection = selection_of(call); !selection) {
    return problem_response(selection.error());
  }
  const auto text = [&](std::string_view name) {
    return call.target.parameter(name).value_or(std::string{});
  };
  const auto made = desk.pack(*call.caller,
                              {.provider = call.place("id"),
                               .as_of = text("as_of"),
                               .as_known_at = text("as_known_at"),
                               .known_to = text("known_to"),
                               .made_by = call.caller->name},
                              evidence);
  if (!made) return problem_response(made.error());
  auto html = app::pack_html(*made, *page);
  if (!html) return problem_response(html.error());
  Response response;
  response.headers = {
      {"Content-Type", "text/html; charset=utf-8"},
      {"Content-Disposition", "attachment; filename=\"" + app::pack_file_name(*made) + "\""}};
  response.body = std::move(*html);
  return response;
}

}  // namespace

void add_pack_routes(std::vector<Route>& routes, const RouteContext& context) {
  const auto desk = std::make_shared<const app::ReportDesk>(context.tracker);
  // Read once, as the page's files are.
  const auto page = std::make_shared<const Page>(app::read_pack_template(context.pages));
  routes.push_back(
      {.method = "GET",
       .pattern = "/api/v1/providers/{id}/pack",
       .access = Access::kSignedIn,
       .handler = at_once([desk, page, evidence = context.evidence](const Call& call) {
         return pack(*desk, evidence.get(), *page, call);
       }),
       .summary =
           "A meeting pack: the provider's page in one file, with proofs, as this reader may "
           "see it",
       .parameters = selection_parameters(),
       .content = "text/html"});
}

}  // namespace web
