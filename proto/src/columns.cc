// Records as rows of a table, and back.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "json_fill.h"
#include "rules.h"
#include "schema/show.h"
#include "value_words.h"

namespace schema {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

using Set = Result<void, std::string>;

constexpr char kListSeparator = ';';

std::string lower(std::string_view words) {
  std::string out(words);
  // Letters beyond ASCII keep their case: "Ŵ" is seldom a label's first.
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

std::string_view trimmed(std::string_view words) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = words.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return words.substr(first, words.find_last_not_of(kBlank) - first + 1);
}

std::string escaped(const std::string& element) {
  std::string out;
  for (const char c : element) {
    if (c == kListSeparator || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

/// The elements of a list, split where a separator stands without a backslash before it.
std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> elements(1);
  for (std::size_t at = 0; at < list.size(); ++at) {
    if (list[at] == '\\' && at + 1 < list.size()) {
      elements.back() += list[++at];
    } else if (list[at] == kListSeparator) {
      elements.emplace_back();
    } else {
      elements.back() += list[at];
    }
  }
  for (std::string& element : elements) element = std::string(trimmed(element));
  std::erase(elements, "");
  return elements;
}

bool is_column(const FieldDescriptor& field) { return !is_secret(field); }

std::string cell(const Message& record, const FieldDescriptor& field, int at) {
  const Reflection& reflection = *record.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return text_of(record, field, at);
    case FieldDescriptor::CPPTYPE_BOOL:
      return (at < 0 ? reflection.GetBool(record, &field)
                     : reflection.GetRepeatedBool(record, &field, at))
                 ? "true"
                 : "false";
    case FieldDescriptor::CPPTYPE_ENUM: {
      const int number = at < 0 ? reflection.GetEnumValue(record, &field)
                                : reflection.GetRepeatedEnumValue(record, &field, at);
      const EnumValueDescriptor* value = field.enum_type()->FindValueByNumber(number);
      return value == nullptr ? std::to_string(number) : value->name();
    }
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
      return std::to_string(integer_of(record, field, at));
    case FieldDescriptor::CPPTYPE_MESSAGE:
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
      break;
  }
  return "";
}

std::string cells(const Message& record, const FieldDescriptor& field) {
  const int count = values_count(record, field);
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL && !field.is_repeated()) {
    return cell(record, field, -1);  // "false" is an answer in a table, and blank is none
  }
  if (count == 0) return "";
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    std::string json;
    write_json_field(record, field, false, json);
    return json;
  }
  if (!field.is_repeated()) return cell(record, field, -1);
  std::string list;
  for (int i = 0; i < count; ++i) list += (i == 0 ? "" : "; ") + escaped(cell(record, field, i));
  return list;
}

std::string takes(const FieldDescriptor& field) {
  const Range range = range_of(field);
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return "takes true or false";
    case FieldDescriptor::CPPTYPE_ENUM:
      return "takes one of: " + names_of(*field.enum_type());
    case FieldDescriptor::CPPTYPE_STRING:
      return "takes a date as year-month-day, such as 2026-03-12";
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
      return fmt::format("takes a whole number from {} to {}", range.least, range.most);
    case FieldDescriptor::CPPTYPE_MESSAGE:
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
      break;
  }
  return "takes JSON";
}

std::string refusal(const FieldDescriptor& field, std::string_view text) {
  constexpr std::size_t kShownMax = 60;
  const std::string what =
      text.size() > kShownMax ? "what stands there" : fmt::format("\"{}\"", text);
  return fmt::format("{} {}, not {}", field.json_name(), takes(field), what);
}

std::optional<bool> yes_or_no(std::string_view text) {
  const std::string word = lower(text);
  for (const char* yes : {"true", "yes", "y", "ie", "1"}) {
    if (word == yes) return true;
  }
  for (const char* no : {"false", "no", "n", "na", "0"}) {
    if (word == no) return false;
  }
  return std::nullopt;
}

const EnumValueDescriptor* value_named(const FieldDescriptor& field, std::string_view text) {
  const std::string wanted = lower(text);
  for (int i = 0; i < field.enum_type()->value_count(); ++i) {
    const EnumValueDescriptor* value = field.enum_type()->value(i);
    const auto label = label_of(*value);
    if (lower(value->name()) == wanted) return value;
    if (value->number() == 0) continue;
    if (lower(label.en()) == wanted || lower(label.cy()) == wanted) return value;
  }
  return nullptr;
}

/// Pence, or pounds where the cell says so: "£5,000,000" and "£12.50".
std::optional<std::int64_t> whole_number(const FieldDescriptor& field, std::string_view text) {
  constexpr std::string_view kPound = "£";
  std::string digits(text);
  std::int64_t unit = 1;
  if (rules_of(field).is() == gwarchod::v1::PENCE && text.starts_with(kPound)) {
    digits = std::string(trimmed(text.substr(kPound.size())));
    const std::size_t point = digits.find('.');
    if (point == std::string::npos) {
      unit = 100;
    } else {
      if (digits.size() - point != 3) return std::nullopt;
      digits.erase(point, 1);
    }
  }
  std::erase(digits, ',');
  if (rules_of(field).is() == gwarchod::v1::PERCENT && digits.ends_with('%')) digits.pop_back();
  std::int64_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto parsed = std::from_chars(digits.data(), end, number);
  if (parsed.ec != std::errc{} || parsed.ptr != end) return std::nullopt;
  if (number > INT64_MAX / unit || number < INT64_MIN / unit) return std::nullopt;
  return number * unit;
}

/// The ISO form of a date written so, or as people in Britain do: 12/03/2026.
std::optional<std::string> date(std::string_view text) {
  if (parse_day(text)) return std::string(text);
  if (text.size() != 10 || text[2] != '/' || text[5] != '/') return std::nullopt;
  const std::string iso =
      fmt::format("{}-{}-{}", text.substr(6, 4), text.substr(3, 2), text.substr(0, 2));
  return parse_day(iso) ? std::optional(iso) : std::nullopt;
}

/// Sets or adds a number that the field's type holds.
void put_integer(Message& record, const FieldDescriptor& field, std::int64_t number) {
  const Reflection& reflection = *record.GetReflection();
  const bool add = field.is_repeated();
  const auto put = [&](auto setter, auto adder, auto narrow) {
    (reflection.*(add ? adder : setter))(&record, &field, narrow);
  };
  const auto type = field.cpp_type();
  if (type == FieldDescriptor::CPPTYPE_INT32) {
    put(&Reflection::SetInt32, &Reflection::AddInt32, static_cast<std::int32_t>(number));
  } else if (type == FieldDescriptor::CPPTYPE_UINT32) {
    put(&Reflection::SetUInt32, &Reflection::AddUInt32, static_cast<std::uint32_t>(number));
  } else if (type == FieldDescriptor::CPPTYPE_UINT64) {
    put(&Reflection::SetUInt64, &Reflection::AddUInt64, static_cast<std::uint64_t>(number));
  } else {
    put(&Reflection::SetInt64, &Reflection::AddInt64, number);
  }
}

Set set_integer(Message& record, const FieldDescriptor& field, std::string_view text) {
  const auto number = whole_number(field, text);
  const Range range = range_of(field);
  if (!number || *number < range.least || *number > range.most) return refusal(field, text);
  // Within the range asked for, which the type holds (range_of).
  put_integer(record, field, *number);
  return {};
}

Set set_text(Message& record, const FieldDescriptor& field, std::string text) {
  const Reflection& reflection = *record.GetReflection();
  if (rules_of(field).is() == gwarchod::v1::DATE) {
    auto iso = date(trimmed(text));
    if (!iso) return refusal(field, text);
    text = std::move(*iso);
  }
  if (field.is_repeated()) {
    reflection.AddString(&record, &field, std::move(text));
  } else {
    reflection.SetString(&record, &field, std::move(text));
  }
  return {};
}

Set set_value(Message& record, const FieldDescriptor& field, const std::string& text) {
  const Reflection& reflection = *record.GetReflection();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) return set_text(record, field, text);
  const std::string_view word = trimmed(text);
  if (is_integer(field)) return set_integer(record, field, word);
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    const EnumValueDescriptor* value = value_named(field, word);
    if (value == nullptr) return refusal(field, word);
    field.is_repeated() ? reflection.AddEnum(&record, &field, value)
                        : reflection.SetEnum(&record, &field, value);
    return {};
  }
  const auto yes = yes_or_no(word);
  if (!yes) return refusal(field, word);
  field.is_repeated() ? reflection.AddBool(&record, &field, *yes)
                      : reflection.SetBool(&record, &field, *yes);
  return {};
}

Set set_parts(Message& record, const FieldDescriptor& field, const std::string& text) {
  const auto json = parse_json(text);
  if (!json) return field.json_name() + ": " + json.error().place + ": " + json.error().what;
  const auto filled = fill_field(*json, record, field, field.json_name());
  if (!filled) return filled.error().place + ": " + filled.error().what;
  return {};
}

const FieldDescriptor* column_named(const Descriptor& message, const std::string& column) {
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor* field = message.field(i);
    if (is_column(*field) && (field->json_name() == column || field->name() == column)) {
      return field;
    }
  }
  return nullptr;
}

Set set_all(Message& record, const FieldDescriptor& field, const std::string& text) {
  if (trimmed(text).empty()) return {};
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) return set_parts(record, field, text);
  if (!field.is_repeated()) return set_value(record, field, text);
  for (const std::string& element : split(text)) {
    if (auto set = set_value(record, field, element); !set) return set;
  }
  return {};
}

}  // namespace

std::vector<std::string> columns(const Descriptor& message) {
  std::vector<std::string> names;
  for (int i = 0; i < message.field_count(); ++i) {
    if (is_column(*message.field(i))) names.push_back(message.field(i)->json_name());
  }
  return names;
}

std::vector<std::string> row(const Message& record) {
  std::vector<std::string> all;
  const Descriptor& message = *record.GetDescriptor();
  for (int i = 0; i < message.field_count(); ++i) {
    if (is_column(*message.field(i))) all.push_back(cells(record, *message.field(i)));
  }
  return all;
}

Set set_column(Message& record, const std::string& column, const std::string& text) {
  const FieldDescriptor* field = column_named(*record.GetDescriptor(), column);
  if (field == nullptr) {
    return fmt::format("{} has no column \"{}\"; it has: {}", record.GetDescriptor()->name(),
                       column, fmt::join(columns(*record.GetDescriptor()), ", "));
  }
  const std::unique_ptr<Message> changed(record.New());
  changed->CopyFrom(record);
  changed->GetReflection()->ClearField(changed.get(), field);
  if (auto set = set_all(*changed, *field, text); !set) return set;
  record.GetReflection()->Swap(&record, changed.get());
  return {};
}

}  // namespace schema
