#include "evidence/private_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <system_error>

namespace app {
namespace {

/// An open file, closed when it goes.
class Descriptor {
 public:
  Descriptor(const std::filesystem::path& file, int flags, unsigned mode)
      : descriptor_(::open(file.c_str(), flags | O_CLOEXEC, mode)) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (descriptor_ >= 0) {
      ::close(descriptor_);
    }
  }
  [[nodiscard]] bool is_open() const { return descriptor_ >= 0; }
  [[nodiscard]] bool sync() const { return ::fsync(descriptor_) == 0; }
  [[nodiscard]] bool write(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0) {
        return false;
      }
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }

 private:
  int descriptor_;
};

std::string last_error() { return std::generic_category().message(errno); }

}  // namespace

schema::Result<void, std::string> write_file(const std::filesystem::path& file,
                                             const std::string& content, Readable readable) {
  const std::filesystem::path fresh = file.string() + "." + std::to_string(::getpid()) + ".new";
  std::error_code ignored;
  std::filesystem::remove(fresh, ignored);
  {
    const Descriptor out(fresh, O_WRONLY | O_CREAT | O_EXCL,
                         readable == Readable::kByOwner ? 0600U : 0644U);
    if (!out.is_open() || !out.write(content) || !out.sync()) {
      const std::string why = last_error();
      std::filesystem::remove(fresh, ignored);
      return why;
    }
  }
  std::error_code fault;
  std::filesystem::rename(fresh, file, fault);
  if (fault) {
    std::filesystem::remove(fresh, ignored);
    return fault.message();
  }
  const Descriptor folder(file.parent_path().empty() ? "." : file.parent_path(), O_RDONLY, 0);
  static_cast<void>(folder.is_open() && folder.sync());  // the rename itself
  return {};
}

std::optional<std::string> read_file(const std::filesystem::path& file, std::size_t bytes_max) {
  std::ifstream stream(file, std::ios::binary);
  std::string content(bytes_max + 1, '\0');
  stream.read(content.data(), static_cast<std::streamsize>(content.size()));
  if (!stream.eof() || stream.gcount() > static_cast<std::streamsize>(bytes_max)) {
    return std::nullopt;
  }
  content.resize(static_cast<std::size_t>(stream.gcount()));
  return content;
}

schema::Result<void, std::string> sync_file(const std::filesystem::path& file) {
  const Descriptor there(file, O_RDONLY, 0);
  if (!there.is_open() || !there.sync()) {
    return last_error();
  }
  return {};
}

bool is_open_to_others(const std::filesystem::path& file) {
  using std::filesystem::perms;
  std::error_code fault;
  const auto status = std::filesystem::status(file, fault);
  return (status.permissions() & (perms::group_all | perms::others_all)) != perms::none;
}

}  // namespace app
