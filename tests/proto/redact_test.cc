#include <gtest/gtest.h>

#include "gwarchod/v1/events.pb.h"
#include "gwarchod/v1/records.pb.h"
#include "proto/support/filled.h"
#include "schema/json.h"
#include "schema/show.h"

namespace schema {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using gwarchod::v1::Class;
using gwarchod::v1::FieldRules;

const Class kClasses[] = {gwarchod::v1::P0, gwarchod::v1::P1, gwarchod::v1::P2, gwarchod::v1::P3,
                          gwarchod::v1::P4};

/// The class of a field, worked out anew from the options.
int class_told(const FieldDescriptor& field) {
  const FieldRules& rules = field.options().GetExtension(gwarchod::v1::field);
  const auto& record = field.containing_type()->options().GetExtension(gwarchod::v1::record);
  if (rules.is() == gwarchod::v1::SECRET) return 99;
  if (rules.class_() != 0) return rules.class_();
  return record.class_() != 0 ? record.class_() : gwarchod::v1::P1;
}

/// Puts into each text the highest class on the way to it: "[[4]]" stands in what only P3 may see.
void mark(Message& message, int above) {
  const auto& reflection = *message.GetReflection();
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor& field = *message.GetDescriptor()->field(i);
    const int told = std::max(above, class_told(field));
    const std::string marker = "[[" + std::to_string(told) + "]]";
    const int count = field.is_repeated() ? reflection.FieldSize(message, &field) : 1;
    for (int at = 0; at < count; ++at) {
      if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING && field.is_repeated()) {
        reflection.SetRepeatedString(&message, &field, at, marker);
      } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        if (field.real_containing_oneof() == nullptr)
          reflection.SetString(&message, &field, marker);
      } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && field.is_repeated()) {
        mark(*reflection.MutableRepeatedMessage(&message, &field, at), told);
      } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE &&
                 reflection.HasField(message, &field)) {
        mark(*reflection.MutableMessage(&message, &field), told);
      }
    }
  }
}

/// Whether a text holds a marker of a class above the clearance.
bool leaks(const std::string& text, Class clearance) {
  for (const int above : {1, 2, 3, 4, 5, 99}) {
    const std::string marker = "[[" + std::to_string(above) + "]]";
    if (above > clearance && text.find(marker) != std::string::npos) return true;
  }
  return false;
}

/// Whether a value of any type above the clearance is still set.
bool holds_above(const Message& message, Class clearance) {
  std::vector<const FieldDescriptor*> fields;
  const auto& reflection = *message.GetReflection();
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (class_told(*field) > clearance) return true;
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    const int count = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int at = 0; at < count; ++at) {
      const Message& part = field->is_repeated() ? reflection.GetRepeatedMessage(message, field, at)
                                                 : reflection.GetMessage(message, field);
      if (holds_above(part, clearance)) return true;
    }
  }
  return false;
}

TEST(ARedactedRecord, HoldsNothingAboveTheClearanceWhateverItsKind) {
  const Schema schema;
  for (const Kind* kind : schema.kinds()) {
    for (const Class clearance : kClasses) {
      const auto record = testing::filled(schema, *kind, 11);
      mark(*record, 0);
      redact(*record, clearance);
      EXPECT_FALSE(holds_above(*record, clearance)) << kind->name << " " << clearance;
      EXPECT_FALSE(leaks(record->SerializeAsString(), clearance)) << kind->name;
    }
  }
}

TEST(ARedactedRecord, KeepsAllThatTheReaderMaySee) {
  const Schema schema;
  for (const Kind* kind : testing::recorded_kinds(schema)) {
    const auto record = testing::filled(schema, *kind, 12);
    const auto redacted = testing::filled(schema, *kind, 12);
    redact(*redacted, gwarchod::v1::P4);
    EXPECT_TRUE(testing::same(*record, *redacted)) << kind->name;
  }
}

TEST(ARedactedRecord, DropsFieldsOfANewerSchema) {
  gwarchod::v1::Complaint complaint;
  ASSERT_TRUE(complaint.ParseFromString("\xfa\x3f\x06secret"));
  ASSERT_FALSE(complaint.SerializeAsString().empty());
  redact(complaint, gwarchod::v1::P4);
  EXPECT_TRUE(complaint.SerializeAsString().empty());
}

TEST(AShownRecord, LeaksNothingAboveTheClearanceWhateverItsKind) {
  const Schema schema;
  for (const Kind* kind : schema.kinds()) {
    const auto record = testing::filled(schema, *kind, 13);
    mark(*record, 0);
    gwarchod::v1::Envelope envelope;
    testing::fill(envelope, 13);
    mark(envelope, 0);
    for (const Class clearance : kClasses) {
      for (const auto& shown : show(*record, clearance)) {
        EXPECT_FALSE(leaks(to_json(shown), clearance)) << kind->name << "." << shown.field();
      }
      for (const auto& shown : show(envelope, clearance)) {
        EXPECT_FALSE(leaks(to_json(shown), clearance)) << shown.field();
      }
      const auto line = schema::line(*record, envelope, clearance);
      EXPECT_FALSE(leaks(line.en() + line.cy(), clearance)) << kind->name;
    }
  }
}

}  // namespace
}  // namespace schema
