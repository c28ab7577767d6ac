#include "filled.h"

#include <array>
#include <fstream>
#include <random>
#include <sstream>

#include "gwarchod/v1/options.pb.h"
#include "schema/time.h"

namespace schema::testing {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using gwarchod::v1::FieldRules;

class Filler {
 public:
  explicit Filler(std::uint32_t seed) : random_(seed) {}

  void message(Message& message) {
    for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
      const FieldDescriptor& field = *message.GetDescriptor()->field(i);
      const auto* oneof = field.real_containing_oneof();
      if (oneof != nullptr && message.GetReflection()->HasOneof(message, oneof)) continue;
      const int count = field.is_repeated() ? 1 + pick(3) : 1;
      for (int n = 0; n < count; ++n) value(message, field);
    }
  }

 private:
  int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

  std::string text(const FieldRules& rules) {
    static const std::array<const char*, 6> kTexts{
        "Gofal da", "a; b", "\"quoted\"", "back\\slash", "Tŷ'r Wennol, Llŷn", "line\nbreak\ttab"};
    switch (rules.is()) {
      case gwarchod::v1::DATE:
        return to_string(Day{std::chrono::days{15000 + pick(5000)}});
      case gwarchod::v1::TIME:
        return pick(2) == 0 ? "07:45" : "23:59";
      case gwarchod::v1::PERSON:
      case gwarchod::v1::EVENT:
        return "P-" + std::to_string(pick(100000));
      case gwarchod::v1::IS_UNSPECIFIED:
      case gwarchod::v1::LONG_TEXT:
      case gwarchod::v1::PERCENT:
      case gwarchod::v1::PENCE:
      case gwarchod::v1::SECRET:
      case gwarchod::v1::Is_INT_MIN_SENTINEL_DO_NOT_USE_:
      case gwarchod::v1::Is_INT_MAX_SENTINEL_DO_NOT_USE_:
        break;
    }
    if (rules.characters_max() == 2) return "cy";
    if (rules.characters_max() != 0 && rules.characters_max() < 20) return "x";
    return kTexts.at(static_cast<std::size_t>(pick(kTexts.size())));
  }

  void value(Message& message, const FieldDescriptor& field) {
    const Reflection& reflection = *message.GetReflection();
    const FieldRules& rules = field.options().GetExtension(gwarchod::v1::field);
    const bool add = field.is_repeated();
    const int number =
        1 + static_cast<int>(rules.least()) +
        pick(rules.most() == 0
                 ? 90
                 : static_cast<int>(std::min<std::int64_t>(rules.most() - rules.least(), 9000)));
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32:
        add ? reflection.AddInt32(&message, &field, number)
            : reflection.SetInt32(&message, &field, number);
        return;
      case FieldDescriptor::CPPTYPE_INT64:
        add ? reflection.AddInt64(&message, &field, number)
            : reflection.SetInt64(&message, &field, number);
        return;
      case FieldDescriptor::CPPTYPE_UINT32:
        add ? reflection.AddUInt32(&message, &field, static_cast<std::uint32_t>(number))
            : reflection.SetUInt32(&message, &field, static_cast<std::uint32_t>(number));
        return;
      case FieldDescriptor::CPPTYPE_UINT64:
        add ? reflection.AddUInt64(&message, &field, UINT64_MAX - static_cast<unsigned>(number))
            : reflection.SetUInt64(&message, &field, UINT64_MAX - static_cast<unsigned>(number));
        return;
      case FieldDescriptor::CPPTYPE_BOOL:
        add ? reflection.AddBool(&message, &field, true)
            : reflection.SetBool(&message, &field, true);
        return;
      case FieldDescriptor::CPPTYPE_ENUM: {
        const auto* named =
            field.enum_type()->value(1 + pick(field.enum_type()->value_count() - 1));
        add ? reflection.AddEnum(&message, &field, named)
            : reflection.SetEnum(&message, &field, named);
        return;
      }
      case FieldDescriptor::CPPTYPE_STRING:
        add ? reflection.AddString(&message, &field, text(rules))
            : reflection.SetString(&message, &field, text(rules));
        return;
      case FieldDescriptor::CPPTYPE_MESSAGE:
        this->message(add ? *reflection.AddMessage(&message, &field)
                          : *reflection.MutableMessage(&message, &field));
        return;
      case FieldDescriptor::CPPTYPE_DOUBLE:
      case FieldDescriptor::CPPTYPE_FLOAT:
        return;
    }
  }

  std::mt19937 random_;
};

}  // namespace

void fill(Message& message, std::uint32_t seed) { Filler(seed).message(message); }

std::unique_ptr<Message> filled(const Schema& schema, const Kind& kind, std::uint32_t seed) {
  auto message = schema.make(kind);
  fill(*message, seed);
  return message;
}

std::vector<const Kind*> recorded_kinds(const Schema& schema) {
  std::vector<const Kind*> kinds;
  for (const Kind* kind : schema.kinds()) {
    if (!kind->options->system() && !kind->options->file()) kinds.push_back(kind);
  }
  return kinds;
}

bool same(const Message& a, const Message& b) {
  return a.SerializeAsString() == b.SerializeAsString();
}

std::string added_kind_descriptor_set() {
  std::ifstream file(GWARCHOD_ADDED_KIND, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

}  // namespace schema::testing
