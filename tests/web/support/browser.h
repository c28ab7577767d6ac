#pragma once

#include <map>
#include <string>
#include <vector>

#include "gwarchod/v1/views.pb.h"
#include "wire.h"

namespace web_test {

struct Answer {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in small letters; the last of each
  std::string body;

  [[nodiscard]] std::string header(const std::string& name) const;
  /// The body as the message; fails the test when it is not.
  template <class Message>
  [[nodiscard]] Message as() const;
  [[nodiscard]] gwarchod::v1::Problem problem() const;
};

using Headers = std::vector<std::pair<std::string, std::string>>;

/// Reads one answer off a connection.
[[nodiscard]] Answer read_answer(Wire& wire, bool has_body = true);

/// Asks as a browser does: keeps the session's cookie and CSRF token, and says them with each
/// request.
class Browser {
 public:
  explicit Browser(std::uint16_t port) : port_(port) {}

  [[nodiscard]] Answer ask(const std::string& method, const std::string& target,
                           const std::string& body = {}, const Headers& more = {});
  [[nodiscard]] Answer get(const std::string& target) { return ask("GET", target); }
  [[nodiscard]] Answer post(const std::string& target, const std::string& json,
                            const Headers& more = {});
  /// One-click sign-in of the demonstration: "OFFICER".
  void sign_in(const std::string& role);

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] const std::string& cookie() const { return cookie_; }
  [[nodiscard]] const std::string& csrf() const { return csrf_; }
  void set_csrf(std::string token) { csrf_ = std::move(token); }

 private:
  std::uint16_t port_;
  std::string cookie_;  // "gwarchod=..."
  std::string csrf_;
};

}  // namespace web_test

#include <gtest/gtest.h>

#include "schema/json.h"

template <class Message>
Message web_test::Answer::as() const {
  Message message;
  const auto read = schema::from_json(body, message);
  EXPECT_TRUE(read.has_value()) << status << " " << body;
  return message;
}
