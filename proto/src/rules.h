#pragma once

#include <google/protobuf/descriptor.h>

#include <cstdint>
#include <string>

#include "gwarchod/v1/envelope.pb.h"
#include "gwarchod/v1/options.pb.h"

/// What a field says of itself, with what it leaves unsaid filled in.
namespace schema {

constexpr std::uint32_t kTextCharactersMax = 200;
constexpr std::uint32_t kLongTextCharactersMax = 10'000;
constexpr std::int64_t kNumberMax = 1'000'000'000;
constexpr std::int64_t kPercentMax = 100;
/// Elements of one repeated field.
constexpr int kElementsMax = 100;

[[nodiscard]] const gwarchod::v1::FieldRules& rules_of(
    const google::protobuf::FieldDescriptor& field);

/// A field without a label is the system's own (causes of a reason): people are neither asked for
/// it nor shown it.
[[nodiscard]] bool is_labelled(const google::protobuf::FieldDescriptor& field);
[[nodiscard]] bool is_secret(const google::protobuf::FieldDescriptor& field);
[[nodiscard]] bool is_integer(const google::protobuf::FieldDescriptor& field);

struct Range {
  std::int64_t least;
  std::int64_t most;
};
/// What the field takes, within what its type holds.
[[nodiscard]] Range range_of(const google::protobuf::FieldDescriptor& field);
[[nodiscard]] std::uint32_t characters_max(const google::protobuf::FieldDescriptor& field);

[[nodiscard]] gwarchod::v1::Text text(std::string en, std::string cy);
[[nodiscard]] gwarchod::v1::Text label_of(const google::protobuf::FieldDescriptor& field);
[[nodiscard]] gwarchod::v1::Text label_of(const google::protobuf::EnumValueDescriptor& value);
[[nodiscard]] gwarchod::v1::Text label_of(const google::protobuf::Descriptor& message);

}  // namespace schema
