#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <system_error>

#include "app/csv.h"

namespace app {

schema::Result<ByteSource, std::string> open_bytes(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) {
    return "there is no such file";
  }
  if (!std::filesystem::is_regular_file(file, error)) {
    return "this is not a file";
  }
  gzFile opened = gzopen(file.c_str(), "rb");  // reads what is not gzip as it stands
  if (opened == nullptr) {
    return std::string("the file cannot be read: ") + std::strerror(errno);
  }
  std::shared_ptr<gzFile_s> held(opened, gzclose);
  return ByteSource{[held](char* buffer, std::size_t bytes_max) {
    const int got = gzread(held.get(), buffer, static_cast<unsigned>(bytes_max));
    int code = Z_OK;
    const char* words = gzerror(held.get(), &code);
    if (got < 0 || (code != Z_OK && code != Z_STREAM_END)) {
      throw std::runtime_error(code == Z_BUF_ERROR
                                   ? "the file breaks off (its gzip is incomplete)"
                                   : std::string("the file cannot be read: ") + words);
    }
    return static_cast<std::size_t>(got);
  }};
}

ByteSource bytes_of(std::string_view text) {
  return [text](char* buffer, std::size_t bytes_max) mutable {
    const std::size_t bytes = std::min(bytes_max, text.size());
    std::copy_n(text.data(), bytes, buffer);
    text.remove_prefix(bytes);
    return bytes;
  };
}

}  // namespace app
