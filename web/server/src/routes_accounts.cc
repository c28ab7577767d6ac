#include "body.h"
#include "routes.h"

namespace web {

namespace {

using gwarchod::v1::AddAccountRequest;
using gwarchod::v1::SignInLink;

Response link_response(const app::Tracker::Outcome<std::string>& token, const std::string& url,
                       unsigned status) {
  if (!token) return problem_response(token.error());
  SignInLink link;
  // After the number sign, so that no server on the way writes the token into its log.
  link.set_url(url + "/sign-in#token=" + *token);
  return json_response(link, status);
}

Route disable_route(const RouteContext& context) {
  Route route;
  route.method = "POST";
  route.pattern = "/api/v1/accounts/{id}/disable";
  route.summary = "Disable an account; its sessions end";
  route.access = Access::kSignedIn;
  route.status = 204;
  route.content = "";
  route.handler = at_once(
      [&tracker = context.tracker, sessions_changed = context.sessions_changed](const Call& call) {
        const auto done = tracker.disable_account(*call.caller, call.place("id"), "");
        if (!done) return problem_response(done.error());
        sessions_changed();
        Response response;
        response.status = 204;
        return response;
      });
  return route;
}

}  // namespace

void add_account_routes(std::vector<Route>& routes, const RouteContext& context) {
  app::Tracker& tracker = context.tracker;
  routes.push_back({.method = "GET",
                    .pattern = "/api/v1/accounts",
                    .access = Access::kSignedIn,
                    .handler = at_once([&tracker](const Call& call) {
                      const auto accounts = tracker.accounts(*call.caller);
                      return accounts ? json_response(*accounts)
                                      : problem_response(accounts.error());
                    }),
                    .summary = "The accounts (administrators)",
                    .response = gwarchod::v1::Accounts::descriptor()});
  routes.push_back({.method = "POST",
                    .pattern = "/api/v1/accounts",
                    .access = Access::kSignedIn,
                    .handler = at_once([&tracker, url = context.url](const Call& call) {
                      const auto request = read_body<AddAccountRequest>(call.request);
                      if (!request) return problem_response(request.error());
                      return link_response(tracker.add_account(*call.caller, *request), url, 201);
                    }),
                    .summary = "Add an account; its one-time sign-in link is the answer",
                    .request = AddAccountRequest::descriptor(),
                    .response = SignInLink::descriptor(),
                    .status = 201});
  routes.push_back(disable_route(context));
  routes.push_back(
      {.method = "POST",
       .pattern = "/api/v1/accounts/{id}/reset",
       .access = Access::kSignedIn,
       .handler = at_once([&tracker, url = context.url,
                           sessions_changed = context.sessions_changed](const Call& call) {
         Response response =
             link_response(tracker.reset_account(*call.caller, call.place("id")), url, 200);
         sessions_changed();
         return response;
       }),
       .summary = "Take an account's password away; a one-time sign-in link is the answer",
       .response = SignInLink::descriptor()});
}

}  // namespace web
