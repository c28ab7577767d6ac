#pragma once

#include <google/protobuf/message.h>

#include <string>
#include <string_view>

#include "schema/result.h"

namespace schema {

/// The proto3 JSON of a message: lowerCamelCase names, enumeration values by name, 64-bit integers
/// as strings. `defaults` also prints fields that hold their default.
[[nodiscard]] std::string to_json(const google::protobuf::Message& message, bool defaults = false);

/// Where a text is not the JSON of the message, and what to do about it.
struct JsonFault {
  std::string
      place;  // JSON path of the member ("body.outcome"), or "line 3, column 7"; may be empty
  std::string what;
};

/// Fills `message` from proto3 JSON. Unknown members, unknown enumeration values, broken UTF-8,
/// JSON nested deeper than 32 and numbers out of range are faults. Errors: JsonFault; `message` is
/// then unspecified.
[[nodiscard]] Result<void, JsonFault> from_json(std::string_view json,
                                                google::protobuf::Message& message);

}  // namespace schema
