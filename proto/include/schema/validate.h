#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <vector>

#include "gwarchod/v1/views.pb.h"
#include "schema/time.h"

namespace schema {

/// Checks a record (or an envelope) against the options of its fields: required, text limits in
/// code points, well-formed days and times, days not after `today` unless the field allows it,
/// ranges, known enumeration values, UTF-8, at most 100 elements of a repeated field, `until` not
/// before `from` in an envelope. All faults are told, not just the first.
///
/// Days lie in 1850 or later. References to people and records hold letters, digits and -_.:/ only:
/// no space, hence no name. Text holds no control characters but line ends and tabs.
///
/// Returns one FieldProblem per fault: `field` is the JSON path with `prefix` before it
/// ("body.findings[2].metBy"), `words` a sentence in both languages that names the label and says
/// what to do. Those sentences name no value, so they may be logged. Linear in the record's size.
[[nodiscard]] std::vector<gwarchod::v1::FieldProblem> validate(
    const google::protobuf::Message& message, Day today, const std::string& prefix);

}  // namespace schema
