// How to record a kind: its fields and their controls.
#include "rules.h"
#include "schema/show.h"

namespace schema {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using gwarchod::v1::FieldForm;
using gwarchod::v1::KindForm;

const char* text_control(gwarchod::v1::Is is) {
  if (is == gwarchod::v1::LONG_TEXT) return "long_text";
  if (is == gwarchod::v1::DATE) return "date";
  if (is == gwarchod::v1::TIME) return "time";
  if (is == gwarchod::v1::PERSON) return "person";
  return is == gwarchod::v1::EVENT ? "event" : "text";
}

const char* control(const FieldDescriptor& field) {
  const gwarchod::v1::Is is = rules_of(field).is();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return field.is_repeated() ? "groups" : "group";
    case FieldDescriptor::CPPTYPE_ENUM:
      return field.is_repeated() ? "choices" : "choice";
    case FieldDescriptor::CPPTYPE_BOOL:
      return "yes_no";
    case FieldDescriptor::CPPTYPE_STRING:
      return field.is_repeated() ? "texts" : text_control(is);
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
      break;
  }
  if (is == gwarchod::v1::PERCENT) return "percent";
  return is == gwarchod::v1::PENCE ? "pence" : "number";
}

template <class Forms>
void add_fields(const Descriptor& message, Forms add);

FieldForm field_form(const FieldDescriptor& field) {
  const auto& rules = rules_of(field);
  FieldForm form;
  form.set_field(field.json_name());
  *form.mutable_label() = label_of(field);
  if (!rules.hint_en().empty()) *form.mutable_hint() = text(rules.hint_en(), rules.hint_cy());
  form.set_control(control(field));
  form.set_required(rules.required());
  form.set_may_be_future(rules.may_be_future());
  form.set_class_(class_of(field));
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    form.set_characters_max(characters_max(field));
  }
  if (is_integer(field)) {
    form.set_least(range_of(field).least);
    form.set_most(range_of(field).most);
  }
  if (field.enum_type() != nullptr) {
    for (auto& label : labels(*field.enum_type())) *form.add_choices() = std::move(label);
  }
  if (field.message_type() != nullptr) {
    add_fields(*field.message_type(), [&] { return form.add_parts(); });
  }
  return form;
}

template <class Forms>
void add_fields(const Descriptor& message, Forms add) {
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    if (is_labelled(field) && !is_secret(field)) *add() = field_form(field);
  }
}

}  // namespace

KindForm form(const Kind& kind) {
  KindForm form;
  form.set_kind(kind.name);
  *form.mutable_name() = label_of(*kind.message);
  if (!kind.options->hint_en().empty()) {
    *form.mutable_hint() = text(kind.options->hint_en(), kind.options->hint_cy());
  }
  form.set_strand(kind.options->strand());
  const auto* strand = gwarchod::v1::Strand_descriptor()->FindValueByNumber(kind.options->strand());
  if (strand != nullptr) *form.mutable_strand_name() = label_of(*strand);
  form.set_concern(kind.options->concern());
  add_fields(*kind.message, [&] { return form.add_fields(); });
  return form;
}

std::vector<FieldForm> envelope_form() {
  std::vector<FieldForm> fields;
  add_fields(*gwarchod::v1::Envelope::descriptor(), [&] { return &fields.emplace_back(); });
  return fields;
}

}  // namespace schema
