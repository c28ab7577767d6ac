#pragma once

#include <string>
#include <vector>

#include "compiled.h"
#include "place.h"

namespace escalation {

/// A FieldTest before it is looked up in a message.
struct TestText {
  const gwarchod::v1::FieldTest* test = nullptr;
  Place place;
};

/// Faults that need no message: nothing asked, or what can never be.
void check_test(const TestText& text, Faults& faults);

/// Looks a test up in a message, or in the envelope ("envelope.severity", with `may_envelope`).
/// Errors: a sentence; the test is then not to be used.
[[nodiscard]] schema::Result<Test, std::string> compile_test(
    const gwarchod::v1::FieldTest& test, const google::protobuf::Descriptor& message,
    bool may_envelope);

/// A field that holds a date, of the message or of the envelope.
[[nodiscard]] schema::Result<FieldRef, std::string> compile_date(
    const std::string& field, const google::protobuf::Descriptor& message, bool may_envelope);

/// Whether the field is of the envelope ("envelope.severity").
[[nodiscard]] bool names_envelope(const std::string& field);

}  // namespace escalation
