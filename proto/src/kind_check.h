#pragma once

#include <google/protobuf/descriptor.h>

#include <optional>
#include <string>

namespace schema {

/// What keeps a message from being a kind of record, beginning with the place inside it
/// (".area: has no Welsh label"), or nothing when it can be one. A kind and its parts are labelled
/// in both languages, field by field and value by value; fields are text, whole numbers, yes/no,
/// lists and parts; parts go at most kPartDepthMax deep, so that none can hold itself.
[[nodiscard]] std::optional<std::string> fault_of_kind(const google::protobuf::Descriptor& message);

constexpr int kPartDepthMax = 4;

}  // namespace schema
