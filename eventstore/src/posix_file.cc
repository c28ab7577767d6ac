#include "posix_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace eventstore {
namespace {

[[noreturn]] void refused() { throw std::system_error(errno, std::generic_category()); }

}  // namespace

PosixFile PosixFile::create(const std::filesystem::path& path) {
  constexpr mode_t kOwnerOnly = 0600;
  const int descriptor =
      ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kOwnerOnly);
  if (descriptor < 0) refused();
  return PosixFile(descriptor);
}

std::optional<PosixFile> PosixFile::open(const std::filesystem::path& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0 && errno == ENOENT) return std::nullopt;
  if (descriptor < 0) refused();
  return PosixFile(descriptor);
}

PosixFile& PosixFile::operator=(PosixFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

PosixFile::~PosixFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void PosixFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) refused();
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void PosixFile::write_at(std::size_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written =
        ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) refused();
    bytes.remove_prefix(static_cast<std::size_t>(written));
    offset += static_cast<std::size_t>(written);
  }
}

std::string PosixFile::read(std::size_t bytes) {
  std::string read(bytes, '\0');
  std::size_t size = 0;
  while (size < bytes) {
    const ssize_t more = ::read(descriptor_, read.data() + size, bytes - size);
    if (more < 0 && errno == EINTR) continue;
    if (more < 0) refused();
    if (more == 0) break;
    size += static_cast<std::size_t>(more);
  }
  read.resize(size);
  return read;
}

void PosixFile::seek(std::size_t offset) {
  if (::lseek(descriptor_, static_cast<off_t>(offset), SEEK_SET) < 0) refused();
}

void PosixFile::sync() {
  if (::fsync(descriptor_) != 0) refused();
}

void sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) refused();
  const bool synced = ::fsync(descriptor) == 0;
  const int error = errno;
  ::close(descriptor);
  errno = error;
  if (!synced) refused();
}

void rename_file(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) refused();
}

}  // namespace eventstore
