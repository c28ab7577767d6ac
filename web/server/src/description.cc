#include "description.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <cctype>
#include <utility>

#include "gwarchod/v1/commands.pb.h"
#include "gwarchod/v1/live.pb.h"
#include "message_schemas.h"

namespace web {

namespace {

namespace json = boost::json;
using google::protobuf::Descriptor;

constexpr const char* kVersion = "1";

json::object content_of(const std::string& type, json::object schema) {
  return {{type, json::object{{"schema", std::move(schema)}}}};
}

json::object problem_response(MessageSchemas& schemas) {
  return {{"description", "Refused (RFC 9457); `code` says why, `errors` where"},
          {"content", content_of("application/problem+json",
                                 schemas.reference(*gwarchod::v1::Problem::descriptor()))}};
}

json::object success_response(const Route& route, MessageSchemas& schemas) {
  json::object response{{"description", "Done"}};
  if (route.content.empty()) return response;
  json::object schema{{"type", route.content == "application/json" ? "object" : "string"}};
  if (route.response != nullptr) schema = schemas.reference(*route.response);
  response["content"] = content_of(route.content, std::move(schema));
  return response;
}

json::array parameters_of(const Route& route) {
  json::array parameters;
  for (std::size_t open = route.pattern.find('{'); open != std::string::npos;
       open = route.pattern.find('{', open + 1)) {
    const std::size_t close = route.pattern.find('}', open);
    parameters.emplace_back(json::object{{"name", route.pattern.substr(open + 1, close - open - 1)},
                                         {"in", "path"},
                                         {"required", true},
                                         {"schema", json::object{{"type", "string"}}}});
  }
  for (const Parameter& parameter : route.parameters) {
    parameters.emplace_back(json::object{{"name", parameter.name},
                                         {"in", parameter.in},
                                         {"description", parameter.description},
                                         {"schema", json::object{{"type", "string"}}}});
  }
  return parameters;
}

json::object operation(const Route& route, MessageSchemas& schemas) {
  json::object operation{{"summary", route.summary}};
  if (auto parameters = parameters_of(route); !parameters.empty()) {
    operation["parameters"] = std::move(parameters);
  }
  if (route.request != nullptr) {
    operation["requestBody"] = json::object{
        {"required", true},
        {"content", content_of("application/json", schemas.reference(*route.request))}};
  }
  if (!route.takes.empty()) {
    operation["requestBody"] =
        json::object{{"required", true}, {"content", json::object{{route.takes, json::object{}}}}};
  }
  operation["responses"] =
      json::object{{std::to_string(route.status), success_response(route, schemas)},
                   {"default", problem_response(schemas)}};
  json::array security;
  if (route.access == Access::kSignedIn) {
    json::object needs{{"session", json::array{}}};
    if (route.is_write() && route.csrf) needs["csrf"] = json::array{};
    security.emplace_back(std::move(needs));
  }
  operation["security"] = std::move(security);
  return operation;
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

std::vector<const Descriptor*> recorded_kinds(const schema::Schema& schema) {
  std::vector<const Descriptor*> kinds;
  for (const schema::Kind* kind : schema.kinds()) {
    if (!kind->options->system() && !kind->options->file()) kinds.push_back(kind->message);
  }
  return kinds;
}

json::object message_of(const Descriptor& message, MessageSchemas& schemas) {
  return {{"name", message.name()}, {"payload", schemas.reference(message)}};
}

}  // namespace

std::string openapi(const std::vector<Route>& routes, const schema::Schema& schema) {
  MessageSchemas schemas;
  schemas.narrow(*gwarchod::v1::RecordRequest::descriptor(), "body", recorded_kinds(schema));
  if (const schema::Kind* registration = schema.find("ProviderRegistered")) {
    schemas.narrow(*gwarchod::v1::RegisterRequest::descriptor(), "body", {registration->message});
  }
  json::object paths;
  for (const Route& route : routes) {
    json::value& path = paths[route.pattern];
    if (!path.is_object()) path.emplace_object();
    path.as_object()[lower(route.method)] = operation(route, schemas);
  }
  const json::object security{
      {"session", json::object{{"type", "apiKey"}, {"in", "cookie"}, {"name", "gwarchod"}}},
      {"csrf", json::object{{"type", "apiKey"}, {"in", "header"}, {"name", "X-CSRF-Token"}}}};
  json::object description{{"openapi", "3.1.0"},
                           {"info", json::object{{"title", "Gwarchod"}, {"version", kVersion}}},
                           {"paths", std::move(paths)}};
  description["components"] =
      json::object{{"schemas", schemas.finish()}, {"securitySchemes", security}};
  return json::serialize(description);
}

std::string asyncapi() {
  MessageSchemas schemas;
  const json::object messages{
      {"ClientFrame", message_of(*gwarchod::v1::ClientFrame::descriptor(), schemas)},
      {"ServerFrame", message_of(*gwarchod::v1::ServerFrame::descriptor(), schemas)}};
  const auto channel_message = [](const std::string& name) {
    return json::object{{"$ref", "#/components/messages/" + name}};
  };
  const auto operation = [](const std::string& action, const std::string& name) {
    return json::object{
        {"action", action},
        {"channel", json::object{{"$ref", "#/channels/live"}}},
        {"messages", json::array{json::object{{"$ref", "#/channels/live/messages/" + name}}}}};
  };
  json::object description{
      {"asyncapi", "3.0.0"},
      {"info", json::object{{"title", "Gwarchod live"}, {"version", kVersion}}}};
  description["channels"] = json::object{
      {"live", json::object{
                   {"address", "/api/v1/live"},
                   {"description",
                    "Subprotocol gwarchod.v1.json: text frames of this JSON; gwarchod.v1.protobuf: "
                    "binary frames of the same messages"},
                   {"messages", json::object{{"ClientFrame", channel_message("ClientFrame")},
                                             {"ServerFrame", channel_message("ServerFrame")}}}}}};
  // As seen from the server: it receives what clients ask and sends what they are told.
  description["operations"] = json::object{{"ask", operation("receive", "ClientFrame")},
                                           {"tell", operation("send", "ServerFrame")}};
  description["components"] = json::object{{"messages", messages}, {"schemas", schemas.finish()}};
  return json::serialize(description);
}

}  // namespace web
