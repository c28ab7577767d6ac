#include "schema/personal.h"

#include <algorithm>
#include <set>

#include "rules.h"
#include "schema/show.h"
#include "value_words.h"

namespace schema {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using gwarchod::v1::Class;
using gwarchod::v1::FieldRules;

using Tell = std::function<void(const Place&)>;
using Replace = std::function<void(std::string&)>;

bool is_part(const FieldDescriptor& field) { return field.message_type() != nullptr; }

Surroundings inside(const FieldDescriptor& field, const Surroundings& around) {
  return {.class_ = std::max(around.class_, class_of(field)),
          .subject = around.subject || rules_of(field).subject()};
}

/// A day, a time and the id of a record stand in a string, but are no text.
bool is_text(const FieldDescriptor& field) {
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_STRING) return false;
  const auto is = rules_of(field).is();
  return is != gwarchod::v1::DATE && is != gwarchod::v1::TIME && is != gwarchod::v1::EVENT;
}

std::vector<const FieldDescriptor*> set_fields(const Message& message) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  return fields;
}

Message& part(Message& message, const FieldDescriptor& field, int at) {
  const Reflection& reflection = *message.GetReflection();
  return field.is_repeated() ? *reflection.MutableRepeatedMessage(&message, &field, at)
                             : *reflection.MutableMessage(&message, &field);
}

/// Goes through a message, with the place where it is.
class Walk {
 public:
  Walk(const Tell& tell, const Replace& replace) : tell_(tell), replace_(replace) {}

  bool take_out(Message& message, Message& taken, const Surroundings& around) {
    bool any = false;
    for (const FieldDescriptor* field : set_fields(message)) {
      place_.push_back(static_cast<std::uint32_t>(field->number()));
      any = take_field(message, taken, *field, around) || any;
      place_.pop_back();
    }
    return any;
  }

  void replace_people(Message& message, const Surroundings& around) {
    for (const FieldDescriptor* field : set_fields(message)) {
      place_.push_back(static_cast<std::uint32_t>(field->number()));
      if (is_part(*field)) {
        for_each_part(message, *field,
                      [&](Message& inner, int) { replace_people(inner, inside(*field, around)); });
      } else if (personal(*field, around) == Personal::kPerson) {
        replace_field(message, *field);
      }
      place_.pop_back();
    }
  }

 private:
  template <class Visit>
  void for_each_part(Message& message, const FieldDescriptor& field, const Visit& visit) {
    for (int i = 0; i < values_count(message, field); ++i) {
      if (field.is_repeated()) place_.push_back(static_cast<std::uint32_t>(i));
      visit(part(message, field, i), i);
      if (field.is_repeated()) place_.pop_back();
    }
  }

  bool take_field(Message& message, Message& taken, const FieldDescriptor& field,
                  const Surroundings& around) {
    if (is_part(field)) return take_parts(message, taken, field, around);
    switch (personal(field, around)) {
      case Personal::kOpen:
        return false;
      case Personal::kPerson:
        replace_field(message, field);
        return false;
      case Personal::kSealed:
        message.GetReflection()->SwapFields(&message, &taken, {&field});
        tell_(place_);
        return true;
    }
  }

  /// A part that nothing is taken from leaves nothing behind, unless a later one needs its place.
  bool take_parts(Message& message, Message& taken, const FieldDescriptor& field,
                  const Surroundings& around) {
    const Surroundings within = inside(field, around);
    const Reflection& reflection = *message.GetReflection();
    bool any = false;
    for_each_part(message, field, [&](Message& inner, int) {
      Message& into = field.is_repeated() ? *reflection.AddMessage(&taken, &field)
                                          : *reflection.MutableMessage(&taken, &field);
      any = take_out(inner, into, within) || any;
    });
    if (!any) reflection.ClearField(&taken, &field);
    return any;
  }

  void replace_field(Message& message, const FieldDescriptor& field) {
    const Reflection& reflection = *message.GetReflection();
    if (!field.is_repeated()) {
      std::string text = reflection.GetString(message, &field);
      replace_(text);
      if (text.empty()) tell_(place_);
      reflection.SetString(&message, &field, std::move(text));
      return;
    }
    std::vector<std::string> kept;
    for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
      std::string text = reflection.GetRepeatedString(message, &field, i);
      replace_(text);
      if (!text.empty()) {
        kept.push_back(std::move(text));
        continue;
      }
      place_.push_back(static_cast<std::uint32_t>(i));
      tell_(place_);
      place_.pop_back();
    }
    reflection.ClearField(&message, &field);
    for (std::string& text : kept) reflection.AddString(&message, &field, std::move(text));
  }

  const Tell& tell_;
  const Replace& replace_;
  Place place_;
};

/// Each field on the way to a place, with the index where it is one of several parts. Ends early
/// where the place is of another schema.
template <class Visit>
void for_each_step(const Descriptor& message, const Place& place, const Visit& visit) {
  const Descriptor* at = &message;
  for (auto step = place.begin(); step != place.end() && at != nullptr; ++step) {
    const FieldDescriptor* field = at->FindFieldByNumber(static_cast<int>(*step));
    if (field == nullptr) return;
    const bool indexed = field->is_repeated() && std::next(step) != place.end();
    if (indexed) ++step;
    visit(*field, indexed ? &*step : nullptr);
    at = field->message_type();
  }
}

bool any_personal(const Descriptor& message, const Surroundings& around,
                  std::set<const Descriptor*>& above) {
  if (!above.insert(&message).second) return false;  // it holds itself, and is being looked at
  bool any = false;
  for (int i = 0; i < message.field_count() && !any; ++i) {
    const FieldDescriptor& field = *message.field(i);
    any = is_part(field) ? any_personal(*field.message_type(), inside(field, around), above)
                         : personal(field, around) != Personal::kOpen;
  }
  above.erase(&message);
  return any;
}

}  // namespace

Personal personal(const FieldDescriptor& field, const Surroundings& around) {
  const FieldRules& rules = rules_of(field);
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING && rules.is() == gwarchod::v1::PERSON) {
    return Personal::kPerson;
  }
  if (rules.subject() || around.subject) return Personal::kSealed;
  const Class class_ = std::max(class_of(field), around.class_);
  return class_ >= gwarchod::v1::P2 && is_text(field) ? Personal::kSealed : Personal::kOpen;
}

Personal personal_at(const Descriptor& message, const FieldPath& path, const Surroundings& around) {
  Surroundings within = around;
  const Descriptor* at = &message;
  for (const int number : path.numbers) {
    const FieldDescriptor* field = at->FindFieldByNumber(number);
    if (!is_part(*field)) return personal(*field, within);
    within = inside(*field, within);
    at = field->message_type();
  }
  return Personal::kOpen;
}

Surroundings surroundings_at(const Descriptor& message, const FieldPath& path) {
  Surroundings around;
  const Descriptor* at = &message;
  for (const int number : path.numbers) {
    const FieldDescriptor* field = at->FindFieldByNumber(number);
    around = inside(*field, around);
    at = field->message_type();
  }
  return around;
}

bool may_be_personal(const Descriptor& message) {
  std::set<const Descriptor*> above;
  return any_personal(message, {}, above);
}

std::set<std::string, std::less<>> personal_kinds(const Schema& schema) {
  std::set<std::string, std::less<>> names;
  for (const Kind* kind : schema.kinds()) {
    if (may_be_personal(*kind->message)) names.insert(kind->name);
  }
  return names;
}

void note_sealed(gwarchod::v1::Event& event, int part, const Place& place) {
  auto& numbers = *event.add_sealed_fields()->mutable_numbers();
  numbers.Add(static_cast<std::uint32_t>(part));
  numbers.Add(place.begin(), place.end());
}

Places erased_in(const gwarchod::v1::Event& event, int part) {
  Places places;
  for (const auto& place : event.sealed_fields()) {
    const auto& numbers = place.numbers();
    if (numbers.empty() || static_cast<int>(numbers[0]) != part) continue;
    places.emplace_back(numbers.begin() + 1, numbers.end());
  }
  return places;
}

std::string path_of(const Descriptor& message, const Place& place) {
  std::string path;
  for_each_step(message, place, [&](const FieldDescriptor& field, const std::uint32_t* index) {
    path += (path.empty() ? "" : ".") + field.json_name();
    if (index != nullptr) path += "[" + std::to_string(*index) + "]";
  });
  return path;
}

Class class_at(const Descriptor& message, const Place& place) {
  Class highest = gwarchod::v1::CLASS_UNSPECIFIED;
  for_each_step(message, place, [&](const FieldDescriptor& field, const std::uint32_t*) {
    highest = std::max(highest, class_of(field));
  });
  return highest;
}

bool take_out(Message& message, Message& taken, const Tell& tell, const Replace& replace) {
  return Walk(tell, replace).take_out(message, taken, {});
}

void put_back(const Message& taken, Message& message) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> whole;
  for (const FieldDescriptor* field : set_fields(taken)) {
    if (!is_part(*field)) {
      whole.push_back(field);
      continue;
    }
    const int count = values_count(taken, *field);
    for (int i = 0; i < count; ++i) {
      if (field->is_repeated() && i == reflection.FieldSize(message, field)) {
        reflection.AddMessage(&message, field);
      }
      put_back(part_of(taken, *field, value_index(*field, i)), part(message, *field, i));
    }
  }
  if (whole.empty()) return;
  const std::unique_ptr<Message> copy(taken.New());
  copy->CopyFrom(taken);
  reflection.SwapFields(copy.get(), &message, whole);
}

void replace_people(Message& message, const Tell& tell, const Replace& replace) {
  Walk(tell, replace).replace_people(message, {});
}

}  // namespace schema
