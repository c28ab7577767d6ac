#include "schema/wire.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "gwarchod/v1/events.pb.h"
#include "gwarchod/v1/records.pb.h"
#include "proto/support/filled.h"

namespace schema {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

/// What reflection says of a field, as the wire readers say it.
std::vector<std::string> by_reflection(const Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<std::string> told;
  const int count = field.is_repeated() ? reflection.FieldSize(message, &field) : 1;
  for (int i = 0; i < count; ++i) {
    const bool one = !field.is_repeated();
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      told.push_back(one ? reflection.GetString(message, &field)
                         : reflection.GetRepeatedString(message, &field, i));
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      told.push_back((one ? reflection.GetMessage(message, &field)
                          : reflection.GetRepeatedMessage(message, &field, i))
                         .SerializeAsString());
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      told.push_back(std::to_string(one ? reflection.GetEnumValue(message, &field)
                                        : reflection.GetRepeatedEnumValue(message, &field, i)));
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
      told.push_back(std::to_string(reflection.GetBool(message, &field)));
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
      told.push_back(std::to_string(reflection.GetInt32(message, &field)));
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT64) {
      told.push_back(std::to_string(reflection.GetInt64(message, &field)));
    }
  }
  return told;
}

std::vector<std::string> by_wire(const std::string& bytes, const FieldPath& path) {
  std::vector<std::string> told;
  const auto type = path.leaf->cpp_type();
  const bool text =
      type == FieldDescriptor::CPPTYPE_STRING || type == FieldDescriptor::CPPTYPE_MESSAGE;
  if (path.leaf->is_repeated() && text) {
    for (const auto element : read_elements(bytes, path)) told.emplace_back(element);
  } else if (path.leaf->is_repeated()) {
    for (const auto number : read_numbers(bytes, path)) told.push_back(std::to_string(number));
  } else if (text) {
    told.emplace_back(read_text(bytes, path).value_or(""));
  } else {
    told.push_back(std::to_string(read_number(bytes, path).value_or(0)));
  }
  return told;
}

TEST(ReadingWireBytes, AgreesWithReflectionOnEveryFieldOfEveryKind) {
  const Schema schema;
  for (const Kind* kind : testing::recorded_kinds(schema)) {
    EXPECT_TRUE(rc::check(kind->name, [&](std::uint32_t seed) {
      const auto record = testing::filled(schema, *kind, seed);
      const std::string bytes = record->SerializeAsString();
      for (int i = 0; i < kind->message->field_count(); ++i) {
        const FieldDescriptor& field = *kind->message->field(i);
        const auto path = compile_path(*kind->message, field.name());
        RC_ASSERT(path.has_value());
        RC_ASSERT(by_wire(bytes, *path) == by_reflection(*record, field));
      }
    })) << kind->name;
  }
}

TEST(ReadingWireBytes, SeesNothingWhereNothingIsSet) {
  const auto path = compile_path(*gwarchod::v1::Complaint::descriptor(), "outcome");
  ASSERT_TRUE(path);
  EXPECT_EQ(read_number("", *path), std::nullopt);
  EXPECT_EQ(read_text("", *path), std::nullopt);
  EXPECT_TRUE(read_numbers("", *path).empty());
  EXPECT_TRUE(read_elements("", *path).empty());
}

TEST(ReadingWireBytes, TellsANegativeNumberInTwosComplement) {
  gwarchod::v1::AnnualQuestionnaire questionnaire;
  questionnaire.set_year(-3);
  const auto path = compile_path(*questionnaire.GetDescriptor(), "year");
  ASSERT_TRUE(path);
  EXPECT_EQ(static_cast<std::int64_t>(*read_number(questionnaire.SerializeAsString(), *path)), -3);
}

TEST(ReadingWireBytes, GoesThroughAPartToItsField) {
  gwarchod::v1::Event event;
  event.set_kind("Complaint");
  event.mutable_envelope()->set_occurred_from("2012-10-08");
  event.mutable_envelope()->add_themes(gwarchod::v1::MEDICATION);
  event.mutable_envelope()->add_themes(gwarchod::v1::STAFFING);
  event.mutable_envelope()->add_people("P-1");
  const std::string bytes = event.SerializeAsString();
  const auto& descriptor = *event.GetDescriptor();
  EXPECT_EQ(read_text(bytes, *compile_path(descriptor, "envelope.occurred_from")), "2012-10-08");
  EXPECT_EQ(read_numbers(bytes, *compile_path(descriptor, "envelope.themes")),
            (std::vector<std::uint64_t>{gwarchod::v1::MEDICATION, gwarchod::v1::STAFFING}));
  EXPECT_EQ(read_elements(bytes, *compile_path(descriptor, "envelope.people")),
            (std::vector<std::string_view>{"P-1"}));
  event.clear_envelope();
  EXPECT_EQ(read_text(event.SerializeAsString(), *compile_path(descriptor, "envelope.summary")),
            std::nullopt);
}

TEST(ReadingWireBytes, TakesTheLastOfASingularField) {
  gwarchod::v1::Complaint first;
  first.set_channel("letter");
  first.set_outcome(gwarchod::v1::UPHELD);
  gwarchod::v1::Complaint second;
  second.set_channel("telephone");
  second.set_outcome(gwarchod::v1::WITHDRAWN);
  const std::string bytes = first.SerializeAsString() + second.SerializeAsString();
  const auto& descriptor = *first.GetDescriptor();
  EXPECT_EQ(read_text(bytes, *compile_path(descriptor, "channel")), "telephone");
  EXPECT_EQ(read_number(bytes, *compile_path(descriptor, "outcome")), gwarchod::v1::WITHDRAWN);
}

TEST(ReadingWireBytes, EndsQuietlyWhereTheBytesAreCutOrBroken) {
  EXPECT_TRUE(rc::check("no bytes harm it", [](const std::string& bytes) {
    WireReader reader(bytes);
    while (reader.next()) {
    }
    const auto path = compile_path(*gwarchod::v1::Event::descriptor(), "envelope.themes");
    (void)read_numbers(bytes, *path);
  }));
  gwarchod::v1::Complaint complaint;
  complaint.set_channel("telephone");
  complaint.set_outcome(gwarchod::v1::UPHELD);
  const std::string whole = complaint.SerializeAsString();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    WireReader reader(std::string_view(whole).substr(0, size));
    int fields = 0;
    while (reader.next()) ++fields;
    EXPECT_LE(fields, 1);
  }
}

TEST(CompilingAPath, TellsWhichPartIsNoField) {
  const auto& event = *gwarchod::v1::Event::descriptor();
  EXPECT_EQ(compile_path(event, "envelope.colour").error(), "Envelope has no field \"colour\"");
  EXPECT_EQ(compile_path(event, "").error(), "Event has no field \"\"");
  EXPECT_EQ(compile_path(event, "kind.length").error(),
            "\"kind\" of Event is no message: a path ends there");
  EXPECT_EQ(compile_path(event, "envelope.known_to.since").error(),
            "\"known_to\" of Envelope is repeated: a path ends there");
}

}  // namespace
}  // namespace schema
