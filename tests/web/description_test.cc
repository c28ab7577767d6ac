#include <boost/json/parse.hpp>
#include <set>

#include "metrics.h"
#include "routes.h"
#include "support/house.h"

namespace {

using namespace web_test;
namespace json = boost::json;

/// Every "$ref" anywhere in the value.
void collect(const json::value& value, std::set<std::string>& references) {
  if (const auto* object = value.if_object()) {
    for (const auto& [key, member] : *object) {
      if (key == "$ref") references.emplace(member.as_string());
      collect(member, references);
    }
  } else if (const auto* array = value.if_array()) {
    for (const auto& element : *array) collect(element, references);
  }
}

class Description : public House {
 protected:
  Description() { start(); }
  [[nodiscard]] json::value described(const std::string& path) const {
    const Answer answer = browser().get(path);
    EXPECT_EQ(answer.status, 200);
    return json::parse(answer.body);
  }
  void expect_references_resolve(const json::value& description) {
    std::set<std::string> references;
    collect(description, references);
    EXPECT_GT(references.size(), 1U);
    for (const std::string& reference : references) {
      boost::system::error_code error;
      EXPECT_NE(description.find_pointer(reference.substr(1), error), nullptr) << reference;
    }
  }
};

TEST_F(Description, NamesEveryRouteAndNoOther) {
  web::Metrics metrics;
  const auto routes =
      web::make_routes({.tracker = *tracker,
                        .metrics = metrics,
                        .run = [](web::Runs, const std::function<void()>&) { return true; },
                        .url = "http://localhost"});
  std::set<std::string> routed;
  for (const auto& route : routes) {
    std::string method = route.method;
    for (char& c : method) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    routed.insert(method + " " + route.pattern);
  }
  std::set<std::string> named;
  const json::value description = described("/api/v1/openapi.json");
  for (const auto& [path, operations] : description.at("paths").as_object()) {
    for (const auto& [method, operation] : operations.as_object()) {
      named.insert(std::string{method} + " " + std::string{path});
    }
  }
  EXPECT_EQ(routed, named);
  EXPECT_GT(named.size(), 20U);
}

TEST_F(Description, ResolvesEveryReference) {
  expect_references_resolve(described("/api/v1/openapi.json"));
  expect_references_resolve(described("/api/v1/asyncapi.json"));
}

TEST_F(Description, HoldsEachKindThatCanBeRecorded) {
  const json::value description = described("/api/v1/openapi.json");
  const json::object& schemas = description.at("components").at("schemas").as_object();
  for (const schema::Kind* kind : schema.kinds()) {
    const bool by_a_form = !kind->options->system() && !kind->options->file();
    if (by_a_form) EXPECT_TRUE(schemas.contains(kind->name)) << kind->name;
  }
  const json::value& stage = schemas.at("Complaint").at("properties").at("stage");
  EXPECT_EQ(stage.at("type").as_string(), "string");
  EXPECT_EQ(schemas.at("Complaint").at("required").as_array().at(0).as_string(), "stage");
}

TEST_F(Description, SaysWhichRoutesNeedASessionAndACsrfToken) {
  const json::value description = described("/api/v1/openapi.json");
  const auto& paths = description.at("paths");
  EXPECT_TRUE(paths.at("/healthz").at("get").at("security").as_array().empty());
  const auto& write = paths.at("/api/v1/providers/{id}/records").at("post").at("security");
  EXPECT_TRUE(write.as_array().at(0).as_object().contains("csrf"));
}

}  // namespace
