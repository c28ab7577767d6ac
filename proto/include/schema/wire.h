#pragma once

#include <google/protobuf/descriptor.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/result.h"

namespace schema {

/// One field of a message, named by dotted path ("registeredManager.since" is not allowed through a
/// repeated field), compiled to field numbers so that reading it needs neither reflection nor a
/// parse.
struct FieldPath {
  std::vector<int> numbers;
  const google::protobuf::FieldDescriptor* leaf = nullptr;
};

/// Compiles a path of proto field names, from `message`.
/// Errors: a sentence naming the part that is no field, or that is repeated before the end.
[[nodiscard]] Result<FieldPath, std::string> compile_path(
    const google::protobuf::Descriptor& message, std::string_view path);

/// Reads the wire bytes of one message, skipping what is not asked for. Views point into `bytes`.
/// Bytes that are no message end the walk as if they stopped there (the log holds only what was
/// serialized by us; `verify` finds damage).
class WireReader {
 public:
  explicit WireReader(std::string_view bytes) : rest_(bytes) {}

  struct Field {
    int number;
    std::uint64_t number_value;  // varint, fixed32, fixed64
    std::string_view bytes;      // length-delimited
  };
  /// The next field, or nothing at the end.
  [[nodiscard]] std::optional<Field> next();

 private:
  std::string_view rest_;
};

/// The last value at the path (proto3's meaning of a singular field), or nothing when absent.
[[nodiscard]] std::optional<std::uint64_t> read_number(std::string_view message,
                                                       const FieldPath& path);
[[nodiscard]] std::optional<std::string_view> read_text(std::string_view message,
                                                        const FieldPath& path);
/// Each element of a repeated message or string field.
[[nodiscard]] std::vector<std::string_view> read_elements(std::string_view message,
                                                          const FieldPath& path);
/// Each value of a repeated (packed or not) varint field.
[[nodiscard]] std::vector<std::uint64_t> read_numbers(std::string_view message,
                                                      const FieldPath& path);

}  // namespace schema
