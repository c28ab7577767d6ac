#pragma once

#include <string>
#include <string_view>

namespace web {

/// The value of one cookie in a Cookie header (RFC 6265 4.2); empty when it is not there, holds a
/// character no token of ours has, or is longer than any.
[[nodiscard]] std::string read_cookie(std::string_view header, std::string_view name);

/// The Set-Cookie of a session: HttpOnly, SameSite=Strict, and Secure when `secure`. An empty token
/// takes the cookie away.
[[nodiscard]] std::string session_cookie(std::string_view token, bool secure);

inline constexpr std::string_view kSessionCookie = "gwarchod";

}  // namespace web
