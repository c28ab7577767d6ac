#pragma once

#include <google/protobuf/descriptor.h>

#include <boost/json/object.hpp>
#include <set>
#include <string>
#include <vector>

namespace web {

/// The JSON Schemas (2020-12, as OpenAPI 3.1 has them) of messages' proto3 JSON, read from
/// descriptors: types, enumerations by name, labels, text limits, what is required of a record.
/// Messages that others use are described too, each once, under "#/components/schemas/<Name>".
class MessageSchemas {
 public:
  /// {"$ref": ...} of the message, which will be among finish()'s.
  [[nodiscard]] boost::json::object reference(const google::protobuf::Descriptor& message);
  /// A reference to whichever of the messages the value is.
  [[nodiscard]] boost::json::object any_of(
      const std::vector<const google::protobuf::Descriptor*>& messages);
  /// `member` of the message is one of `messages` rather than what its descriptor says: the body of
  /// a record, which is a Struct there.
  void narrow(const google::protobuf::Descriptor& message, const std::string& member,
              std::vector<const google::protobuf::Descriptor*> messages);
  /// Every schema referred to so far, and those that they refer to, by name.
  [[nodiscard]] boost::json::object finish();

 private:
  struct Narrowed {
    const google::protobuf::Descriptor* message;
    std::string member;
    std::vector<const google::protobuf::Descriptor*> messages;
  };
  [[nodiscard]] boost::json::object object_schema(const google::protobuf::Descriptor& message);
  [[nodiscard]] boost::json::object field_schema(const google::protobuf::FieldDescriptor& field);
  [[nodiscard]] boost::json::object value_schema(const google::protobuf::FieldDescriptor& field);

  std::vector<Narrowed> narrowed_;
  std::set<std::string> named_;
  std::vector<const google::protobuf::Descriptor*> waiting_;
};

}  // namespace web
