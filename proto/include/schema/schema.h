#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "gwarchod/v1/options.pb.h"
#include "schema/result.h"

namespace google::protobuf {
class DynamicMessageFactory;
}

namespace schema {

/// The largest descriptor set taken.
constexpr std::size_t kDescriptorSetBytesMax = std::size_t{16} << 20;

/// One kind of record: its short name and what its message says of itself.
struct Kind {
  std::string name;  // "Complaint"
  const google::protobuf::Descriptor* message;
  const gwarchod::v1::RecordOptions* options;
};

/// Every kind of record and event there is, known by name, with their descriptors.
/// Built in: the messages of gwarchod/v1/records.proto and events.proto that carry (record) and are
/// not parts of others (a part is a message used as a field's type; so is the envelope).
/// More can be added from a compiled descriptor set (protoc --descriptor_set_out
/// --include_imports), so that an authority can add a kind without a release; they behave as the
/// built-in ones do.
///
/// Threads: build it, then share it const.
class Schema {
 public:
  Schema();
  Schema(const Schema&) = delete;
  Schema& operator=(const Schema&) = delete;
  ~Schema();

  /// Adds the kinds of a serialized google.protobuf.FileDescriptorSet. Files already known are
  /// skipped. A kind's labels must be complete in both languages, its name new, its fields such as
  /// a form can ask: text, whole numbers, yes/no, lists, and parts at most four deep.
  ///
  /// Errors: a sentence naming the file and what is wrong; nothing was added.
  [[nodiscard]] Result<void, std::string> add(std::string_view descriptor_set);

  /// Null when there is no such kind.
  [[nodiscard]] const Kind* find(std::string_view name) const;

  /// In the order of the files; those the system writes itself among them.
  [[nodiscard]] const std::vector<const Kind*>& kinds() const { return ordered_; }

  /// A new empty message of the kind: of the generated class when it is built in.
  [[nodiscard]] std::unique_ptr<google::protobuf::Message> make(const Kind& kind) const;

 private:
  void add_kinds(const std::vector<const google::protobuf::Descriptor*>& messages);

  std::unique_ptr<google::protobuf::DescriptorPool> pool_;
  std::unique_ptr<google::protobuf::DynamicMessageFactory> factory_;
  std::map<std::string, Kind, std::less<>> kinds_;
  std::vector<const Kind*> ordered_;
};

}  // namespace schema
