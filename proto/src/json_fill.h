#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "schema/json.h"

namespace schema {

/// Parses a JSON text, with the faults of from_json that lie in the text itself.
[[nodiscard]] Result<boost::json::value, JsonFault> parse_json(std::string_view json);

/// Sets what the JSON value names, in a message or in one field of it. `path` is where the value
/// stands, for the place of a fault.
[[nodiscard]] Result<void, JsonFault> fill_message(const boost::json::value& json,
                                                   google::protobuf::Message& message,
                                                   const std::string& path);
[[nodiscard]] Result<void, JsonFault> fill_field(const boost::json::value& json,
                                                 google::protobuf::Message& message,
                                                 const google::protobuf::FieldDescriptor& field,
                                                 const std::string& path);

/// Appends the JSON of one field (of all its elements, when repeated).
void write_json_field(const google::protobuf::Message& message,
                      const google::protobuf::FieldDescriptor& field, bool defaults,
                      std::string& out);

/// The names that an enumeration takes, "A, B, C", without the unspecified one.
[[nodiscard]] std::string names_of(const google::protobuf::EnumDescriptor& list);

}  // namespace schema
