#pragma once

#include <google/protobuf/message.h>
#include <google/protobuf/struct.pb.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "schema/result.h"

namespace schema {

/// The proto3 JSON of a message: lowerCamelCase names, enumeration values by name, 64-bit integers
/// as strings. `defaults` also prints fields that hold their default.
[[nodiscard]] std::string to_json(const google::protobuf::Message& message, bool defaults = false);

/// JSON nested deeper than this is refused.
constexpr std::size_t kJsonDepthMax = 32;

/// Where a text is not the JSON of the message, and what to do about it.
struct JsonFault {
  std::string place;  // path of the member ("body.outcome"), "line 3, column 7", or empty
  std::string what;
};

/// Fills `message` from proto3 JSON. Unknown members, unknown enumeration values, broken UTF-8,
/// JSON nested deeper than kJsonDepthMax and numbers out of range are faults.
///
/// Errors: JsonFault; `message` is then unspecified.
[[nodiscard]] Result<void, JsonFault> from_json(std::string_view json,
                                                google::protobuf::Message& message);

/// The same from JSON already held as a Struct (RecordRequest.body); places begin with `prefix`
/// ("body.outcome").
[[nodiscard]] Result<void, JsonFault> from_struct(const google::protobuf::Struct& json,
                                                  google::protobuf::Message& message,
                                                  const std::string& prefix);

}  // namespace schema
