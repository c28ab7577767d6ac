#include "value_words.h"

#include <fmt/format.h>

#include <array>

#include "rules.h"
#include "schema/show.h"

namespace schema {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using gwarchod::v1::Text;

struct Month {
  const char* en;
  const char* cy;
  const char* en_short;
  const char* cy_short;
};
constexpr std::array<Month, 12> kMonths{{{"January", "Ionawr", "Jan", "Ion"},
                                         {"February", "Chwefror", "Feb", "Chwe"},
                                         {"March", "Mawrth", "Mar", "Maw"},
                                         {"April", "Ebrill", "Apr", "Ebr"},
                                         {"May", "Mai", "May", "Mai"},
                                         {"June", "Mehefin", "Jun", "Meh"},
                                         {"July", "Gorffennaf", "Jul", "Gor"},
                                         {"August", "Awst", "Aug", "Awst"},
                                         {"September", "Medi", "Sep", "Medi"},
                                         {"October", "Hydref", "Oct", "Hyd"},
                                         {"November", "Tachwedd", "Nov", "Tach"},
                                         {"December", "Rhagfyr", "Dec", "Rhag"}}};

const Month& month_of(const std::chrono::year_month_day& date) {
  return kMonths.at(static_cast<unsigned>(date.month()) - 1);
}

/// The digits of a number with a comma before each group of three from the right.
std::string parted(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::uint64_t magnitude(std::int64_t number) {
  const auto bits = static_cast<std::uint64_t>(number);
  return number < 0 ? 0 - bits : bits;
}

Text same(const std::string& words) { return text(words, words); }

Text text_in_words(const FieldDescriptor& field, const std::string& words) {
  if (rules_of(field).is() != gwarchod::v1::DATE) return same(words);
  const auto day = parse_day(words);
  return day ? day_in_words(*day) : same(words);
}

Text integer_in_words(const FieldDescriptor& field, std::int64_t number) {
  if (rules_of(field).is() == gwarchod::v1::PENCE) return same(pounds(number));
  if (rules_of(field).is() == gwarchod::v1::PERCENT) return same(std::to_string(number) + "%");
  return same(number_in_words(number));
}

Text list_in_words(const Message& message, const FieldDescriptor& field, int at) {
  const Reflection& reflection = *message.GetReflection();
  const int number = at < 0 ? reflection.GetEnumValue(message, &field)
                            : reflection.GetRepeatedEnumValue(message, &field, at);
  const auto* value = field.enum_type()->FindValueByNumber(number);
  return value == nullptr ? same(std::to_string(number)) : label_of(*value);
}

}  // namespace

Text day_in_words(Day day) {
  const std::chrono::year_month_day date{day};
  const Month& month = month_of(date);
  const auto number = static_cast<unsigned>(date.day());
  const auto year = static_cast<int>(date.year());
  return text(fmt::format("{} {} {}", number, month.en, year),
              fmt::format("{} {} {}", number, month.cy, year));
}

Text day_in_short(Day day) {
  const std::chrono::year_month_day date{day};
  const Month& month = month_of(date);
  const auto number = static_cast<unsigned>(date.day());
  return text(fmt::format("{} {}", number, month.en_short),
              fmt::format("{} {}", number, month.cy_short));
}

std::string pounds(std::int64_t pence) {
  const std::uint64_t whole = magnitude(pence);
  return fmt::format("{}£{}.{:02}", pence < 0 ? "-" : "", parted(whole / 100), whole % 100);
}

std::string number_in_words(std::int64_t number) {
  constexpr std::uint64_t kPartedFrom = 10'000;
  const std::uint64_t whole = magnitude(number);
  return (number < 0 ? "-" : "") + (whole < kPartedFrom ? std::to_string(whole) : parted(whole));
}

bool is_bilingual(const FieldDescriptor& field) {
  return field.message_type() != nullptr &&
         field.message_type()->full_name() == Text::descriptor()->full_name();
}

int values_count(const Message& message, const FieldDescriptor& field) {
  return values_count(*message.GetReflection(), message, field);
}

int values_count(const Reflection& reflection, const Message& message,
                 const FieldDescriptor& field) {
  if (field.is_repeated()) return reflection.FieldSize(message, &field);
  return reflection.HasField(message, &field) ? 1 : 0;
}

std::int64_t integer_of(const Message& message, const FieldDescriptor& field, int at) {
  const Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return at < 0 ? reflection.GetInt32(message, &field)
                    : reflection.GetRepeatedInt32(message, &field, at);
    case FieldDescriptor::CPPTYPE_INT64:
      return at < 0 ? reflection.GetInt64(message, &field)
                    : reflection.GetRepeatedInt64(message, &field, at);
    case FieldDescriptor::CPPTYPE_UINT32:
      return at < 0 ? reflection.GetUInt32(message, &field)
                    : reflection.GetRepeatedUInt32(message, &field, at);
    case FieldDescriptor::CPPTYPE_UINT64:
      return static_cast<std::int64_t>(at < 0 ? reflection.GetUInt64(message, &field)
                                              : reflection.GetRepeatedUInt64(message, &field, at));
    case FieldDescriptor::CPPTYPE_BOOL:
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_ENUM:
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_MESSAGE:
    case FieldDescriptor::CPPTYPE_STRING:
      break;
  }
  return 0;
}

std::string text_of(const Message& message, const FieldDescriptor& field, int at) {
  const Reflection& reflection = *message.GetReflection();
  return at < 0 ? reflection.GetString(message, &field)
                : reflection.GetRepeatedString(message, &field, at);
}

const Message& part_of(const Message& message, const FieldDescriptor& field, int at) {
  const Reflection& reflection = *message.GetReflection();
  return at < 0 ? reflection.GetMessage(message, &field)
                : reflection.GetRepeatedMessage(message, &field, at);
}

Text value_in_words(const Message& message, const FieldDescriptor& field, int at) {
  const Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
      return integer_in_words(field, integer_of(message, field, at));
    case FieldDescriptor::CPPTYPE_BOOL: {
      const bool yes = at < 0 ? reflection.GetBool(message, &field)
                              : reflection.GetRepeatedBool(message, &field, at);
      return yes ? text("yes", "ie") : text("no", "na");
    }
    case FieldDescriptor::CPPTYPE_ENUM:
      return list_in_words(message, field, at);
    case FieldDescriptor::CPPTYPE_STRING:
      return text_in_words(field, text_of(message, field, at));
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      Text words;
      if (is_bilingual(field)) words.CopyFrom(part_of(message, field, at));
      return words;
    }
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
      break;  // no kind has them (kind_check.h)
  }
  return {};
}

}  // namespace schema
