#include "schema/json.h"

#include <fmt/format.h>
#include <google/protobuf/util/json_util.h>

#include <array>
#include <boost/json/monotonic_resource.hpp>
#include <cmath>

#include "base64.h"
#include "json_fill.h"
#include "value_words.h"

namespace schema {
namespace {

namespace json = boost::json;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

void write_text(std::string_view text, std::string& out) {
  out += '"';
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
          fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
        } else {
          out += c;
        }
    }
  }
  out += '"';
}

void write_real(double real, std::string& out) {
  if (std::isnan(real)) {
    out += "\"NaN\"";
  } else if (std::isinf(real)) {
    out += real > 0 ? "\"Infinity\"" : "\"-Infinity\"";
  } else {
    fmt::format_to(std::back_inserter(out), "{}", real);
  }
}

void write_message(const Message& message, bool defaults, std::string& out);

/// Reads element `at` of a repeated field, or the only value when `at` is negative.
template <class Value>
Value read(const Message& message, const FieldDescriptor& field, int at,
           Value (Reflection::*one)(const Message&, const FieldDescriptor*) const,
           Value (Reflection::*element)(const Message&, const FieldDescriptor*, int) const) {
  const Reflection& reflection = *message.GetReflection();
  return at < 0 ? (reflection.*one)(message, &field) : (reflection.*element)(message, &field, at);
}

void write_wide(const std::string& digits, std::string& out) {
  out += '"';
  out += digits;
  out += '"';
}

void write_value_name(const google::protobuf::EnumDescriptor& list, int number, std::string& out) {
  const auto* value = list.FindValueByNumber(number);
  if (value == nullptr) {
    out += std::to_string(number);
  } else {
    write_text(value->name(), out);
  }
}

void write_string(const Message& message, const FieldDescriptor& field, int at, std::string& out) {
  const Reflection& reflection = *message.GetReflection();
  std::string scratch;
  const std::string& text =
      at < 0 ? reflection.GetStringReference(message, &field, &scratch)
             : reflection.GetRepeatedStringReference(message, &field, at, &scratch);
  write_text(field.type() == FieldDescriptor::TYPE_BYTES ? to_base64(text) : text, out);
}

/// One value of a field; 64-bit numbers are strings, since JavaScript would round them.
void write_one(const Message& message, const FieldDescriptor& field, int at, bool defaults,
               std::string& out) {
  using R = Reflection;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      out += std::to_string(read(message, field, at, &R::GetInt32, &R::GetRepeatedInt32));
      return;
    case FieldDescriptor::CPPTYPE_UINT32:
      out += std::to_string(read(message, field, at, &R::GetUInt32, &R::GetRepeatedUInt32));
      return;
    case FieldDescriptor::CPPTYPE_INT64:
      write_wide(std::to_string(read(message, field, at, &R::GetInt64, &R::GetRepeatedInt64)), out);
      return;
    case FieldDescriptor::CPPTYPE_UINT64:
      write_wide(std::to_string(read(message, field, at, &R::GetUInt64, &R::GetRepeatedUInt64)),
                 out);
      return;
    case FieldDescriptor::CPPTYPE_DOUBLE:
      write_real(read(message, field, at, &R::GetDouble, &R::GetRepeatedDouble), out);
      return;
    case FieldDescriptor::CPPTYPE_FLOAT:
      write_real(static_cast<double>(read(message, field, at, &R::GetFloat, &R::GetRepeatedFloat)),
                 out);
      return;
    case FieldDescriptor::CPPTYPE_BOOL:
      out += read(message, field, at, &R::GetBool, &R::GetRepeatedBool) ? "true" : "false";
      return;
    case FieldDescriptor::CPPTYPE_ENUM:
      write_value_name(*field.enum_type(),
                       read(message, field, at, &R::GetEnumValue, &R::GetRepeatedEnumValue), out);
      return;
    case FieldDescriptor::CPPTYPE_STRING:
      write_string(message, field, at, out);
      return;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      write_message(part_of(message, field, at), defaults, out);
      return;
  }
}

/// Whether the field is printed: set, or to be printed with its default. What has presence (a part,
/// a oneof's, an optional) has no default to print.
bool is_written(const Message& message, const FieldDescriptor& field, bool defaults) {
  const Reflection& reflection = *message.GetReflection();
  if (field.is_repeated()) return defaults || reflection.FieldSize(message, &field) > 0;
  return reflection.HasField(message, &field) || (defaults && !field.has_presence());
}

void write_message(const Message& message, bool defaults, std::string& out) {
  const auto& descriptor = *message.GetDescriptor();
  if (descriptor.file()->package() == "google.protobuf") {
    std::string text;
    // What Protobuf itself cannot print (a time outside the calendar) is told as null.
    out += google::protobuf::util::MessageToJsonString(message, &text).ok() ? text : "null";
    return;
  }
  out += '{';
  bool first = true;
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const FieldDescriptor& field = *descriptor.field(i);
    if (!is_written(message, field, defaults)) continue;
    if (!first) out += ',';
    first = false;
    out += '"';
    out += field.json_name();
    out += "\":";
    write_json_field(message, field, defaults, out);
  }
  out += '}';
}

json::value value_of(const google::protobuf::Value& value, const json::storage_ptr& memory);

json::object object_of(const google::protobuf::Struct& body, const json::storage_ptr& memory) {
  json::object object(memory);
  object.reserve(body.fields().size());
  for (const auto& [name, member] : body.fields()) object[name] = value_of(member, memory);
  return object;
}

json::value value_of(const google::protobuf::Value& value, const json::storage_ptr& memory) {
  using google::protobuf::Value;
  switch (value.kind_case()) {
    case Value::kNumberValue:
      return value.number_value();
    case Value::kStringValue:
      return json::string(value.string_value(), memory);
    case Value::kBoolValue:
      return value.bool_value();
    case Value::kStructValue:
      return object_of(value.struct_value(), memory);
    case Value::kListValue: {
      json::array array(memory);
      for (const auto& element : value.list_value().values()) {
        array.push_back(value_of(element, memory));
      }
      return array;
    }
    case Value::kNullValue:
    case Value::KIND_NOT_SET:
      break;
  }
  return nullptr;
}

}  // namespace

void write_json_field(const Message& message, const FieldDescriptor& field, bool defaults,
                      std::string& out) {
  if (!field.is_repeated()) {
    write_one(message, field, -1, defaults, out);
    return;
  }
  out += '[';
  const int size = message.GetReflection()->FieldSize(message, &field);
  for (int at = 0; at < size; ++at) {
    if (at > 0) out += ',';
    write_one(message, field, at, defaults, out);
  }
  out += ']';
}

std::string to_json(const Message& message, bool defaults) {
  std::string out;
  write_message(message, defaults, out);
  return out;
}

Result<void, JsonFault> from_json(std::string_view text, Message& message) {
  const auto parsed = parse_json(text);
  if (!parsed) return parsed.error();
  message.Clear();
  return fill_message(*parsed, message, "");
}

Result<void, JsonFault> from_struct(const google::protobuf::Struct& body, Message& message,
                                    const std::string& prefix) {
  constexpr std::size_t kOfMostBodies = 4096;
  std::array<unsigned char, kOfMostBodies> first{};
  json::monotonic_resource memory(first.data(), first.size());
  message.Clear();
  return fill_message(object_of(body, &memory), message, prefix);
}

}  // namespace schema
