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

Edge::Found Edge::find(Request request) const {
  const auto began = std::chrono::steady_clock::now();
  const auto dressed = [this, began, method = request.method](
                           Response response, const std::string& route, bool is_page) {
    dress(response, is_page);
    // A method is the client's own word: only those we know become a label.
    const bool known = is_read(method) || method == "POST" || method == "DELETE";
    metrics_.answered(known ? method : "other", route, response.status,
                      std::chrono::steady_clock::now() - began);
    return response;
  };
  const auto answered = [&](Response response, const std::string& route, bool is_page) {
    Found found;
    found.answer = dressed(std::move(response), route, is_page);
    return found;
  };
  auto target = parse_target(request.target);
  if (!target) {
    return answered(
        problem_response(make_problem(400, "bad-address", target.error(), target.error())), "none",
        false);
  }
  auto match = router_.find(request.method, *target);
  if (match.route == nullptr) {
    if (!match.allowed.empty()) return answered(method_problem(match.allowed), "none", false);
    if (is_api(*target)) return answered(problem_response(not_found()), "none", false);
    if (!is_read(request.method)) return answered(method_problem("GET, HEAD"), "pages", false);
    return answered(pages_.answer(request, *target), "pages", true);
  }
  Found found{.call = std::make_shared<Call>(), .route = match.route};
  found.call->request = std::move(request);
  found.call->target = std::move(*target);
  found.call->places = std::move(match.places);
  found.call->token = read_cookie(found.call->request.header("Cookie"), kSessionCookie);
  found.dressed = [dressed, route = found.route](Response response) {
    return dressed(std::move(response), route->pattern, false);
  };
  return found;
}

void Edge::answer(Request request, Reply reply) const {
  Found found = find(std::move(request));
  if (found.answer) return reply(std::move(*found.answer));
  const Reply done = [dressed = found.dressed, reply = std::move(reply)](Response response) {
    reply(dressed(std::move(response)));
  };
  const Route& route = *found.route;
  if (!run_(route.runs, [this, call = found.call, &route, done] { handle(call, route, done); })) {
    done(problem_response(too_busy()));
  }
}

std::optional<std::uint64_t> Edge::streamed_bytes_max(const std::string& method,
                                                      const std::string& target) const {
  const auto parsed = parse_target(target);
  if (!parsed) return std::nullopt;
  const Route* route = router_.find(method, *parsed).route;
  if (route == nullptr || !route->open_body) return std::nullopt;
  return route->body_bytes_max;
}

void Edge::open_body(Request request, std::function<void(OpenedBody)> opened) const {
  Found found = find(std::move(request));
  const auto refuse = [opened, dressed = found.dressed](Problem problem) {
    opened({.answer = dressed(problem_response(std::move(problem)))});
  };
  if (found.answer) return opened({.answer = std::move(found.answer)});
  const auto work = [this, found, opened, refuse] {
    try {
      if (auto refused = refusal(*found.call, *found.route)) return refuse(std::move(*refused));
      auto sink = found.route->open_body(*found.call);
      if (!sink) return refuse(sink.error());
      opened({.sink = std::move(*sink), .dressed = found.dressed});
    } catch (const std::exception&) {
      refuse(server_fault());
    }
  };
  if (!run_(found.route->runs, work)) refuse(too_busy());
}

std::optional<Problem> Edge::refusal(Call& call, const Route& route) const {
  if (route.is_write() && !is_our_origin(call.request)) {
    return make_problem(403, "foreign-origin", "The request comes from the page of another site.",
                        "Daw'r cais o dudalen gwefan arall.");
  }
  if (!call.token.empty()) call.caller = tracker_.caller_of(call.token);
  if (route.access == Access::kAnyone) return std::nullopt;
  if (!call.caller) return not_signed_in();
  if (route.is_write() && route.csrf &&
      !same_secret(call.request.header("X-CSRF-Token"), call.caller->csrf_token)) {
    return make_problem(
        403, "csrf", "The header X-CSRF-Token is not the token of this session. Reload the page.",
        "Nid tocyn y sesiwn hon yw'r pennyn X-CSRF-Token. Ail-lwythwch y dudalen.");
  }
  return std::nullopt;
}

void Edge::handle(const std::shared_ptr<Call>& call, const Route& route, const Reply& reply) const {
  try {
    if (auto refused = refusal(*call, route)) return reply(problem_response(std::move(*refused)));
    if (!route.open_body) return route.handler(call, reply);
    // A body that came whole after all.
    auto sink = route.open_body(*call);
    if (!sink) return reply(problem_response(sink.error()));
    if (auto answer = (*sink)->take(call->request.body)) return reply(std::move(*answer));
    (*sink)->finish(reply);
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
