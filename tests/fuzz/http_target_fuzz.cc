// The first line and the cookies of a request: nothing escapes what parse_target promises.
#include <algorithm>

#include "cookie.h"
#include "schema/utf8.h"
#include "support.h"
#include "target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text(data, size);
  if (const auto target = web::parse_target(input)) {
    fuzz::check(target->path.starts_with('/') && schema::is_utf8(target->path));
    for (const std::string& segment : target->segments) {
      fuzz::check(segment != ".." && segment != "." && segment.find('/') == std::string::npos);
    }
  }
  const std::string cookie = web::read_cookie(input, "gwarchod");
  fuzz::check(std::ranges::all_of(cookie, [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
  }));
  return 0;
}
