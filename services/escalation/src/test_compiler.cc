#include "test_compiler.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "fields.h"
#include "gwarchod/v1/envelope.pb.h"
#include "gwarchod/v1/options.pb.h"

namespace escalation {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using gwarchod::v1::FieldTest;

constexpr std::string_view kEnvelope = "envelope.";

bool is_text(const FieldDescriptor& leaf) {
  return leaf.cpp_type() == FieldDescriptor::CPPTYPE_STRING;
}

bool is_testable(const FieldDescriptor& leaf) {
  switch (leaf.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT32:
    case FieldDescriptor::CPPTYPE_UINT64:
    case FieldDescriptor::CPPTYPE_BOOL:
    case FieldDescriptor::CPPTYPE_ENUM:
    case FieldDescriptor::CPPTYPE_STRING:
      return true;
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return false;
  }
  return false;
}

bool is_date(const FieldDescriptor& leaf) {
  return is_text(leaf) &&
         leaf.options().GetExtension(gwarchod::v1::field).is() == gwarchod::v1::DATE;
}

schema::Result<FieldRef, std::string> compile_field(const std::string& field, const Holder& holder,
                                                    bool only_if_set) {
  FieldRef ref;
  ref.of_envelope = names_envelope(field);
  if (ref.of_envelope && !holder.may_envelope) {
    return std::string("an element has no envelope of its own");
  }
  const Descriptor& of = ref.of_envelope ? *gwarchod::v1::Envelope::descriptor() : holder.message;
  auto path =
      schema::compile_path(of, ref.of_envelope ? std::string_view(field).substr(kEnvelope.size())
                                               : std::string_view(field));
  if (!path) return path.error();
  if (ref.of_envelope && (path->numbers.size() > 1 || !readable(*path->leaf))) {
    return "\"" + field + "\" cannot be tested";
  }
  const schema::Surroundings around = ref.of_envelope ? schema::Surroundings{} : holder.around;
  if (std::string fault = sealed_fault(field, of, *path, around, only_if_set); !fault.empty()) {
    return fault;
  }
  ref.path = std::move(*path);
  return ref;
}

schema::Result<std::int64_t, std::string> number_named(const std::string& name,
                                                       const FieldDescriptor& leaf) {
  if (leaf.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    const auto* value = leaf.enum_type()->FindValueByName(name);
    if (value == nullptr) return leaf.enum_type()->name() + " has no value \"" + name + "\"";
    return value->number();
  }
  if (leaf.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
    if (name == "true") return std::int64_t{1};
    if (name == "false") return std::int64_t{0};
    return "\"" + leaf.name() + "\" is true or false, not \"" + name + "\"";
  }
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
  if (error != std::errc{} || end != name.data() + name.size()) {
    return "\"" + leaf.name() + "\" is a number, not \"" + name + "\"";
  }
  return number;
}

using Names = google::protobuf::RepeatedPtrField<std::string>;

std::string add_values(const Names& names, const FieldDescriptor& leaf,
                       std::vector<std::int64_t>& numbers, std::vector<std::string>& texts) {
  for (const std::string& name : names) {
    if (is_text(leaf)) {
      texts.push_back(name);
      continue;
    }
    const auto number = number_named(name, leaf);
    if (!number) return number.error();
    numbers.push_back(*number);
  }
  return {};
}

}  // namespace

bool names_envelope(const std::string& field) { return field.starts_with(kEnvelope); }

void check_test(const TestText& text, Faults& faults) {
  const FieldTest& test = *text.test;
  const Place& place = text.place;
  if (test.field().empty()) faults.add(place, "a test names no field");
  const bool asks = test.any_of_size() > 0 || test.none_of_size() > 0 || test.is_set() ||
                    test.is_not_set() || test.has_at_least() || test.has_at_most();
  if (!asks) faults.add(place, "the test of \"" + test.field() + "\" asks nothing");
  const std::string never = "the test of \"" + test.field() + "\" can never hold: ";
  if (test.is_set() && test.is_not_set()) faults.add(place, never + "set and not set");
  if (test.is_not_set() && (test.any_of_size() > 0 || test.has_at_least())) {
    faults.add(place, never + "not set, and yet with a value");
  }
  if (test.has_at_least() && test.has_at_most() && test.at_least() > test.at_most()) {
    faults.add(place, never + "at least more than at most");
  }
  const auto excluded = [&](const std::string& value) {
    return std::find(test.none_of().begin(), test.none_of().end(), value) != test.none_of().end();
  };
  if (test.any_of_size() > 0 && std::all_of(test.any_of().begin(), test.any_of().end(), excluded)) {
    faults.add(place, never + "each value of any_of is in none_of");
  }
}

std::string sealed_fault(const std::string& field, const Descriptor& message,
                         const schema::FieldPath& path, const schema::Surroundings& around,
                         bool only_if_set) {
  switch (schema::personal_at(message, path, around)) {
    case schema::Personal::kOpen:
      return {};
    case schema::Personal::kPerson:
      if (only_if_set) return {};
      return "\"" + field +
             "\" names a person, by a token in the log: a rule can ask whether it is set, not who "
             "it is";
    case schema::Personal::kSealed:
      return "\"" + field + "\" is personal and sealed in the log: no rule can read it";
  }
}

schema::Result<Test, std::string> compile_test(const FieldTest& test, const Holder& holder) {
  const bool only_if_set = test.any_of().empty() && test.none_of().empty();
  auto ref = compile_field(test.field(), holder, only_if_set);
  if (!ref) return ref.error();
  const FieldDescriptor& leaf = *ref->path.leaf;
  if (!is_testable(leaf))
    return "\"" + test.field() + "\" is neither text, number, yes/no nor list";
  Test compiled;
  compiled.from = std::move(*ref);
  compiled.is_text = is_text(leaf);
  compiled.has_any = test.any_of_size() > 0;
  compiled.is_set = test.is_set();
  compiled.is_not_set = test.is_not_set();
  if (test.has_at_least()) compiled.at_least = test.at_least();
  if (test.has_at_most()) compiled.at_most = test.at_most();
  if (compiled.is_text && (compiled.at_least || compiled.at_most)) {
    return "\"" + test.field() + "\" is text: it is not at least or at most a number";
  }
  std::string fault = add_values(test.any_of(), leaf, compiled.any_numbers, compiled.any_texts);
  if (fault.empty())
    fault = add_values(test.none_of(), leaf, compiled.none_numbers, compiled.none_texts);
  if (!fault.empty()) return fault;
  return compiled;
}

schema::Result<FieldRef, std::string> compile_date(const std::string& field, const Holder& holder) {
  auto ref = compile_field(field, holder, false);
  if (!ref) return ref.error();
  if (!is_date(*ref->path.leaf)) return "\"" + field + "\" is no date";
  return ref;
}

}  // namespace escalation
