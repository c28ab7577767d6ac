#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "schema/time.h"

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

/// From the system's own source of randomness (libsodium). Threads: any.
[[nodiscard]] std::unique_ptr<IdSource> make_random_ids(const schema::Clock& clock);
/// The same ids for the same seed and times, so that a synthetic authority comes out alike each
/// time. Its secrets are no secrets. Threads: any.
[[nodiscard]] std::unique_ptr<IdSource> make_seeded_ids(std::uint64_t seed,
                                                        const schema::Clock& clock);

}  // namespace app
