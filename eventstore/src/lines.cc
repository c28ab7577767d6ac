#include "lines.h"

#include <charconv>

#include "base64.h"

namespace eventstore {

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

std::optional<std::uint64_t> parse_decimal(std::string_view text) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  const bool whole = read.ec == std::errc{} && read.ptr == end;
  return whole && (text.front() != '0' || text.size() == 1) ? std::optional{number} : std::nullopt;
}

Result<std::vector<Hash>, std::string> parse_path(const std::vector<std::string_view>& lines,
                                                  std::size_t first, std::size_t most) {
  if (lines.size() - first > most) {
    return "the path is longer than " + std::to_string(most) + " hashes";
  }
  std::vector<Hash> path;
  for (std::size_t at = first; at < lines.size(); ++at) {
    const auto hash = hash_from_base64(lines[at]);
    if (!hash) {
      return "line " + std::to_string(at + 1) + " (the path) is not 32 bytes of base64";
    }
    path.push_back(*hash);
  }
  return path;
}

}  // namespace eventstore
