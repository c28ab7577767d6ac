#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "request.h"

namespace web {

/// One HTTP answer. Its body is `body`, or `shared` when that is set (a page held in memory), or
/// what `next_chunk` gives until it gives nothing (a stream: an export), sent as it comes.
struct Response {
  unsigned status = 200;
  std::vector<Header> headers;
  std::string body;
  std::shared_ptr<const std::string> shared;
  /// Called one call at a time, off the socket's thread; only as fast as the client reads.
  std::function<std::optional<std::string>()> next_chunk;
  /// How many bytes next_chunk gives, where that is known: else they are sent in chunks.
  std::optional<std::uint64_t> length;
  /// The connection ends with this answer: what was sent cannot be trusted to be read aright.
  bool last = false;

  [[nodiscard]] const std::string& bytes() const { return shared ? *shared : body; }
  [[nodiscard]] std::string header(const std::string& name) const;
};

}  // namespace web
