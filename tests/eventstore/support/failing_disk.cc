#include "eventstore/support/failing_disk.h"

#include <limits>

namespace eventstore::test {
namespace {

using rocksdb::FSWritableFile;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

constexpr std::uint64_t kAsItIs = std::numeric_limits<std::uint64_t>::max();

bool fails(std::atomic<int>& left) { return left.fetch_sub(1) <= 0; }
bool fails_now(std::atomic<int>& left) { return left.fetch_sub(1) == 0; }

IOStatus refused() { return IOStatus::IOError("the test's disk fails"); }

}  // namespace

class FailingFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FailingFile(std::unique_ptr<FSWritableFile> file, FailingDisk::State& state)
      : FSWritableFileOwnerWrapper(std::move(file)), state_(state) {}

  using FSWritableFileOwnerWrapper::Append;
  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                  IODebugContext* debug) override {
    const bool failing = fails(state_.left);
    if (!failing && !state_.full) {
      return FSWritableFileOwnerWrapper::Append(data, options, debug);
    }
    // As a full disk does: half of it is there.
    static_cast<void>(
        FSWritableFileOwnerWrapper::Append({data.data(), data.size() / 2}, options, debug));
    return failing ? refused() : IOStatus::NoSpace("No space left on device");
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    if (fails(state_.left) || fails_now(state_.syncs_left)) {
      return refused();
    }
    return FSWritableFileOwnerWrapper::Sync(options, debug);
  }

 private:
  FailingDisk::State& state_;
};

class FailingDisk::Files final : public rocksdb::FileSystemWrapper {
 public:
  explicit Files(State& state) : FileSystemWrapper(rocksdb::FileSystem::Default()), state_(state) {}

  [[nodiscard]] const char* Name() const override { return "FailingDisk"; }
  IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                           std::unique_ptr<FSWritableFile>* file, IODebugContext* debug) override {
    std::unique_ptr<FSWritableFile> real;
    IOStatus status = FileSystemWrapper::NewWritableFile(name, options, &real, debug);
    if (status.ok()) {
      *file = std::make_unique<FailingFile>(std::move(real), state_);
    }
    return status;
  }
  IOStatus GetFreeSpace(const std::string& path, const IOOptions& options, std::uint64_t* left,
                        IODebugContext* debug) override {
    IOStatus status = FileSystemWrapper::GetFreeSpace(path, options, left, debug);
    if (const std::uint64_t told = state_.room; told != kAsItIs) {
      *left = told;
    }
    return status;
  }

 private:
  State& state_;
};

FailingDisk::FailingDisk() : env_(rocksdb::NewCompositeEnv(std::make_shared<Files>(state_))) {
  state_.left = std::numeric_limits<int>::max();
  state_.syncs_left = std::numeric_limits<int>::max();
  state_.room = kAsItIs;
}

}  // namespace eventstore::test
