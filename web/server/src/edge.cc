#include "edge.h"

#include <sodium.h>

#include <chrono>
#include <exception>
#include <utility>

#include "cookie.h"

namespace web {

namespace {

bool is_api(const Target& target) {
  return !target.segments.empty() &&
         (target.segments.front() == "api" || target.path == "/metrics");
}

bool is_read(const std::string& method) { return method == "GET" || method == "HEAD"; }

/// In a time that does not tell how much of it was right.
bool same_secret(std::string_view one, std::string_view other) {
  return !other.empty() && one.size() == other.size() &&
         sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

/// "example.org:8080" of "https://example.org:8080".
std::string_view host_of(std::string_view origin) {
  const std::size_t start = origin.find("://");
  return start == std::string_view::npos ? std::string_view{} : origin.substr(start + 3);
}

Response method_problem(const std::string& allowed) {
  Response response =
      problem_response(make_problem(405, "method", "This address takes " + allowed + ".",
                                    "Mae'r cyfeiriad hwn yn derbyn " + allowed + "."));
  response.headers.push_back({"Allow", allowed});
  return response;
}

}  // namespace

Edge::Edge(const app::Tracker& tracker, const Router& router, const Pages& pages, Metrics& metrics,
           RunWork run, std::string url)
    : tracker_(tracker),
      router_(router),
      pages_(pages),
      metrics_(metrics),
      run_(std::move(run)),
      url_(std::move(url)) {}

void Edge::dress(Response& response, bool is_page) {
  auto& headers = response.headers;
  headers.push_back({"X-Content-Type-Options", "nosniff"});
  headers.push_back({"Referrer-Policy", "same-origin"});
  headers.push_back({"X-Frame-Options", "DENY"});
  headers.push_back({"Cross-Origin-Opener-Policy", "same-origin"});
  headers.push_back({"Cross-Origin-Resource-Policy", "same-origin"});
  headers.push_back({"Permissions-Policy", "camera=(), geolocation=(), microphone=()"});
  headers.push_back({"Content-Security-Policy",
                     is_page ? "default-src 'self'; connect-src 'self'; img-src 'self' data:; "
                               "object-src 'none'; base-uri 'none'; form-action 'self'; "
                               "frame-ancestors 'none'"
                             : "default-src 'none'; frame-ancestors 'none'"});
  if (response.header("Cache-Control").empty()) headers.push_back({"Cache-Control", "no-store"});
}

bool Edge::is_our_origin(const Request& request) const {
  const std::string_view origin = request.header("Origin");
  if (origin.empty()) return true;
  return origin == url_ || (!host_of(origin).empty() && host_of(origin) == request.header("Host"));
}

void Edge::answer(Request request, Reply reply) const {
  const auto began = std::chrono::steady_clock::now();
  const auto finish = [this, began, reply = std::move(reply), method = request.method](
                          Response response, const std::string& route, bool is_page) {
    dress(response, is_page);
    // A method is the client's own word: only those we know become a label.
    const bool known = is_read(method) || method == "POST" || method == "DELETE";
    metrics_.answered(known ? method : "other", route, response.status,
                      std::chrono::steady_clock::now() - began);
    reply(std::move(response));
  };
  auto target = parse_target(request.target);
  if (!target) {
    return finish(
        problem_response(make_problem(400, "bad-address", target.error(), target.error())), "none",
        false);
  }
  auto match = router_.find(request.method, *target);
  if (match.route == nullptr) {
    if (!match.allowed.empty()) return finish(method_problem(match.allowed), "none", false);
    if (is_api(*target)) return finish(problem_response(not_found()), "none", false);
    if (!is_read(request.method)) return finish(method_problem("GET, HEAD"), "pages", false);
    return finish(pages_.answer(request, *target), "pages", true);
  }
  const Route& route = *match.route;
  auto call = std::make_shared<Call>();
  call->request = std::move(request);
  call->target = std::move(*target);
  call->places = std::move(match.places);
  call->token = read_cookie(call->request.header("Cookie"), kSessionCookie);
  const Reply done = [finish, &route](Response response) {
    finish(std::move(response), route.pattern, false);
  };
  if (!run_(route.runs, [this, call, &route, done] { handle(call, route, done); })) {
    done(problem_response(too_busy()));
  }
}

void Edge::handle(const std::shared_ptr<Call>& call, const Route& route, const Reply& reply) const {
  try {
    if (route.is_write() && !is_our_origin(call->request)) {
      return reply(problem_response(make_problem(403, "foreign-origin",
                                                 "The request comes from the page of another site.",
                                                 "Daw'r cais o dudalen gwefan arall.")));
    }
    if (!call->token.empty()) call->caller = tracker_.caller_of(call->token);
    if (route.access == Access::kSignedIn) {
      if (!call->caller) return reply(problem_response(not_signed_in()));
      if (route.is_write() && route.csrf &&
          !same_secret(call->request.header("X-CSRF-Token"), call->caller->csrf_token)) {
        return reply(problem_response(make_problem(
            403, "csrf",
            "The header X-CSRF-Token is not the token of this session. Reload the page.",
            "Nid tocyn y sesiwn hon yw'r pennyn X-CSRF-Token. Ail-lwythwch y dudalen.")));
      }
    }
    route.handler(call, reply);
  } catch (const std::exception&) {
    // What was thrown may name what was sent; it is counted as a 500 and not told.
    reply(problem_response(server_fault()));
  }
}

schema::Result<Edge::LiveCaller, Problem> Edge::admit_live(const Request& request) const {
  const auto target = parse_target(request.target);
  if (!target || target->path != kLivePath) return not_found();
  if (!is_our_origin(request)) {
    return make_problem(403, "foreign-origin", "The request comes from the page of another site.",
                        "Daw'r cais o dudalen gwefan arall.");
  }
  std::string token = read_cookie(request.header("Cookie"), kSessionCookie);
  auto caller = token.empty() ? std::nullopt : tracker_.caller_of(token);
  if (!caller) return not_signed_in();
  return LiveCaller{std::move(token), std::move(*caller)};
}

}  // namespace web
