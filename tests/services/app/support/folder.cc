#include "services/app/support/folder.h"

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace folder {

Temporary::Temporary() {
  std::string pattern = (std::filesystem::temp_directory_path() / "gwarchod-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = pattern;
}

Temporary::~Temporary() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path Temporary::write(const std::string& name, const std::string& text) const {
  std::filesystem::create_directories((path_ / name).parent_path());
  std::ofstream(path_ / name, std::ios::binary) << text;
  return path_ / name;
}

std::filesystem::path reference(const std::string& name) {
  return std::filesystem::path(GWARCHOD_SOURCE) / ".." / "shared" / "data" / name;
}

}  // namespace folder
