#include "eventstore/support/forgetful_disk.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

namespace eventstore::test {
namespace {

using rocksdb::FileOptions;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

constexpr std::size_t kSectorBytes = 512;

IOStatus no_power() { return IOStatus::IOError("the test's power is cut"); }

std::string content_of(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void write_content(const std::string& name, const std::string& content) {
  std::ofstream(name, std::ios::binary | std::ios::trunc) << content;
}

bool either(std::mt19937& random) { return std::uniform_int_distribution{0, 1}(random) == 1; }

/// Each sector as it was before or after.
std::string torn(const std::string& before, const std::string& after, std::mt19937& random) {
  std::string found = after;
  for (std::size_t at = 0; at < found.size(); at += kSectorBytes) {
    if (either(random)) {
      const std::size_t end = std::min({at + kSectorBytes, found.size(), before.size()});
      for (std::size_t byte = at; byte < end; ++byte) {
        found[byte] = before[byte];
      }
    }
  }
  return found;
}

}  // namespace

class ForgetfulDisk::AppendedFile final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  AppendedFile(std::unique_ptr<FSWritableFile> file, std::string name, ForgetfulDisk& disk)
      : FSWritableFileOwnerWrapper(std::move(file)), name_(std::move(name)), disk_(disk) {}

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override {
    if (!disk_.on()) {
      return no_power();
    }
    const IOStatus status = FSWritableFileOwnerWrapper::Append(data, options, debug);
    const std::lock_guard lock(disk_.mutex_);
    disk_.appended_[name_].size += data.size();
    return status;
  }
  IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo&,
                  IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  IOStatus Truncate(std::uint64_t size, const IOOptions& options, IODebugContext* debug) override {
    return disk_.is_off() ? no_power() : FSWritableFileOwnerWrapper::Truncate(size, options, debug);
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    if (!disk_.on()) {
      return no_power();
    }
    const IOStatus status = FSWritableFileOwnerWrapper::Sync(options, debug);
    const std::lock_guard lock(disk_.mutex_);
    disk_.appended_[name_].synced = disk_.appended_[name_].size;
    return status;
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return Sync(options, debug);
  }

 private:
  const std::string name_;
  ForgetfulDisk& disk_;
};

class ForgetfulDisk::OverwrittenFile final : public rocksdb::FSRandomRWFileOwnerWrapper {
 public:
  OverwrittenFile(std::unique_ptr<rocksdb::FSRandomRWFile> file, std::string name,
                  ForgetfulDisk& disk)
      : FSRandomRWFileOwnerWrapper(std::move(file)), name_(std::move(name)), disk_(disk) {}

  IOStatus Write(std::uint64_t offset, const Slice& data, const IOOptions& options,
                 IODebugContext* debug) override {
    return disk_.on() ? FSRandomRWFileOwnerWrapper::Write(offset, data, options, debug)
                      : no_power();
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    if (!disk_.on()) {
      return no_power();
    }
    const IOStatus status = FSRandomRWFileOwnerWrapper::Sync(options, debug);
    const std::lock_guard lock(disk_.mutex_);
    disk_.overwritten_[name_] = content_of(name_);
    return status;
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return Sync(options, debug);
  }

 private:
  const std::string name_;
  ForgetfulDisk& disk_;
};

class ForgetfulDisk::Folder final : public rocksdb::FSDirectoryWrapper {
 public:
  Folder(std::unique_ptr<rocksdb::FSDirectory> folder, std::string name, ForgetfulDisk& disk)
      : FSDirectoryWrapper(std::move(folder)), name_(std::move(name)), disk_(disk) {}

  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return synced(FSDirectoryWrapper::Fsync(options, debug));
  }
  IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* debug,
                               const rocksdb::DirFsyncOptions& what) override {
    return synced(FSDirectoryWrapper::FsyncWithDirOptions(options, debug, what));
  }

 private:
  [[nodiscard]] bool holds(const std::string& file) const {
    return std::filesystem::path(file).parent_path() == std::filesystem::path(name_);
  }
  IOStatus synced(IOStatus status) {
    if (!disk_.on()) {
      return no_power();
    }
    const std::lock_guard lock(disk_.mutex_);
    for (auto& [file, appended] : disk_.appended_) {
      appended.named = appended.named || holds(file);
    }
    std::erase_if(disk_.renamed_, [this](const auto& renamed) { return holds(renamed.first); });
    return status;
  }

  const std::string name_;
  ForgetfulDisk& disk_;
};

class ForgetfulDisk::Files final : public rocksdb::FileSystemWrapper {
 public:
  explicit Files(ForgetfulDisk& disk)
      : FileSystemWrapper(rocksdb::FileSystem::Default()), disk_(disk) {}

  [[nodiscard]] const char* Name() const override { return "ForgetfulDisk"; }

  IOStatus NewWritableFile(const std::string& name, const FileOptions& options,
                           std::unique_ptr<rocksdb::FSWritableFile>* file,
                           IODebugContext* debug) override {
    if (!disk_.on()) {
      return no_power();
    }
    std::unique_ptr<rocksdb::FSWritableFile> real;
    const IOStatus status = FileSystemWrapper::NewWritableFile(name, options, &real, debug);
    if (status.ok()) {
      *file = std::make_unique<AppendedFile>(std::move(real), name, disk_);
      const std::lock_guard lock(disk_.mutex_);
      disk_.appended_[name] = {};
    }
    return status;
  }
  IOStatus NewRandomRWFile(const std::string& name, const FileOptions& options,
                           std::unique_ptr<rocksdb::FSRandomRWFile>* file,
                           IODebugContext* debug) override {
    std::unique_ptr<rocksdb::FSRandomRWFile> real;
    const IOStatus status = FileSystemWrapper::NewRandomRWFile(name, options, &real, debug);
    if (status.ok()) {
      *file = std::make_unique<OverwrittenFile>(std::move(real), name, disk_);
      const std::lock_guard lock(disk_.mutex_);
      disk_.overwritten_[name] = content_of(name);
    }
    return status;
  }
  IOStatus NewDirectory(const std::string& name, const IOOptions& options,
                        std::unique_ptr<rocksdb::FSDirectory>* folder,
                        IODebugContext* debug) override {
    std::unique_ptr<rocksdb::FSDirectory> real;
    const IOStatus status = FileSystemWrapper::NewDirectory(name, options, &real, debug);
    if (status.ok()) {
      *folder = std::make_unique<Folder>(std::move(real), name, disk_);
    }
    return status;
  }
  IOStatus RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                      IODebugContext* debug) override {
    if (!disk_.on()) {
      return no_power();
    }
    const std::lock_guard lock(disk_.mutex_);
    if (!disk_.renamed_.contains(to)) {
      disk_.renamed_[to] = std::filesystem::exists(to) ? std::optional{content_of(to)}
                                                       : std::optional<std::string>{};
    }
    if (const auto moved = disk_.appended_.extract(from)) {
      disk_.appended_[to] = moved.mapped();
      disk_.appended_[to].named = true;  // whether the name leads to it is `renamed_`'s
    }
    return FileSystemWrapper::RenameFile(from, to, options, debug);
  }
  IOStatus DeleteFile(const std::string& name, const IOOptions& options,
                      IODebugContext* debug) override {
    if (disk_.is_off()) {
      return no_power();
    }
    const std::lock_guard lock(disk_.mutex_);
    disk_.appended_.erase(name);
    return FileSystemWrapper::DeleteFile(name, options, debug);
  }

 private:
  ForgetfulDisk& disk_;
};

ForgetfulDisk::ForgetfulDisk() : env_(rocksdb::NewCompositeEnv(std::make_shared<Files>(*this))) {}

void ForgetfulDisk::cut_after(std::uint64_t calls) {
  const std::lock_guard lock(mutex_);
  calls_left_ = calls;
}

bool ForgetfulDisk::is_off() const {
  const std::lock_guard lock(mutex_);
  return off_;
}

bool ForgetfulDisk::on() {
  const std::lock_guard lock(mutex_);
  off_ = off_ || calls_left_ == 0;
  --calls_left_;
  return !off_;
}

void ForgetfulDisk::lose(std::mt19937& random) {
  // Names of one folder reach the disk in the order in which they were given, as in every file
  // system with a journal: with a renamed file come those that were made beside it.
  std::erase_if(renamed_, [&](const auto& renamed) {
    if (either(random)) return false;
    const auto folder = std::filesystem::path(renamed.first).parent_path();
    for (auto& [file, appended] : appended_) {
      appended.named = appended.named || std::filesystem::path(file).parent_path() == folder;
    }
    return true;
  });
  for (const auto& [name, appended] : appended_) {
    if (!std::filesystem::exists(name)) {
      continue;
    }
    if (!appended.named && either(random)) {
      std::filesystem::remove(name);
      continue;
    }
    std::string content = content_of(name);
    content.resize(std::min<std::size_t>(content.size(), appended.size));
    const std::string synced = content.substr(0, appended.synced);
    const std::size_t kept =
        std::uniform_int_distribution<std::size_t>{synced.size(), content.size()}(random);
    const std::string before = synced + std::string(content.size() - synced.size(), '\0');
    write_content(name, torn(before, content, random).substr(0, kept));
  }
  for (const auto& [name, synced] : overwritten_) {
    if (std::filesystem::exists(name)) {
      write_content(name, torn(synced, content_of(name), random));
    }
  }
  for (const auto& [name, before] : renamed_) {
    if (before) {
      write_content(name, *before);
    } else {
      std::filesystem::remove(name);
    }
  }
}

}  // namespace eventstore::test
