#include "app/calendar_text.h"
#include "number.h"
#include "problem.h"
#include "routes.h"

namespace web {

namespace {

using Query = app::DeadlineQuery;

Problem not_a_day() {
  return bad_parameter("as_of", "as_of is a day written yyyy-mm-dd.",
                       "Diwrnod ar ffurf bbbb-mm-dd yw as_of.");
}

/// The query, or the problem with it.
schema::Result<Query, Problem> query_of(const Call& call) {
  Query query;
  query.provider = call.target.parameter("provider").value_or("");
  query.account = call.target.parameter("account").value_or("");
  query.overdue_only = call.target.parameter("overdue") == "true";
  if (const auto agency = call.target.parameter("agency")) {
    if (!gwarchod::v1::Agency_Parse(*agency, &query.owner)) {
      return bad_parameter("agency", "There is no agency of that name.",
                           "Nid oes asiantaeth o'r enw hwnnw.");
    }
  }
  if (const auto day = call.target.parameter("as_of")) {
    query.as_of = schema::parse_day(*day);
    if (!query.as_of) {
      return not_a_day();
    }
  }
  if (const auto limit = call.target.parameter("limit")) {
    const auto number = parse_number(*limit);
    if (!number || *number == 0 || *number > app::kDeadlinesMax) {
      const std::string most = std::to_string(app::kDeadlinesMax);
      return bad_parameter("limit", "limit is a whole number from 1 to " + most + ".",
                           "Rhif cyfan rhwng 1 a " + most + " yw limit.");
    }
    query.limit = *number;
  }
  return query;
}

Response deadlines(const app::Tracker& tracker, const Call& call) {
  const auto query = query_of(call);
  if (!query) return problem_response(query.error());
  const auto found = tracker.deadlines(*call.caller, *query);
  return found ? json_response(*found) : problem_response(found.error());
}

Response foresight(const app::Tracker& tracker, const Call& call) {
  std::optional<schema::Day> as_of;
  if (const auto day = call.target.parameter("as_of")) {
    as_of = schema::parse_day(*day);
    if (!as_of) return problem_response(not_a_day());
  }
  const auto found = tracker.foresight(*call.caller, call.place("id"), as_of);
  return found ? json_response(*found) : problem_response(found.error());
}

Response calendar(const app::Tracker& tracker, const std::string& address, const Call& call) {
  const auto found = tracker.calendar(call.place("token"));
  if (!found) {
    return problem_response(make_problem(
        404, "not-found", "No calendar has this address. Make a new one under What is due.",
        "Nid oes calendr â'r cyfeiriad hwn. Gwnewch un newydd o dan Beth sydd i'w wneud."));
  }
  const bool cymraeg = call.target.parameter("lang") == "cy";
  Response response;
  response.headers.push_back({"Content-Type", "text/calendar; charset=utf-8"});
  response.headers.push_back({"Cache-Control", "private, no-store"});
  response.body = app::calendar_text(*found, tracker.settings().authority, address,
                                     cymraeg ? app::Language::kWelsh : app::Language::kEnglish);
  return response;
}

}  // namespace

void add_deadline_routes(std::vector<Route>& routes, const RouteContext& context) {
  app::Tracker& tracker = context.tracker;
  routes.push_back(
      {.method = "GET",
       .pattern = "/api/v1/deadlines",
       .access = Access::kSignedIn,
       .handler = at_once([&tracker](const Call& call) { return deadlines(tracker, call); }),
       .summary = "What is due and overdue, the most overdue first",
       .parameters = {{"provider", "query", "Of this provider only"},
                      {"agency", "query", "Of this agency only, by the name of its value"},
                      {"account", "query", "Of what this account recorded the start of"},
                      {"overdue", "query", "true: only what is overdue"},
                      {"as_of", "query", "Day, yyyy-mm-dd. Default: today"},
                      {"limit", "query", "How many, 1 to 5,000. Default 5,000"}},
       .response = gwarchod::v1::Deadlines::descriptor()});
  routes.push_back(
      {.method = "GET",
       .pattern = "/api/v1/providers/{id}/foresight",
       .access = Access::kSignedIn,
       .handler = at_once([&tracker](const Call& call) { return foresight(tracker, call); }),
       .summary = "When each stage could have been suggested, was, and was decided",
       .parameters = {{"as_of", "query", "Day, yyyy-mm-dd. Default: today"}},
       .response = gwarchod::v1::Foresights::descriptor()});
  routes.push_back({.method = "POST",
                    .pattern = "/api/v1/calendar",
                    .access = Access::kSignedIn,
                    .handler = at_once([&tracker, url = context.url](const Call& call) {
                      const auto token = tracker.make_calendar_link(*call.caller);
                      if (!token) return problem_response(token.error());
                      gwarchod::v1::SignInLink link;
                      link.set_url(url + "/api/v1/calendar/" + *token);
                      return json_response(link, 201);
                    }),
                    .summary = "Make the secret address of one's own calendar; the one before ends",
                    .response = gwarchod::v1::SignInLink::descriptor(),
                    .status = 201});
  routes.push_back(
      {.method = "GET",
       .pattern = "/api/v1/calendar/{token}",
       .handler = at_once([&tracker, url = context.url](const Call& call) {
         return calendar(tracker, url, call);
       }),
       .summary = "What is due, for a calendar program (RFC 5545); its address is the secret",
       .parameters = {{"lang", "query", "cy: in Welsh"}},
       .content = "text/calendar"});
}

}  // namespace web
