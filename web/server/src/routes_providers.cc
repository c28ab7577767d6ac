#include "app/report_desk.h"
#include "edge_limits.h"
#include "number.h"
#include "problem.h"
#include "routes.h"
#include "selection.h"

namespace web {

namespace {

Problem not_a_number(const std::string& name) {
  return bad_parameter(name, name + " is a whole number.", "Rhif cyfan yw " + name + ".");
}

template <class T>
Response answer_with(const app::Tracker::Outcome<T>& outcome) {
  return outcome ? json_response(*outcome) : problem_response(outcome.error());
}

/// A number of the query: `otherwise` when it is not given, nothing when it is no number.
std::optional<std::uint64_t> number(const Call& call, const std::string& name,
                                    std::uint64_t otherwise) {
  const auto text = call.target.parameter(name);
  return text ? parse_number(*text) : std::optional{otherwise};
}

Response provider(const app::Tracker& tracker, const Call& call) {
  const auto selection = selection_of(call);
  if (!selection) return problem_response(selection.error());
  return answer_with(tracker.provider(*call.caller, call.place("id"), *selection));
}

/// The part of a timeline that is wanted, or the problem with it.
schema::Result<app::TimelinePage, Problem> page_of(const Call& call) {
  app::TimelinePage page;
  const auto fields = call.target.parameter("fields");
  page.is_brief = fields == "none";
  if (fields && *fields != "none" && *fields != "all") {
    return bad_parameter("fields", "fields is all or none.", "all neu none yw fields.");
  }
  const auto before = number(call, "before", 0);
  if (!before) return not_a_number("before");
  page.before = *before;
  const auto limit = number(call, "limit", kTimelineItemsDefault);
  if (!limit || *limit == 0 || *limit > page.items_max()) {
    const std::string most = std::to_string(page.items_max());
    return bad_parameter("limit", "limit is a whole number from 1 to " + most + ".",
                         "Rhif cyfan rhwng 1 a " + most + " yw limit.");
  }
  page.limit = *limit;
  return page;
}

Response timeline(const app::Tracker& tracker, const Call& call) {
  const auto selection = selection_of(call);
  if (!selection) return problem_response(selection.error());
  const auto page = page_of(call);
  if (!page) return problem_response(page.error());
  return answer_with(tracker.timeline(*call.caller, call.place("id"), *page, *selection));
}

Response course(const app::Tracker& tracker, const Call& call) {
  const auto selection = selection_of(call);
  if (!selection) return problem_response(selection.error());
  return answer_with(app::ReportDesk(tracker).course(*call.caller, call.place("id"), *selection));
}

Response status(const app::Tracker& tracker, const Call& call) {
  const auto selection = selection_of(call);
  if (!selection) return problem_response(selection.error());
  return answer_with(tracker.status(*call.caller, call.place("id"), *selection));
}

}  // namespace

void add_provider_routes(std::vector<Route>& routes, const RouteContext& context) {
  app::Tracker& tracker = context.tracker;
  routes.push_back(
      {.method = "GET",
       .pattern = "/api/v1/providers/{id}",
       .access = Access::kSignedIn,
       .handler = at_once([&tracker](const Call& call) { return provider(tracker, call); }),
       .summary = "One provider: its row, its status and its registration",
       .parameters = selection_parameters(),
       .response = gwarchod::v1::ProviderView::descriptor()});
  routes.push_back(
      {.method = "GET",
       .pattern = "/api/v1/providers/{id}/timeline",
       .access = Access::kSignedIn,
       .handler = at_once([&tracker](const Call& call) { return timeline(tracker, call); }),
       .summary = "What is on record of a provider, newest first",
       .parameters = selection_parameters(
           {{"before", "query", "Stream version: items before it. Default: the newest"},
            {"limit", "query", "Items in the page, 1 to 500, or 20000 without fields. Default 50"},
            {"fields", "query", "none: without them, for a picture of the whole. Default: all"}}),
       .response = gwarchod::v1::Timeline::descriptor()});
  routes.push_back(
      {.method = "GET",
       .pattern = "/api/v1/providers/{id}/course",
       .access = Access::kSignedIn,
       .handler = at_once([&tracker](const Call& call) { return course(tracker, call); }),
       .summary = "Which stages were decided over time, and which each day's record suggested",
       .parameters = selection_parameters(),
       .response = gwarchod::v1::Course::descriptor()});
  routes.push_back(
      {.method = "GET",
       .pattern = "/api/v1/providers/{id}/status",
       .access = Access::kSignedIn,
       .handler = at_once([&tracker](const Call& call) { return status(tracker, call); }),
       .summary = "The stage and its reasons: read on a day, as known then, by an agency",
       .parameters = selection_parameters(),
       .response = gwarchod::v1::Status::descriptor()});
}

}  // namespace web
