#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace web_test {

/// One TCP connection to the server under test, in plain system calls: what goes over the wire is
/// what the test says, right or wrong. Every wait ends after kPatience, failing the test by an
/// exception.
class Wire {
 public:
  explicit Wire(std::uint16_t port);
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;
  ~Wire();

  /// A server that has closed meanwhile is no failure here: read() tells.
  void send(std::string_view bytes);
  /// Nothing more will be sent.
  void end();
  /// Up to and with `end`; nothing when the server closed before.
  [[nodiscard]] std::optional<std::string> read_until(std::string_view end);
  [[nodiscard]] std::optional<std::string> read_exactly(std::size_t bytes);
  /// Everything until the server closes.
  [[nodiscard]] std::string read_rest();
  /// Reads as little as it can: the server meets a client that does not read.
  void take_only(int buffer_bytes);

 private:
  [[nodiscard]] bool read_more();

  int socket_;
  std::string read_;
};

}  // namespace web_test
