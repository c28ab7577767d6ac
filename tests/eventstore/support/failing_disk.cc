#include "eventstore/support/failing_disk.h"

#include <limits>

namespace eventstore::test {
namespace {

using rocksdb::FSWritableFile;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

bool fails(std::atomic<int>& left) { return left.fetch_sub(1) <= 0; }

IOStatus refused() { return IOStatus::IOError("the test's disk fails"); }

class FailingFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FailingFile(std::unique_ptr<FSWritableFile> file, std::atomic<int>& left)
      : FSWritableFileOwnerWrapper(std::move(file)), left_(left) {}

  using FSWritableFileOwnerWrapper::Append;
  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                  IODebugContext* debug) override {
    if (fails(left_)) {
      // As a full disk does: half of it is there.
      static_cast<void>(
          FSWritableFileOwnerWrapper::Append({data.data(), data.size() / 2}, options, debug));
      return refused();
    }
    return FSWritableFileOwnerWrapper::Append(data, options, debug);
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    return fails(left_) ? refused() : FSWritableFileOwnerWrapper::Sync(options, debug);
  }

 private:
  std::atomic<int>& left_;
};

}  // namespace

class FailingDisk::Files final : public rocksdb::FileSystemWrapper {
 public:
  explicit Files(std::atomic<int>& left)
      : FileSystemWrapper(rocksdb::FileSystem::Default()), left_(left) {}

  [[nodiscard]] const char* Name() const override { return "FailingDisk"; }
  IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                           std::unique_ptr<FSWritableFile>* file, IODebugContext* debug) override {
    std::unique_ptr<FSWritableFile> real;
    IOStatus status = FileSystemWrapper::NewWritableFile(name, options, &real, debug);
    if (status.ok()) {
      *file = std::make_unique<FailingFile>(std::move(real), left_);
    }
    return status;
  }

 private:
  std::atomic<int>& left_;
};

FailingDisk::FailingDisk()
    : left_(std::numeric_limits<int>::max()),
      env_(rocksdb::NewCompositeEnv(std::make_shared<Files>(left_))) {}

}  // namespace eventstore::test
