#include "body.h"
#include "cookie.h"
#include "routes.h"

namespace web {

namespace {

using gwarchod::v1::DemoSignInRequest;
using gwarchod::v1::LinkSignInRequest;
using gwarchod::v1::SessionView;
using gwarchod::v1::SignInRequest;
using SignedIn = app::Tracker::Outcome<app::Tracker::SignedIn>;

Response signed_in(const SignedIn& outcome, bool secure) {
  if (!outcome) return problem_response(outcome.error());
  Response response = json_response(outcome->session);
  response.headers.push_back({"Set-Cookie", session_cookie(outcome->token, secure)});
  return response;
}

template <class Request>
Route sign_in_route(const RouteContext& context, std::string pattern, std::string summary,
                    SignedIn (app::Tracker::*sign_in)(const Request&)) {
  Route route;
  route.method = "POST";
  route.pattern = std::move(pattern);
  route.summary = std::move(summary);
  route.runs = Runs::kSignIn;
  route.csrf = false;
  route.request = Request::descriptor();
  route.response = SessionView::descriptor();
  route.handler = at_once(
      [&tracker = context.tracker, secure = context.secure_cookies, sign_in](const Call& call) {
        const auto request = read_body<Request>(call.request);
        if (!request) return problem_response(request.error());
        return signed_in((tracker.*sign_in)(*request), secure);
      });
  return route;
}

Route sign_out_route(const RouteContext& context) {
  Route route;
  route.method = "DELETE";
  route.pattern = "/api/v1/session";
  route.summary = "Sign out";
  route.access = Access::kSignedIn;
  route.status = 204;
  route.content = "";
  route.handler = at_once([&tracker = context.tracker, secure = context.secure_cookies,
                           sessions_changed = context.sessions_changed](const Call& call) {
    tracker.sign_out(call.token);
    sessions_changed();
    Response response;
    response.status = 204;
    response.headers.push_back({"Set-Cookie", session_cookie("", secure)});
    return response;
  });
  return route;
}

}  // namespace

void add_session_routes(std::vector<Route>& routes, const RouteContext& context) {
  routes.push_back({.method = "GET",
                    .pattern = "/api/v1/session",
                    .handler = at_once([&tracker = context.tracker](const Call& call) {
                      return json_response(tracker.session_view(call.caller));
                    }),
                    .summary = "Who is signed in",
                    .response = SessionView::descriptor()});
  routes.push_back(sign_in_route<SignInRequest>(context, "/api/v1/session",
                                                "Sign in with a password", &app::Tracker::sign_in));
  routes.push_back(sign_in_route<LinkSignInRequest>(
      context, "/api/v1/session/link", "Sign in by a one-time link, choosing a password",
      &app::Tracker::sign_in_by_link));
  routes.push_back(sign_in_route<DemoSignInRequest>(context, "/api/v1/session/demonstration",
                                                    "Sign in to the demonstration as a role",
                                                    &app::Tracker::demo_sign_in));
  routes.push_back(sign_out_route(context));
}

}  // namespace web
