#include "simulation/stories.h"

#include <map>
#include <stdexcept>

#include "embedded/simulation_stories.h"
#include "schema/json.h"
#include "simulation/writer.h"

namespace app {
namespace {

using google::protobuf::Struct;
using google::protobuf::Value;

void fill_in(Value& value, schema::Day last_day, const gwarchod::v1::Policy& policy) {
  if (value.has_struct_value()) {
    for (auto& [name, inner] : *value.mutable_struct_value()->mutable_fields()) {
      fill_in(inner, last_day, policy);
    }
  } else if (value.has_list_value()) {
    for (auto& inner : *value.mutable_list_value()->mutable_values()) {
      fill_in(inner, last_day, policy);
    }
  } else if (value.has_string_value() && value.string_value().starts_with('#')) {
    value.set_string_value(
        schema::to_string(last_day + std::chrono::days{std::stoi(value.string_value().substr(1))}));
  } else if (value.has_string_value() && value.string_value().starts_with('$')) {
    const std::string number = value.string_value().substr(1);
    const std::string id = stage_id(policy, number);
    if (!id.empty()) {
      value.set_string_value(id);
    } else if (number != "suggested" && number != "decided") {
      throw std::logic_error("stories: the policy has no stage " + number);
    }
  }
}

}  // namespace

gwarchod::v1::Stories built_in_stories() {
  gwarchod::v1::Stories stories;
  if (const auto read = schema::from_json(embedded::simulation_stories(), stories); !read) {
    throw std::logic_error("stories: " + read.error().place + ": " + read.error().what);
  }
  return stories;
}

std::string stage_id(const gwarchod::v1::Policy& policy, const std::string& number) {
  for (const auto& stage : policy.stages()) {
    if (number == "step-down" ? stage.off_ladder() : stage.number() == number) {
      return stage.id();
    }
  }
  return {};
}

void tell(const gwarchod::v1::Story& story, std::size_t provider, schema::Day last_day,
          const gwarchod::v1::Policy& policy, const SimPeople& people, SimDiary& diary) {
  std::map<std::string, Struct> named;
  for (const auto& beat : story.beats()) {
    const schema::Day occurred = last_day + std::chrono::days{beat.day()};
    SimAct act;
    act.provider = provider;
    act.by = &people.by(beat.by());
    act.request = beat.request();
    act.updates = beat.updates();
    act.name = beat.name();
    Struct body = beat.updates().empty() ? Struct{} : named[beat.updates()];
    for (const auto& [field, value] : beat.request().body().fields()) {
      (*body.mutable_fields())[field] = value;
    }
    named[beat.name().empty() ? beat.updates() : beat.name()] = body;
    *act.request.mutable_body() = body;
    for (auto& [field, value] : *act.request.mutable_body()->mutable_fields()) {
      fill_in(value, last_day, policy);
    }
    auto& envelope = *act.request.mutable_envelope();
    envelope.set_occurred_from(schema::to_string(occurred));
    envelope.set_precision(gwarchod::v1::DAY);
    if (envelope.source() == gwarchod::v1::AGENCY_UNSPECIFIED) {
      envelope.set_source(act.by->agency);
    }
    act.recorded = weekday(occurred + std::chrono::days{beat.recorded_after()});
    if (act.recorded > last_day) {
      act.recorded = last_day;
    }
    diary.put(std::move(act));
  }
}

}  // namespace app
