#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace web {

struct Header {
  std::string name;
  std::string value;
};

/// One HTTP request, read whole and within the limits of edge_limits.h; nothing of it is checked
/// further.
struct Request {
  std::string method;  // "GET"
  std::string target;  // as sent: "/api/v1/board?x=1"
  std::vector<Header> headers;
  std::string body;

  /// The first header of that name, in any case of letters; empty when there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const;
};

}  // namespace web
