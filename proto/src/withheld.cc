#include <google/protobuf/util/message_differencer.h>

#include <memory>
#include <vector>

#include "schema/show.h"

namespace schema {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using gwarchod::v1::Class;

bool has_value(const Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  return field.is_repeated() ? reflection.FieldSize(message, &field) > 0
                             : reflection.HasField(message, &field);
}

// A copy of one field alone, by way of a message that has nothing else set.
void copy_field(const Message& from, Message& into, const FieldDescriptor& field) {
  const std::unique_ptr<Message> alone(from.New());
  alone->CopyFrom(from);
  std::vector<const FieldDescriptor*> set;
  from.GetReflection()->ListFields(from, &set);
  for (const FieldDescriptor* other : set) {
    if (other != &field) alone->GetReflection()->ClearField(alone.get(), other);
  }
  into.MergeFrom(*alone);
}

bool reads_alike(const Message& earlier, const Message& later, Class clearance) {
  const std::unique_ptr<Message> seen(earlier.New());
  seen->CopyFrom(earlier);
  redact(*seen, clearance);
  return google::protobuf::util::MessageDifferencer::Equals(*seen, later);
}

void keep_parts(const Message& earlier, Message& later, const FieldDescriptor& field,
                Class clearance) {
  const Reflection& reflection = *earlier.GetReflection();
  const int before = reflection.FieldSize(earlier, &field);
  const int now = reflection.FieldSize(later, &field);
  std::vector<bool> taken(static_cast<std::size_t>(now), false);
  std::vector<int> changed;
  for (int i = 0; i < before; ++i) {
    const Message& part = reflection.GetRepeatedMessage(earlier, &field, i);
    bool found = false;
    for (int j = 0; j < now && !found; ++j) {
      const auto place = static_cast<std::size_t>(j);
      Message& candidate = *reflection.MutableRepeatedMessage(&later, &field, j);
      if (taken[place] || !reads_alike(part, candidate, clearance)) continue;
      keep_withheld(part, candidate, clearance);
      taken[place] = found = true;
    }
    if (!found) changed.push_back(i);
  }
  if (before != now) return;
  for (const int i : changed) {
    if (taken[static_cast<std::size_t>(i)]) continue;
    keep_withheld(reflection.GetRepeatedMessage(earlier, &field, i),
                  *reflection.MutableRepeatedMessage(&later, &field, i), clearance);
  }
}

}  // namespace

void keep_withheld(const Message& earlier, Message& later, Class clearance) {
  const Reflection& reflection = *earlier.GetReflection();
  std::vector<const FieldDescriptor*> set;
  reflection.ListFields(earlier, &set);
  for (const FieldDescriptor* field : set) {
    if (class_of(*field) > clearance) {
      if (!has_value(later, *field)) copy_field(earlier, later, *field);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      if (field->is_repeated()) {
        keep_parts(earlier, later, *field, clearance);
      } else if (reflection.HasField(later, field)) {
        keep_withheld(reflection.GetMessage(earlier, field),
                      *reflection.MutableMessage(&later, field), clearance);
      }
    }
  }
}

}  // namespace schema
