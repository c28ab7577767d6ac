#include "browser.h"

#include <algorithm>
#include <cctype>
#include <sstream>
#include <stdexcept>

namespace web_test {

namespace {

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::string read_chunks(Wire& wire) {
  std::string body;
  while (true) {
    const auto line = wire.read_until("\r\n");
    if (!line) throw std::runtime_error("a chunked answer was cut off");
    const std::size_t size = std::stoul(*line, nullptr, 16);
    const auto chunk = wire.read_exactly(size + 2);
    if (!chunk) throw std::runtime_error("a chunk was cut off");
    if (size == 0) return body;
    body += chunk->substr(0, size);
  }
}

}  // namespace

std::string Answer::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string{} : found->second;
}

gwarchod::v1::Problem Answer::problem() const {
  EXPECT_EQ(header("content-type"), "application/problem+json") << body;
  auto problem = as<gwarchod::v1::Problem>();
  EXPECT_EQ(problem.status(), static_cast<unsigned>(status));
  return problem;
}

Answer read_answer(Wire& wire, bool has_body) {
  const auto head = wire.read_until("\r\n\r\n");
  if (!head) throw std::runtime_error("the server closed without an answer");
  Answer answer;
  std::istringstream lines{*head};
  std::string line;
  std::getline(lines, line);
  answer.status = std::stoi(line.substr(line.find(' ') + 1));
  while (std::getline(lines, line) && line.size() > 1) {
    const std::size_t colon = line.find(':');
    answer.headers[lower(line.substr(0, colon))] =
        line.substr(colon + 2, line.size() - colon - 3);  // without ": " and the CR
  }
  if (!has_body) return answer;
  if (answer.header("transfer-encoding") == "chunked") {
    answer.body = read_chunks(wire);
  } else if (const std::string length = answer.header("content-length"); !length.empty()) {
    answer.body = wire.read_exactly(std::stoul(length)).value_or("");
  }
  return answer;
}

Answer Browser::ask(const std::string& method, const std::string& target, const std::string& body,
                    const Headers& more) {
  Headers headers = {{"Host", "127.0.0.1:" + std::to_string(port_)}, {"Connection", "close"}};
  if (!cookie_.empty()) headers.emplace_back("Cookie", cookie_);
  if (!csrf_.empty()) headers.emplace_back("X-CSRF-Token", csrf_);
  if (!body.empty()) {
    headers.emplace_back("Content-Type", "application/json");
    headers.emplace_back("Content-Length", std::to_string(body.size()));
  }
  for (const auto& [name, value] : more) {
    std::erase_if(headers, [&](const auto& header) { return header.first == name; });
    headers.emplace_back(name, value);
  }
  std::string request = method + " " + target + " HTTP/1.1\r\n";
  for (const auto& [name, value] : headers)
    request.append(name).append(": ").append(value + "\r\n");
  Wire wire{port_};
  wire.send(request + "\r\n" + body);
  Answer answer = read_answer(wire, method != "HEAD");
  if (const std::string set = answer.header("set-cookie"); !set.empty()) {
    cookie_ = set.substr(0, set.find(';'));
  }
  return answer;
}

Answer Browser::post(const std::string& target, const std::string& json, const Headers& more) {
  return ask("POST", target, json, more);
}

void Browser::sign_in(const std::string& role) {
  const Answer answer = post("/api/v1/session/demonstration", R"({"role":")" + role + "\"}");
  ASSERT_EQ(answer.status, 200) << answer.body;
  csrf_ = answer.as<gwarchod::v1::SessionView>().csrf_token();
}

}  // namespace web_test
