#include "pages.h"

#include <zlib.h>

#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

#include "problem.h"

namespace web {

namespace {

std::string type_of(const std::filesystem::path& path) {
  static constexpr std::array kTypes = std::to_array<std::pair<std::string_view, const char*>>({
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".webmanifest", "application/manifest+json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},
      {".woff", "font/woff"},
      {".txt", "text/plain; charset=utf-8"},
  });
  const std::string extension = path.extension().string();
  for (const auto& [ending, type] : kTypes) {
    if (ending == extension) return type;
  }
  return "application/octet-stream";
}

std::optional<std::string> gzip(const std::string& bytes) {
  constexpr int kGzipWindow = 15 + 16;
  constexpr int kMemory = 8;
  z_stream stream{};
  if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, kGzipWindow, kMemory,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    return std::nullopt;
  }
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  std::string input = bytes;  // zlib's input is not const
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const bool whole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  if (!whole || packed.size() >= bytes.size()) return std::nullopt;
  return packed;
}

/// Vite puts what it names by content under /assets/.
bool is_named_by_content(const std::string& name) {
  return name.starts_with("/assets/") && name.rfind('-') != std::string::npos;
}

std::string etag_of(const std::string& bytes) {
  const auto sum = crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size());
  std::string tag = "\"";
  for (unsigned shift = 0; shift < 32; shift += 4) tag += "0123456789abcdef"[(sum >> shift) & 15U];
  return tag + "-" + std::to_string(bytes.size()) + "\"";
}

Response not_built() {
  Response response;
  response.status = 503;
  response.headers.push_back({"Content-Type", "text/plain; charset=utf-8"});
  response.body = "The page is not built: run deploy/run --build. The API answers at /api/v1.\n";
  return response;
}

}  // namespace

Pages::File Pages::read(const std::filesystem::path& path, const std::string& name) {
  std::ifstream input{path, std::ios::binary};
  std::string bytes{std::istreambuf_iterator<char>{input}, {}};
  File file;
  file.type = type_of(path);
  file.etag = etag_of(bytes);
  file.immutable = is_named_by_content(name);
  if (auto packed = gzip(bytes))
    file.gzip = std::make_shared<const std::string>(std::move(*packed));
  file.bytes = std::make_shared<const std::string>(std::move(bytes));
  return file;
}

Pages::Pages(const std::filesystem::path& folder) {
  std::error_code error;
  if (folder.empty() || !std::filesystem::is_directory(folder, error)) return;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{folder, error}) {
    if (entry.is_symlink() || !entry.is_regular_file()) continue;
    if (entry.file_size() > kFileBytesMax) continue;
    const std::string name = "/" + entry.path().lexically_relative(folder).generic_string();
    files_.emplace(name, read(entry.path(), name));
  }
}

Response Pages::answer(const Request& request, const Target& target) const {
  if (files_.empty()) return not_built();
  auto found = files_.find(target.path);
  const bool is_page = target.path.find('.') == std::string::npos;
  if (found == files_.end() && is_page) found = files_.find("/index.html");
  if (found == files_.end()) return problem_response(not_found());
  const File& file = found->second;
  Response response;
  response.headers = {
      {"Content-Type", file.type},
      {"ETag", file.etag},
      {"Cache-Control", file.immutable ? "public, max-age=31536000, immutable" : "no-cache"},
      {"Vary", "Accept-Encoding"},
  };
  if (request.header("If-None-Match") == file.etag) {
    response.status = 304;
    return response;
  }
  // Every browser asks for "gzip, deflate, br"; one that lists gzip only to refuse it does not
  // exist.
  const bool packs = request.header("Accept-Encoding").find("gzip") != std::string_view::npos;
  response.shared = packs && file.gzip ? file.gzip : file.bytes;
  if (packs && file.gzip) response.headers.push_back({"Content-Encoding", "gzip"});
  return response;
}

}  // namespace web
