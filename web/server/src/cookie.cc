#include "cookie.h"

#include <algorithm>

namespace web {

namespace {

constexpr std::size_t kTokenCharactersMax = 128;

bool is_token_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_';
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

std::string read_cookie(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    const std::string_view pair = trim(header.substr(0, header.find(';')));
    header.remove_prefix(std::min(header.size(), header.find(';') == std::string_view::npos
                                                     ? header.size()
                                                     : header.find(';') + 1));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
    const std::string_view token = pair.substr(equals + 1);
    if (token.size() > kTokenCharactersMax) return {};
    if (!std::ranges::all_of(token, is_token_character)) return {};
    return std::string{token};
  }
  return {};
}

std::string session_cookie(std::string_view token, bool secure) {
  std::string cookie{kSessionCookie};
  cookie.append("=").append(token).append("; Path=/; HttpOnly; SameSite=Strict");
  if (secure) cookie += "; Secure";
  if (token.empty()) cookie += "; Max-Age=0";
  return cookie;
}

}  // namespace web
