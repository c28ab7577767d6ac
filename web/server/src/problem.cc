#include "problem.h"

#include <array>
#include <optional>
#include <utility>

namespace web {

std::string_view status_name(unsigned status) {
  static constexpr std::array kNames = std::to_array<std::pair<unsigned, std::string_view>>({
      {400, "Bad Request"},
      {401, "Not Signed In"},
      {403, "Not Allowed"},
      {404, "Not Found"},
      {405, "Method Not Allowed"},
      {409, "Conflict"},
      {410, "Gone"},
      {412, "Precondition Failed"},
      {413, "Content Too Large"},
      {415, "Unsupported Media Type"},
      {422, "Unprocessable Content"},
      {426, "Upgrade Required"},
      {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"},
      {500, "Internal Server Error"},
      {503, "Service Unavailable"},
      {507, "Insufficient Storage"},
  });
  for (const auto& [number, name] : kNames) {
    if (number == status) return name;
  }
  return "Unknown";
}

namespace {

/// How long to wait before the same is sent again, in seconds; nothing where that would not help.
std::optional<std::string_view> retry_after(std::string_view code) {
  static constexpr std::array kSeconds =
      std::to_array<std::pair<std::string_view, std::string_view>>({
          {"busy", "2"},
          {"outcome-unknown", "2"},
          {"disk-full", "60"},  // somebody has to make room, or mend it
          {"storage", "60"},
          {"too-many-attempts", "900"},
      });
  for (const auto& [of, seconds] : kSeconds) {
    if (of == code) return seconds;
  }
  return std::nullopt;
}

}  // namespace

Problem make_problem(unsigned status, std::string_view code, std::string_view en,
                     std::string_view cy) {
  Problem problem;
  problem.set_type("urn:gwarchod:problem:" + std::string{code});
  problem.set_title(std::string{status_name(status)});
  problem.set_status(status);
  problem.set_detail(std::string{en});
  problem.set_code(std::string{code});
  problem.mutable_words()->set_en(std::string{en});
  problem.mutable_words()->set_cy(std::string{cy});
  return problem;
}

Problem json_problem(const schema::JsonFault& fault) {
  Problem problem = make_problem(400, "bad-json", "The content is not the JSON that is asked for.",
                                 "Nid y JSON y gofynnir amdano yw'r cynnwys.");
  const std::string words = fault.place.empty() ? fault.what : fault.place + ": " + fault.what;
  problem.set_detail(words);
  auto* error = problem.add_errors();
  error->set_field(fault.place);
  error->mutable_words()->set_en(fault.what);
  error->mutable_words()->set_cy(fault.what);
  return problem;
}

Problem bad_parameter(std::string_view name, std::string_view en, std::string_view cy) {
  Problem problem = make_problem(400, "bad-parameter", en, cy);
  auto* error = problem.add_errors();
  error->set_field(std::string{name});
  *error->mutable_words() = problem.words();
  return problem;
}

Problem not_found() {
  return make_problem(404, "not-found", "There is nothing at this address.",
                      "Nid oes dim yn y cyfeiriad hwn.");
}

Problem not_signed_in() {
  return make_problem(401, "not-signed-in", "Sign in first.", "Mewngofnodwch yn gyntaf.");
}

Problem not_allowed() {
  return make_problem(403, "not-allowed", "Your role does not allow this.",
                      "Nid yw eich rôl yn caniatáu hyn.");
}

Problem too_large() {
  return make_problem(413, "too-large", "The content is larger than 1 MiB.",
                      "Mae'r cynnwys yn fwy nag 1 MiB.");
}

Problem broken_request() {
  return make_problem(400, "bad-request", "The request is not HTTP/1.1 as it should be.",
                      "Nid yw'r cais yn HTTP/1.1 fel y dylai fod.");
}

Problem too_busy() {
  return make_problem(503, "busy", "The server is busy. Try again in a moment.",
                      "Mae'r gweinydd yn brysur. Rhowch gynnig arall arni ymhen eiliad.");
}

Problem server_fault() {
  return make_problem(500, "server-fault",
                      "The server failed. Nothing can be said of the cause here.",
                      "Methodd y gweinydd. Ni ellir dweud dim am yr achos yma.");
}

Response problem_response(Problem problem) {
  if (problem.status() == 0) problem.set_status(500);
  if (problem.title().empty()) problem.set_title(std::string{status_name(problem.status())});
  if (problem.type().empty()) {
    problem.set_type(problem.code().empty() ? "about:blank"
                                            : "urn:gwarchod:problem:" + problem.code());
  }
  Response response;
  response.status = problem.status();
  response.headers.push_back({"Content-Type", "application/problem+json"});
  if (const auto seconds = retry_after(problem.code())) {
    response.headers.push_back({"Retry-After", std::string{*seconds}});
  }
  response.body = schema::to_json(problem);
  return response;
}

Response json_response(const google::protobuf::Message& message, unsigned status) {
  Response response;
  response.status = status;
  response.headers.push_back({"Content-Type", "application/json"});
  response.body = schema::to_json(message);
  return response;
}

}  // namespace web
