#pragma once

#include <string>
#include <vector>

#include "compiled.h"
#include "place.h"
#include "schema/personal.h"

namespace escalation {

/// A FieldTest before it is looked up in a message.
struct TestText {
  const gwarchod::v1::FieldTest* test = nullptr;
  Place place;
};

/// Faults that need no message: nothing asked, or what can never be.
void check_test(const TestText& text, Faults& faults);

/// What a rule looks at: a record, or a part of one.
struct Holder {
  const google::protobuf::Descriptor& message;
  bool may_envelope = true;          // "envelope.severity" is of the record's envelope
  schema::Surroundings around = {};  // of a part
};

/// Looks a test up in a record, or in its envelope ("envelope.severity").
/// Errors: a sentence; the test is then not to be used. A field that is sealed in the log (ADR 3)
/// is none that a rule can read.
[[nodiscard]] schema::Result<Test, std::string> compile_test(const gwarchod::v1::FieldTest& test,
                                                             const Holder& holder);

/// A field that holds a date, of the record or of the envelope.
[[nodiscard]] schema::Result<FieldRef, std::string> compile_date(const std::string& field,
                                                                 const Holder& holder);

/// Why no rule can read the field: it is sealed in the log. Empty when one can. Of a field that
/// names a person a rule may ask no more than whether it is set (`only_if_set`).
[[nodiscard]] std::string sealed_fault(const std::string& field,
                                       const google::protobuf::Descriptor& message,
                                       const schema::FieldPath& path,
                                       const schema::Surroundings& around, bool only_if_set);

/// Whether the field is of the envelope ("envelope.severity").
[[nodiscard]] bool names_envelope(const std::string& field);

}  // namespace escalation
