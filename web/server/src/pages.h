#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "request.h"
#include "response.h"
#include "target.h"

namespace web {

/// The page's files, read once from their folder and held in memory, each also compressed. A
/// request can only name what was read, so that nothing outside the folder can be reached. Threads:
/// const, any.
class Pages {
 public:
  /// A folder that is missing gives no pages. Links and files beyond kFileBytesMax are left out.
  explicit Pages(const std::filesystem::path& folder);

  [[nodiscard]] std::size_t size() const { return files_.size(); }
  /// The file; index.html for a path without a dot that names none; else a 404 problem. Where
  /// there is no page at all, 503 and how to build it.
  [[nodiscard]] Response answer(const Request& request, const Target& target) const;

  static constexpr std::size_t kFileBytesMax = 16UL * 1024 * 1024;

 private:
  struct File {
    std::shared_ptr<const std::string> bytes;
    std::shared_ptr<const std::string> gzip;  // null where it would not be smaller
    std::string type;
    std::string etag;
    bool immutable = false;  // its name changes with its content
  };
  [[nodiscard]] static File read(const std::filesystem::path& path, const std::string& name);

  std::map<std::string, File> files_;  // by path: "/assets/main-5f3a.js"
};

}  // namespace web
