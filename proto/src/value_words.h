#pragma once

#include <google/protobuf/message.h>

#include "gwarchod/v1/envelope.pb.h"

namespace schema {

/// A value as people write it in each language: element `at` of a repeated field, or the only value
/// when `at` is negative. Not for parts, except the message Text, which speaks for itself.
[[nodiscard]] gwarchod::v1::Text value_in_words(const google::protobuf::Message& message,
                                                const google::protobuf::FieldDescriptor& field,
                                                int at);

/// Pounds and pence: "£1,250.00".
[[nodiscard]] std::string pounds(std::int64_t pence);

/// A whole number with its thousands parted, from 10,000 (so that a year keeps its look).
[[nodiscard]] std::string number_in_words(std::int64_t number);

/// The number of an integer field of whatever width.
[[nodiscard]] std::int64_t integer_of(const google::protobuf::Message& message,
                                      const google::protobuf::FieldDescriptor& field, int at);
/// The text of a string field.
[[nodiscard]] std::string text_of(const google::protobuf::Message& message,
                                  const google::protobuf::FieldDescriptor& field, int at);
/// The part of a message field.
[[nodiscard]] const google::protobuf::Message& part_of(
    const google::protobuf::Message& message, const google::protobuf::FieldDescriptor& field,
    int at);

/// True for the message Text, whose two fields are one value in two languages.
[[nodiscard]] bool is_bilingual(const google::protobuf::FieldDescriptor& field);

/// How many values a field has: 0 or 1 when it is not repeated.
[[nodiscard]] int values_count(const google::protobuf::Message& message,
                               const google::protobuf::FieldDescriptor& field);
/// The same for who asks of every field of a message: its reflection is looked up once.
[[nodiscard]] int values_count(const google::protobuf::Reflection& reflection,
                               const google::protobuf::Message& message,
                               const google::protobuf::FieldDescriptor& field);
/// The index that names value `i` of so many in the functions above.
[[nodiscard]] inline int value_index(const google::protobuf::FieldDescriptor& field, int i) {
  return field.is_repeated() ? i : -1;
}

}  // namespace schema
