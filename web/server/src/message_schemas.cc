#include "message_schemas.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <utility>

#include "gwarchod/v1/options.pb.h"

namespace web {

namespace {

namespace json = boost::json;
using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

json::object string_schema(const FieldDescriptor& field) {
  constexpr std::uint32_t kLineCharacters = 200;
  constexpr std::uint32_t kLongTextCharacters = 10'000;
  json::object schema{{"type", "string"}};
  if (!field.options().HasExtension(gwarchod::v1::field)) return schema;
  const auto& rules = field.options().GetExtension(gwarchod::v1::field);
  if (rules.is() == gwarchod::v1::DATE) {
    schema["format"] = "date";
    return schema;
  }
  const bool is_long = rules.is() == gwarchod::v1::LONG_TEXT;
  schema["maxLength"] = rules.characters_max() != 0 ? rules.characters_max()
                        : is_long                   ? kLongTextCharacters
                                                    : kLineCharacters;
  return schema;
}

json::object enum_schema(const google::protobuf::EnumDescriptor& list) {
  json::array names;
  for (int i = 0; i < list.value_count(); ++i) names.emplace_back(list.value(i)->name());
  return {{"type", "string"}, {"enum", std::move(names)}};
}

bool is_required(const FieldDescriptor& field) {
  return field.options().GetExtension(gwarchod::v1::field).required();
}

}  // namespace

json::object MessageSchemas::reference(const Descriptor& message) {
  if (named_.insert(message.name()).second) waiting_.push_back(&message);
  return {{"$ref", "#/components/schemas/" + message.name()}};
}

json::object MessageSchemas::any_of(const std::vector<const Descriptor*>& messages) {
  json::array choices;
  for (const Descriptor* message : messages) choices.emplace_back(reference(*message));
  return {{"anyOf", std::move(choices)}};
}

void MessageSchemas::narrow(const Descriptor& message, const std::string& member,
                            std::vector<const Descriptor*> messages) {
  narrowed_.push_back({&message, member, std::move(messages)});
}

json::object MessageSchemas::value_schema(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return {{"type", "boolean"}};
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_UINT32:
      return {{"type", "integer"}};
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT64:
      return {{"type", "string"}, {"format", "int64"}};
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return {{"type", "number"}};
    case FieldDescriptor::CPPTYPE_ENUM:
      return enum_schema(*field.enum_type());
    case FieldDescriptor::CPPTYPE_STRING:
      if (field.type() == FieldDescriptor::TYPE_BYTES) {
        return {{"type", "string"}, {"contentEncoding", "base64"}};
      }
      return string_schema(field);
    case FieldDescriptor::CPPTYPE_MESSAGE:
      break;
  }
  const std::string& name = field.message_type()->full_name();
  if (name == "google.protobuf.Struct") return {{"type", "object"}};
  if (name == "google.protobuf.Timestamp") return {{"type", "string"}, {"format", "date-time"}};
  return reference(*field.message_type());
}

json::object MessageSchemas::field_schema(const FieldDescriptor& field) {
  const auto narrowed = std::ranges::find_if(narrowed_, [&](const Narrowed& one) {
    return one.message == field.containing_type() && one.member == field.json_name();
  });
  json::object schema =
      narrowed == narrowed_.end() ? value_schema(field) : any_of(narrowed->messages);
  if (field.is_repeated()) schema = {{"type", "array"}, {"items", std::move(schema)}};
  const auto& rules = field.options().GetExtension(gwarchod::v1::field);
  if (!rules.en().empty()) schema["description"] = rules.en();
  return schema;
}

json::object MessageSchemas::object_schema(const Descriptor& message) {
  json::object properties;
  json::array required;
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    properties[field.json_name()] = field_schema(field);
    if (is_required(field)) required.emplace_back(field.json_name());
  }
  json::object schema{{"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) schema["required"] = std::move(required);
  const auto& record = message.options().GetExtension(gwarchod::v1::record);
  if (!record.en().empty()) schema["title"] = record.en();
  schema["additionalProperties"] = false;
  return schema;
}

json::object MessageSchemas::finish() {
  std::vector<std::pair<std::string, json::object>> described;
  while (!waiting_.empty()) {
    const Descriptor* message = waiting_.back();
    waiting_.pop_back();
    described.emplace_back(message->name(), object_schema(*message));
  }
  std::ranges::sort(described, {}, &std::pair<std::string, json::object>::first);
  json::object schemas;
  for (auto& [name, schema] : described) schemas[name] = std::move(schema);
  return schemas;
}

}  // namespace web
