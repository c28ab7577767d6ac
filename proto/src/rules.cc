#include "rules.h"

#include <algorithm>
#include <utility>

namespace schema {

using google::protobuf::FieldDescriptor;
using gwarchod::v1::FieldRules;
using gwarchod::v1::Text;

const FieldRules& rules_of(const FieldDescriptor& field) {
  return field.options().GetExtension(gwarchod::v1::field);
}

bool is_labelled(const FieldDescriptor& field) { return !rules_of(field).en().empty(); }

bool is_secret(const FieldDescriptor& field) {
  return rules_of(field).is() == gwarchod::v1::SECRET;
}

bool is_integer(const FieldDescriptor& field) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
      return true;
    case FieldDescriptor::CPPTYPE_BOOL:
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_ENUM:
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_MESSAGE:
    case FieldDescriptor::CPPTYPE_STRING:
      break;
  }
  return false;
}

Range range_of(const FieldDescriptor& field) {
  const FieldRules& rules = rules_of(field);
  Range range{rules.least(), rules.most()};
  if (range.least == 0 && range.most == 0) {
    range.most = rules.is() == gwarchod::v1::PERCENT ? kPercentMax : kNumberMax;
  }
  const auto within = [&](std::int64_t least, std::int64_t most) {
    return Range{std::clamp(range.least, least, most), std::clamp(range.most, least, most)};
  };
  const auto type = field.cpp_type();
  if (type == FieldDescriptor::CPPTYPE_INT32) return within(INT32_MIN, INT32_MAX);
  if (type == FieldDescriptor::CPPTYPE_UINT32) return within(0, UINT32_MAX);
  if (type == FieldDescriptor::CPPTYPE_UINT64) return within(0, INT64_MAX);
  return range;
}

std::uint32_t characters_max(const FieldDescriptor& field) {
  const FieldRules& rules = rules_of(field);
  if (rules.characters_max() != 0) return rules.characters_max();
  return rules.is() == gwarchod::v1::LONG_TEXT ? kLongTextCharactersMax : kTextCharactersMax;
}

Text text(std::string en, std::string cy) {
  Text both;
  both.set_en(std::move(en));
  both.set_cy(std::move(cy));
  return both;
}

Text label_of(const FieldDescriptor& field) {
  const FieldRules& rules = rules_of(field);
  return text(rules.en(), rules.cy());
}

Text label_of(const google::protobuf::EnumValueDescriptor& value) {
  const auto& options = value.options().GetExtension(gwarchod::v1::value);
  if (options.en().empty()) return text(value.name(), value.name());
  return text(options.en(), options.cy());
}

Text label_of(const google::protobuf::Descriptor& message) {
  const auto& options = message.options().GetExtension(gwarchod::v1::record);
  return text(options.en(), options.cy());
}

}  // namespace schema
