#include "kind_check.h"

#include "gwarchod/v1/options.pb.h"

namespace schema {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;

template <class Labelled>
std::optional<std::string> label_fault(const Labelled& labelled) {
  if (labelled.en().empty()) return ": has no English label";
  if (labelled.cy().empty()) return ": has no Welsh label";
  return std::nullopt;
}

std::optional<std::string> list_fault(const EnumDescriptor& list) {
  if (const auto fault = label_fault(list.options().GetExtension(gwarchod::v1::list))) return fault;
  for (int i = 0; i < list.value_count(); ++i) {
    if (list.value(i)->number() == 0) continue;
    const auto fault = label_fault(list.value(i)->options().GetExtension(gwarchod::v1::value));
    if (fault) return "." + list.value(i)->name() + *fault;
  }
  return std::nullopt;
}

std::optional<std::string> message_fault(const Descriptor& message, int depth);

std::optional<std::string> type_fault(const FieldDescriptor& field, int depth) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
    case FieldDescriptor::CPPTYPE_BOOL:
      return std::nullopt;
    case FieldDescriptor::CPPTYPE_STRING:
      if (field.type() != FieldDescriptor::TYPE_BYTES) return std::nullopt;
      return ": is bytes, which nobody can type";
    case FieldDescriptor::CPPTYPE_ENUM:
      return list_fault(*field.enum_type());
    case FieldDescriptor::CPPTYPE_MESSAGE:
      if (field.is_map()) return ": is a map; use a repeated part";
      return message_fault(*field.message_type(), depth + 1);
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
      return ": is no whole number; use a smaller unit";
  }
  return ": is of a type that no record can hold";
}

std::optional<std::string> message_fault(const Descriptor& message, int depth) {
  if (depth > kPartDepthMax) return ": has parts within parts too deep";
  if (const auto fault = label_fault(message.options().GetExtension(gwarchod::v1::record))) {
    return fault;
  }
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    auto fault = label_fault(field.options().GetExtension(gwarchod::v1::field));
    if (!fault) fault = type_fault(field, depth);
    if (fault) return "." + field.name() + *fault;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> fault_of_kind(const Descriptor& message) {
  return message_fault(message, 0);
}

}  // namespace schema
