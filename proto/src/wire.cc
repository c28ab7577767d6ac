#include "schema/wire.h"

namespace schema {
namespace {

using google::protobuf::FieldDescriptor;

constexpr std::uint64_t kVarint = 0;
constexpr std::uint64_t kFixed64 = 1;
constexpr std::uint64_t kBytes = 2;
constexpr std::uint64_t kFixed32 = 5;
constexpr int kVarintBytesMax = 10;

/// Takes a varint off the front of `bytes`; false, and `bytes` unchanged, when there is none.
bool take_varint(std::string_view& bytes, std::uint64_t& number) {
  number = 0;
  for (std::size_t i = 0; i < kVarintBytesMax && i < bytes.size(); ++i) {
    const auto byte = static_cast<std::uint8_t>(bytes[i]);
    number |= static_cast<std::uint64_t>(byte & 0x7f) << (7 * i);
    if ((byte & 0x80) == 0) {
      bytes.remove_prefix(i + 1);
      return true;
    }
  }
  return false;
}

/// Takes a little-endian number of `size` bytes off the front of `bytes`.
bool take_fixed(std::string_view& bytes, std::size_t size, std::uint64_t& number) {
  if (bytes.size() < size) return false;
  number = 0;
  for (std::size_t i = size; i-- > 0;) {
    number = number << 8 | static_cast<std::uint8_t>(bytes[i]);
  }
  bytes.remove_prefix(size);
  return true;
}

/// The bytes of the message that holds the leaf: the last of each message on the way there.
std::optional<std::string_view> holder(std::string_view message, const FieldPath& path) {
  for (std::size_t i = 0; i + 1 < path.numbers.size(); ++i) {
    std::optional<std::string_view> inner;
    WireReader reader(message);
    while (const auto field = reader.next()) {
      if (field->number == path.numbers[i] && field->bytes.data() != nullptr) inner = field->bytes;
    }
    if (!inner) return std::nullopt;
    message = *inner;
  }
  return message;
}

bool may_follow(const FieldDescriptor& field) {
  return !field.is_repeated() && field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
}

}  // namespace

Result<FieldPath, std::string> compile_path(const google::protobuf::Descriptor& message,
                                            std::string_view path) {
  FieldPath compiled;
  const google::protobuf::Descriptor* at = &message;
  std::string_view rest = path;
  while (true) {
    const std::size_t dot = rest.find('.');
    const std::string name(rest.substr(0, dot));
    const FieldDescriptor* field = at->FindFieldByName(name);
    if (field == nullptr) return at->name() + " has no field \"" + name + "\"";
    compiled.numbers.push_back(field->number());
    compiled.leaf = field;
    if (dot == std::string_view::npos) return compiled;
    if (!may_follow(*field)) {
      return "\"" + name + "\" of " + at->name() +
             (field->is_repeated() ? " is repeated: a path ends there"
                                   : " is no message: a path ends there");
    }
    at = field->message_type();
    rest.remove_prefix(dot + 1);
  }
}

std::optional<WireReader::Field> WireReader::next() {
  std::uint64_t tag = 0;
  Field field{0, 0, {}};
  if (!take_varint(rest_, tag) || (tag >> 3) == 0 || (tag >> 3) > FieldDescriptor::kMaxNumber) {
    rest_ = {};
    return std::nullopt;
  }
  field.number = static_cast<int>(tag >> 3);
  bool taken = false;
  switch (tag & 7) {
    case kVarint:
      taken = take_varint(rest_, field.number_value);
      break;
    case kFixed64:
      taken = take_fixed(rest_, 8, field.number_value);
      break;
    case kFixed32:
      taken = take_fixed(rest_, 4, field.number_value);
      break;
    case kBytes: {
      std::uint64_t size = 0;
      taken = take_varint(rest_, size) && size <= rest_.size();
      if (taken) {
        field.bytes = rest_.substr(0, size);
        rest_.remove_prefix(size);
      }
      break;
    }
    default:  // groups, which proto3 does not have
      break;
  }
  if (!taken) {
    rest_ = {};
    return std::nullopt;
  }
  return field;
}

std::optional<std::uint64_t> read_number(std::string_view message, const FieldPath& path) {
  const auto bytes = holder(message, path);
  if (!bytes) return std::nullopt;
  std::optional<std::uint64_t> found;
  WireReader reader(*bytes);
  while (const auto field = reader.next()) {
    if (field->number == path.numbers.back() && field->bytes.data() == nullptr) {
      found = field->number_value;
    }
  }
  return found;
}

std::optional<std::string_view> read_text(std::string_view message, const FieldPath& path) {
  const auto bytes = holder(message, path);
  if (!bytes) return std::nullopt;
  std::optional<std::string_view> found;
  WireReader reader(*bytes);
  while (const auto field = reader.next()) {
    if (field->number == path.numbers.back() && field->bytes.data() != nullptr) {
      found = field->bytes;
    }
  }
  return found;
}

std::vector<std::string_view> read_elements(std::string_view message, const FieldPath& path) {
  std::vector<std::string_view> elements;
  const auto bytes = holder(message, path);
  if (!bytes) return elements;
  WireReader reader(*bytes);
  while (const auto field = reader.next()) {
    if (field->number == path.numbers.back() && field->bytes.data() != nullptr) {
      elements.push_back(field->bytes);
    }
  }
  return elements;
}

std::vector<std::uint64_t> read_numbers(std::string_view message, const FieldPath& path) {
  std::vector<std::uint64_t> numbers;
  const auto bytes = holder(message, path);
  if (!bytes) return numbers;
  WireReader reader(*bytes);
  while (const auto field = reader.next()) {
    if (field->number != path.numbers.back()) continue;
    if (field->bytes.data() == nullptr) {
      numbers.push_back(field->number_value);
      continue;
    }
    std::string_view packed = field->bytes;
    std::uint64_t number = 0;
    while (take_varint(packed, number)) numbers.push_back(number);
  }
  return numbers;
}

}  // namespace schema
