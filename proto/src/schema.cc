#include "schema/schema.h"

#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/dynamic_message.h>

#include <algorithm>
#include <optional>

#include "gwarchod/v1/events.pb.h"
#include "gwarchod/v1/records.pb.h"
#include "kind_check.h"

namespace schema {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::DescriptorPool;
using google::protobuf::FileDescriptor;
using google::protobuf::FileDescriptorProto;
using google::protobuf::FileDescriptorSet;

/// Keeps the first fault of building a file, in words.
class Faults : public DescriptorPool::ErrorCollector {
 public:
  void AddError(const std::string& file, const std::string& element,
                const google::protobuf::Message* /*descriptor*/, ErrorLocation /*location*/,
                const std::string& message) override {
    if (!first) first = file + ": " + element + ": " + message;
  }
  std::optional<std::string> first;
};

/// The file after all that it imports publicly, each once.
void walk(const FileDescriptor& file, std::vector<const FileDescriptor*>& files) {
  for (int i = 0; i < file.public_dependency_count(); ++i) walk(*file.public_dependency(i), files);
  if (std::find(files.begin(), files.end(), &file) == files.end()) files.push_back(&file);
}

/// Builds those files of the set that `pool` does not know.
Result<std::vector<const FileDescriptor*>, std::string> build(const FileDescriptorSet& set,
                                                              DescriptorPool& pool) {
  std::vector<const FileDescriptor*> built;
  for (const FileDescriptorProto& file : set.file()) {
    if (pool.FindFileByName(file.name()) != nullptr) continue;
    Faults faults;
    const FileDescriptor* added = pool.BuildFileCollectingErrors(file, &faults);
    if (added == nullptr) return faults.first.value_or(file.name() + ": is not a schema file");
    built.push_back(added);
  }
  return built;
}

/// The messages of the files that are kinds: they carry (record), and none uses them as a part.
std::vector<const Descriptor*> kinds_of(const std::vector<const FileDescriptor*>& files) {
  std::vector<const Descriptor*> kinds;
  std::vector<const Descriptor*> parts;
  for (const FileDescriptor* file : files) {
    for (int i = 0; i < file->message_type_count(); ++i) {
      const Descriptor& message = *file->message_type(i);
      if (message.options().HasExtension(gwarchod::v1::record)) kinds.push_back(&message);
      for (int j = 0; j < message.field_count(); ++j) {
        if (const Descriptor* part = message.field(j)->message_type()) parts.push_back(part);
      }
    }
  }
  std::erase_if(kinds, [&](const Descriptor* kind) {
    return std::find(parts.begin(), parts.end(), kind) != parts.end();
  });
  return kinds;
}

}  // namespace

Schema::Schema()
    : pool_(std::make_unique<DescriptorPool>(DescriptorPool::generated_pool())),
      factory_(std::make_unique<google::protobuf::DynamicMessageFactory>(pool_.get())) {
  factory_->SetDelegateToGeneratedFactory(true);
  std::vector<const FileDescriptor*> files;
  walk(*gwarchod::v1::EveryKind::descriptor()->file(), files);
  walk(*gwarchod::v1::SuggestedStageChanged::descriptor()->file(), files);
  add_kinds(kinds_of(files));
}

Schema::~Schema() = default;

void Schema::add_kinds(const std::vector<const Descriptor*>& messages) {
  for (const Descriptor* message : messages) {
    const Kind kind{message->name(), message,
                    &message->options().GetExtension(gwarchod::v1::record)};
    const auto [at, added] = kinds_.emplace(kind.name, kind);
    if (added) ordered_.push_back(&at->second);
  }
}

Result<void, std::string> Schema::add(std::string_view descriptor_set) {
  FileDescriptorSet set;
  if (descriptor_set.size() > kDescriptorSetBytesMax) {
    return std::string("the descriptor set is larger than 16 MiB");
  }
  if (!set.ParseFromArray(descriptor_set.data(), static_cast<int>(descriptor_set.size()))) {
    return std::string("not a descriptor set: make it with protoc --descriptor_set_out");
  }
  // Tried in a pool that is thrown away, because a pool cannot take back what it has built.
  DescriptorPool trial(pool_.get());
  const auto tried = build(set, trial);
  if (!tried) return tried.error();
  for (const Descriptor* message : kinds_of(*tried)) {
    const std::string where = message->file()->name() + ": " + message->name();
    if (find(message->name()) != nullptr) return where + ": there is a kind of this name already";
    if (const auto fault = fault_of_kind(*message)) return where + *fault;
  }
  const auto built = build(set, *pool_);
  if (!built) return built.error();
  add_kinds(kinds_of(*built));
  return {};
}

const Kind* Schema::find(std::string_view name) const {
  const auto at = kinds_.find(name);
  return at == kinds_.end() ? nullptr : &at->second;
}

std::unique_ptr<google::protobuf::Message> Schema::make(const Kind& kind) const {
  return std::unique_ptr<google::protobuf::Message>(factory_->GetPrototype(kind.message)->New());
}

}  // namespace schema
