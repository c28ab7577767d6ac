#include "schema/show.h"

#include <algorithm>
#include <optional>

#include "rules.h"
#include "schema/utf8.h"
#include "value_words.h"

namespace schema {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using gwarchod::v1::Class;
using gwarchod::v1::Envelope;
using gwarchod::v1::ShownField;
using gwarchod::v1::Text;

/// Parts told on a line; more of them end it with an ellipsis.
constexpr std::size_t kLinePartsMax = 4;
constexpr std::size_t kLineValueCharactersMax = 120;

std::vector<const FieldDescriptor*> set_fields(const Message& message) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  return fields;
}

void join(Text& all, const Text& next, const char* separator) {
  if (next.en().empty() && next.cy().empty()) return;
  if (!all.en().empty()) {
    all.mutable_en()->append(separator);
    all.mutable_cy()->append(separator);
  }
  all.mutable_en()->append(next.en());
  all.mutable_cy()->append(next.cy());
}

bool holds_parts(const FieldDescriptor& field) {
  return field.message_type() != nullptr && !is_bilingual(field);
}

Text erased_in_words() { return text("erased", "wedi'i ddileu"); }

/// Of the places of a message, those in one field, as places inside it: inside its part `part`,
/// when it has several.
Places inside(const Places& places, const FieldDescriptor& field, std::optional<int> part = {}) {
  Places found;
  for (const Place& place : places) {
    if (place.empty() || static_cast<int>(place[0]) != field.number()) continue;
    if (!part) {
      found.emplace_back(place.begin() + 1, place.end());
    } else if (place.size() > 1 && static_cast<int>(place[1]) == *part) {
      found.emplace_back(place.begin() + 2, place.end());
    }
  }
  return found;
}

/// The fields that say something, or did before it was erased.
std::vector<const FieldDescriptor*> told_fields(const Message& message, const Places& erased) {
  std::vector<const FieldDescriptor*> fields = set_fields(message);
  if (erased.empty()) return fields;
  for (const Place& place : erased) {
    const FieldDescriptor* field =
        place.empty() ? nullptr
                      : message.GetDescriptor()->FindFieldByNumber(static_cast<int>(place[0]));
    if (field != nullptr && std::ranges::find(fields, field) == fields.end()) {
      fields.push_back(field);
    }
  }
  std::ranges::sort(fields, {}, [](const FieldDescriptor* field) { return field->number(); });
  return fields;
}

void add_erased(const Places& erased, ShownField& shown) {
  if (erased.empty()) return;
  shown.set_erased(true);
  for (std::size_t i = 0; i < erased.size(); ++i) {
    join(*shown.mutable_value(), erased_in_words(), ", ");
  }
}

ShownField shown_field(const Message& record, const FieldDescriptor& field, Class clearance,
                       const Places& erased) {
  ShownField shown;
  shown.set_field(field.json_name());
  *shown.mutable_label() = label_of(field);
  shown.set_class_(class_of(field));
  if (class_of(field) > clearance) {
    shown.set_withheld(true);
    return shown;
  }
  const int count = values_count(record, field);
  if (!holds_parts(field)) {
    for (int i = 0; i < count; ++i) {
      join(*shown.mutable_value(), value_in_words(record, field, value_index(field, i)), ", ");
    }
    add_erased(inside(erased, field), shown);
    return shown;
  }
  for (int i = 0; i < count; ++i) {
    const Message& part = part_of(record, field, value_index(field, i));
    ShownField* into = &shown;
    if (field.is_repeated()) {
      into = shown.add_parts();
      into->set_field(field.json_name() + "[" + std::to_string(i) + "]");
      *into->mutable_label() = label_of(*field.message_type());
      into->set_class_(class_of(field));
    }
    const Places of_part = field.is_repeated() ? inside(erased, field, i) : inside(erased, field);
    for (ShownField& inner : show(part, clearance, of_part)) *into->add_parts() = std::move(inner);
  }
  return shown;
}

/// A label as it stands in a sentence: a question loses its mark.
std::string unasked(std::string label) {
  if (!label.empty() && label.back() == '?') label.pop_back();
  return label;
}

Text shortened(const Text& words) {
  const auto shorten = [](const std::string& whole) {
    const std::string_view kept = first_code_points(whole, kLineValueCharactersMax);
    return kept.size() == whole.size() ? whole : std::string(kept) + "…";
  };
  return text(shorten(words.en()), shorten(words.cy()));
}

Text labelled(const FieldDescriptor& field, const Text& words) {
  return text(unasked(rules_of(field).en()) + ": " + words.en(),
              unasked(rules_of(field).cy()) + ": " + words.cy());
}

bool needs_label(const FieldDescriptor& field) {
  if (rules_of(field).line_with_label()) return true;
  if (const auto* list = field.enum_type()) {
    return list->options().GetExtension(gwarchod::v1::list).line_with_label();
  }
  return is_integer(field) || rules_of(field).is() == gwarchod::v1::DATE;
}

Text line_of_fields(const Message& message, Class clearance, const char* separator);

/// The lines of the parts, those alike told once with their count: "Area for improvement (2)".
Text line_of_parts(const Message& record, const FieldDescriptor& field, Class clearance) {
  std::vector<std::pair<Text, int>> alike;
  for (int i = 0; i < values_count(record, field); ++i) {
    Text one = line_of_fields(part_of(record, field, value_index(field, i)), clearance, " ");
    if (one.en().empty()) continue;
    const auto same = std::find_if(alike.begin(), alike.end(),
                                   [&](const auto& entry) { return entry.first.en() == one.en(); });
    if (same == alike.end()) {
      alike.emplace_back(std::move(one), 1);
    } else {
      ++same->second;
    }
  }
  Text words;
  for (std::size_t i = 0; i < std::min(alike.size(), kLinePartsMax); ++i) {
    const auto& [one, count] = alike[i];
    const std::string times = count > 1 ? " (" + std::to_string(count) + ")" : "";
    join(words, text(one.en() + times, one.cy() + times), ", ");
  }
  if (alike.size() > kLinePartsMax) join(words, text("…", "…"), ", ");
  return words;
}

Text line_of_field(const Message& record, const FieldDescriptor& field, Class clearance) {
  if (holds_parts(field)) return line_of_parts(record, field, clearance);
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {  // set, so true
    return text(unasked(rules_of(field).en()), unasked(rules_of(field).cy()));
  }
  Text words;
  for (int i = 0; i < values_count(record, field); ++i) {
    join(words, value_in_words(record, field, value_index(field, i)), ", ");
  }
  words = shortened(words);
  return needs_label(field) ? labelled(field, words) : words;
}

Text line_of_fields(const Message& message, Class clearance, const char* separator) {
  Text words;
  for (const FieldDescriptor* field : set_fields(message)) {
    if (!rules_of(*field).line() || class_of(*field) > clearance || is_secret(*field)) continue;
    join(words, line_of_field(message, *field, clearance), separator);
  }
  return words;
}

}  // namespace

Class class_of(const FieldDescriptor& field) {
  if (rules_of(field).class_() != gwarchod::v1::CLASS_UNSPECIFIED) return rules_of(field).class_();
  const auto& record = field.containing_type()->options().GetExtension(gwarchod::v1::record);
  if (record.class_() != gwarchod::v1::CLASS_UNSPECIFIED) return record.class_();
  return gwarchod::v1::P1;
}

std::vector<ShownField> show(const Message& record, Class clearance, const Places& erased) {
  std::vector<ShownField> shown;
  for (const FieldDescriptor* field : told_fields(record, erased)) {
    if (!is_labelled(*field) || is_secret(*field)) continue;
    shown.push_back(shown_field(record, *field, clearance, erased));
  }
  return shown;
}

void redact(Message& record, Class clearance) {
  const Reflection& reflection = *record.GetReflection();
  for (const FieldDescriptor* field : set_fields(record)) {
    if (is_secret(*field) || class_of(*field) > clearance) {
      reflection.ClearField(&record, field);
      continue;
    }
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    for (int i = 0; i < values_count(record, *field); ++i) {
      Message* part = field->is_repeated() ? reflection.MutableRepeatedMessage(&record, field, i)
                                           : reflection.MutableMessage(&record, field);
      redact(*part, clearance);
    }
  }
  // Fields of a newer schema have no class that this one knows.
  reflection.MutableUnknownFields(&record)->Clear();
}

Text line(const Message& record, const Envelope& envelope, Class clearance) {
  constexpr const char* kSeparator = " · ";
  Text words = line_of_fields(record, clearance, kSeparator);
  join(words, line_of_fields(envelope, clearance, kSeparator), kSeparator);
  return words;
}

std::vector<gwarchod::v1::Label> labels(const google::protobuf::EnumDescriptor& list) {
  std::vector<gwarchod::v1::Label> all;
  for (int i = 0; i < list.value_count(); ++i) {
    if (list.value(i)->number() == 0) continue;
    gwarchod::v1::Label label;
    label.set_value(list.value(i)->name());
    *label.mutable_text() = label_of(*list.value(i));
    all.push_back(std::move(label));
  }
  return all;
}

}  // namespace schema
