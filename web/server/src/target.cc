#include "target.h"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "edge_limits.h"
#include "schema/utf8.h"

namespace web {

namespace {

bool is_plain(std::string_view text) {
  return schema::is_utf8(text) && std::ranges::none_of(text, [](char c) {
           return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
         });
}

bool is_safe_segment(const std::string& segment) {
  return segment != "." && segment != ".." && segment.find('/') == std::string::npos &&
         segment.find('\\') == std::string::npos && is_plain(segment);
}

/// Said outright, because a Target can be made of a string too.
schema::Result<Target, std::string> fault(const char* what) {
  return {boost::system::in_place_error, what};
}

}  // namespace

std::optional<std::string> Target::parameter(std::string_view name) const {
  const auto found = std::ranges::find(query, name, &std::pair<std::string, std::string>::first);
  if (found == query.end()) return std::nullopt;
  return found->second;
}

schema::Result<Target, std::string> parse_target(std::string_view target) {
  if (target.size() > kTargetBytesMax) return fault("the address is too long");
  const boost::urls::string_view text{target.data(), target.size()};
  auto parsed = target.starts_with('/') ? boost::urls::parse_origin_form(text)
                                        : boost::urls::parse_absolute_uri(text);
  if (!parsed) return fault("the address is malformed");
  Target result;
  for (const auto segment : parsed->segments()) {
    result.segments.push_back(segment);
    if (!is_safe_segment(result.segments.back())) {
      return fault("the address has a segment that is not allowed");
    }
  }
  for (const auto& segment : result.segments) result.path += "/" + segment;
  if (result.path.empty()) result.path = "/";
  for (const auto parameter : parsed->params()) {
    result.query.emplace_back(parameter.key, parameter.value);
    if (!is_plain(result.query.back().first) || !is_plain(result.query.back().second)) {
      return fault("the address has a parameter that is not plain text");
    }
  }
  return result;
}

}  // namespace web
