#include "json_fill.h"

#include <google/protobuf/util/json_util.h>

#include <boost/json/parser.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "base64.h"
#include "schema/utf8.h"

namespace schema {
namespace {

namespace json = boost::json;
using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

using Filled = Result<void, JsonFault>;

std::string member_path(const std::string& path, std::string_view member) {
  return path.empty() ? std::string(member) : path + "." + std::string(member);
}

std::string shown(const json::value& value) {
  constexpr std::size_t kShownMax = 60;
  std::string text = json::serialize(value);
  return text.size() > kShownMax ? "what stands there" : text;
}

/// Members are named in lowerCamelCase; the proto's own names are taken too, as proto3 JSON has it.
const FieldDescriptor* field_of(const Descriptor& message, std::string_view member) {
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor* field = message.field(i);
    if (field->json_name() == member || field->name() == member) return field;
  }
  return nullptr;
}

std::string fields_of(const Descriptor& message) {
  std::string names;
  for (int i = 0; i < message.field_count(); ++i) {
    names += (i == 0 ? "" : ", ") + message.field(i)->json_name();
  }
  return names.empty() ? "none" : names;
}

/// A JSON number, or a string that holds one, when it is whole and fits the type.
template <class Integer>
std::optional<Integer> integer(const json::value& value) {
  Integer number{};
  if (value.is_string()) {
    const json::string& text = value.get_string();
    const char* end = text.data() + text.size();
    const auto parsed = std::from_chars(text.data(), end, number);
    if (parsed.ec != std::errc{} || parsed.ptr != end) return std::nullopt;
    return number;
  }
  if (value.is_double()) {
    const double real = value.get_double();
    // 2^53: beyond it a double does not say which whole number was meant.
    if (std::trunc(real) != real || std::abs(real) > 9007199254740992.0) return std::nullopt;
    const auto whole = static_cast<std::int64_t>(real);
    if (!std::in_range<Integer>(whole)) return std::nullopt;
    return static_cast<Integer>(whole);
  }
  if (value.is_int64() && std::in_range<Integer>(value.get_int64())) {
    return static_cast<Integer>(value.get_int64());
  }
  if (value.is_uint64() && std::in_range<Integer>(value.get_uint64())) {
    return static_cast<Integer>(value.get_uint64());
  }
  return std::nullopt;
}

template <class Integer>
std::string range_words() {
  return "takes a whole number from " + std::to_string(std::numeric_limits<Integer>::min()) +
         " to " + std::to_string(std::numeric_limits<Integer>::max());
}

/// Sets or adds one value, whose type the two setters fix.
template <class Value>
using Setter = void (Reflection::*)(Message*, const FieldDescriptor*, Value) const;

template <class Value, class Given>
void put(Message& message, const FieldDescriptor& field, Setter<Value> set, Setter<Value> add,
         Given&& value) {
  const Reflection& reflection = *message.GetReflection();
  (reflection.*(field.is_repeated() ? add : set))(&message, &field, std::forward<Given>(value));
}

template <class Integer>
Filled fill_integer(const json::value& value, Message& message, const FieldDescriptor& field,
                    const std::string& path, Setter<Integer> set, Setter<Integer> add) {
  const auto number = integer<Integer>(value);
  if (!number) return JsonFault{path, range_words<Integer>()};
  put<Integer>(message, field, set, add, *number);
  return {};
}

Filled fill_enum(const json::value& value, Message& message, const FieldDescriptor& field,
                 const std::string& path) {
  const EnumDescriptor& list = *field.enum_type();
  const google::protobuf::EnumValueDescriptor* found = nullptr;
  if (value.is_string()) {
    found = list.FindValueByName(std::string(value.get_string()));
  } else if (const auto number = integer<std::int32_t>(value)) {
    found = list.FindValueByNumber(*number);
  }
  if (found == nullptr) {
    return JsonFault{path, shown(value) + " is not on its list, which takes: " + names_of(list)};
  }
  put<const google::protobuf::EnumValueDescriptor*>(message, field, &Reflection::SetEnum,
                                                    &Reflection::AddEnum, found);
  return {};
}

Filled fill_string(const json::value& value, Message& message, const FieldDescriptor& field,
                   const std::string& path) {
  if (!value.is_string()) return JsonFault{path, "takes text"};
  std::string text(value.get_string());
  if (field.type() == FieldDescriptor::TYPE_BYTES) {
    auto bytes = from_base64(text);
    if (!bytes) return JsonFault{path, "takes bytes in base64"};
    text = std::move(*bytes);
  }
  put<std::string>(message, field, &Reflection::SetString, &Reflection::AddString, std::move(text));
  return {};
}

Filled fill_real(const json::value& value, Message& message, const FieldDescriptor& field,
                 const std::string& path) {
  boost::system::error_code refused;
  const double real = value.is_number() ? value.to_number<double>(refused) : 0;
  if (!value.is_number() || refused) return JsonFault{path, "takes a number"};
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_FLOAT) {
    put<float>(message, field, &Reflection::SetFloat, &Reflection::AddFloat,
               static_cast<float>(real));
  } else {
    put<double>(message, field, &Reflection::SetDouble, &Reflection::AddDouble, real);
  }
  return {};
}

/// Timestamps, Structs and their like have a JSON of their own, which Protobuf knows.
Filled fill_well_known(const json::value& value, Message& message, const std::string& path) {
  const auto status = google::protobuf::util::JsonStringToMessage(json::serialize(value), &message);
  if (status.ok()) return {};
  return JsonFault{path, "is not the JSON of a " + message.GetDescriptor()->name()};
}

Filled fill_one(const json::value& value, Message& message, const FieldDescriptor& field,
                const std::string& path) {
  const Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return fill_integer<std::int32_t>(value, message, field, path, &Reflection::SetInt32,
                                        &Reflection::AddInt32);
    case FieldDescriptor::CPPTYPE_INT64:
      return fill_integer<std::int64_t>(value, message, field, path, &Reflection::SetInt64,
                                        &Reflection::AddInt64);
    case FieldDescriptor::CPPTYPE_UINT32:
      return fill_integer<std::uint32_t>(value, message, field, path, &Reflection::SetUInt32,
                                         &Reflection::AddUInt32);
    case FieldDescriptor::CPPTYPE_UINT64:
      return fill_integer<std::uint64_t>(value, message, field, path, &Reflection::SetUInt64,
                                         &Reflection::AddUInt64);
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
      return fill_real(value, message, field, path);
    case FieldDescriptor::CPPTYPE_BOOL:
      if (!value.is_bool()) return JsonFault{path, "takes true or false"};
      put<bool>(message, field, &Reflection::SetBool, &Reflection::AddBool, value.get_bool());
      return {};
    case FieldDescriptor::CPPTYPE_ENUM:
      return fill_enum(value, message, field, path);
    case FieldDescriptor::CPPTYPE_STRING:
      return fill_string(value, message, field, path);
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      // A dynamic message's own factory knows the classes of its parts.
      Message* part = field.is_repeated() ? reflection.AddMessage(&message, &field)
                                          : reflection.MutableMessage(&message, &field);
      return fill_message(value, *part, path);
    }
  }
  return JsonFault{path, "is of a type that has no JSON"};
}

std::string at_line_and_column(std::string_view text, std::size_t offset) {
  std::size_t line = 1;
  std::size_t column = 1;
  for (const char c : text.substr(0, offset)) {
    if (c == '\n') {
      ++line;
      column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) {
      ++column;  // a continuation byte is no character of its own
    }
  }
  return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

}  // namespace

std::string names_of(const EnumDescriptor& list) {
  std::string names;
  for (int i = 0; i < list.value_count(); ++i) {
    if (list.value(i)->number() == 0) continue;
    names += (names.empty() ? "" : ", ") + list.value(i)->name();
  }
  return names;
}

Result<json::value, JsonFault> parse_json(std::string_view text) {
  if (const std::size_t valid = utf8_prefix(text); valid != text.size()) {
    return JsonFault{at_line_and_column(text, valid), "is not UTF-8"};
  }
  json::parse_options options;
  options.max_depth = kJsonDepthMax;
  json::parser parser({}, options);
  boost::system::error_code refused;
  const std::size_t taken = parser.write_some(text.data(), text.size(), refused);
  if (refused == json::error::too_deep) {
    return JsonFault{at_line_and_column(text, taken),
                     "is nested deeper than " + std::to_string(kJsonDepthMax)};
  }
  if (refused == json::error::incomplete) {
    return JsonFault{at_line_and_column(text, text.size()), "the JSON ends too early"};
  }
  if (refused) {
    return JsonFault{at_line_and_column(text, taken), "is not JSON: " + refused.message()};
  }
  if (taken != text.size()) {
    return JsonFault{at_line_and_column(text, taken), "there is more after the end of the JSON"};
  }
  return parser.release();
}

Filled fill_field(const json::value& value, Message& message, const FieldDescriptor& field,
                  const std::string& path) {
  if (value.is_null()) return {};
  const auto* oneof = field.real_containing_oneof();
  if (oneof != nullptr && message.GetReflection()->HasOneof(message, oneof)) {
    return JsonFault{path, "stands beside another of which only one may be given"};
  }
  if (!field.is_repeated()) return fill_one(value, message, field, path);
  if (field.is_map()) return JsonFault{path, "is a map, which no message of ours has"};
  if (!value.is_array()) return JsonFault{path, "takes a list, in [ ]"};
  std::size_t index = 0;
  for (const json::value& element : value.get_array()) {
    const std::string place = path + "[" + std::to_string(index++) + "]";
    if (auto filled = fill_one(element, message, field, place); !filled) return filled;
  }
  return {};
}

Filled fill_message(const json::value& value, Message& message, const std::string& path) {
  const Descriptor& descriptor = *message.GetDescriptor();
  if (descriptor.file()->package() == "google.protobuf") {
    return fill_well_known(value, message, path);
  }
  if (!value.is_object()) return JsonFault{path, "takes an object, in { }"};
  for (const auto& member : value.get_object()) {
    const std::string place = member_path(path, member.key());
    const FieldDescriptor* field = field_of(descriptor, member.key());
    if (field == nullptr) {
      return JsonFault{place, "is no field of " + descriptor.name() +
                                  ", whose fields are: " + fields_of(descriptor)};
    }
    if (auto filled = fill_field(member.value(), message, *field, place); !filled) return filled;
  }
  return {};
}

}  // namespace schema
