#pragma once

#include <filesystem>
#include <string>

namespace folder {

/// A new folder under the system's temporary one, gone with the object.
class Temporary {
 public:
  Temporary();
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Writes a file into it and gives its path.
  [[nodiscard]] std::filesystem::path write(const std::string& name, const std::string& text) const;

 private:
  std::filesystem::path path_;
};

/// A file of the real reference data beside the repository; the file need not be there.
[[nodiscard]] std::filesystem::path reference(const std::string& name);

}  // namespace folder
