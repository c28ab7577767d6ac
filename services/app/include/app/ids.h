#pragma once

#include <string>

namespace app {

/// Where ids and secrets come from: random in service, from a seed in the simulator and tests.
class IdSource {
 public:
  IdSource() = default;
  IdSource(const IdSource&) = delete;
  IdSource& operator=(const IdSource&) = delete;
  virtual ~IdSource() = default;
  /// A UUIDv7 in text (RFC 9562), ordered by time.
  [[nodiscard]] virtual std::string event_id() = 0;
  /// 32 random bytes in base64url without padding: tokens.
  [[nodiscard]] virtual std::string secret() = 0;
};

}  // namespace app
