#include "response.h"

namespace web {

std::string Response::header(const std::string& name) const {
  for (const Header& header : headers) {
    if (header.name == name) return header.value;
  }
  return {};
}

}  // namespace web
