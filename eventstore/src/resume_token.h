#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "eventstore/event_store.h"

namespace eventstore {

/// The first bytes of a SHA-256: enough to tell apart what nobody sets out to forge. Whoever gives
/// tokens to strangers seals them.
using Fingerprint = std::array<std::uint8_t, 8>;

/// What a resume token holds.
struct ResumeToken {
  Position position;  // 0: before the first event
  Fingerprint filter{};
  Fingerprint log{};    // of its first event; zero at position 0, when there may be none
  Fingerprint event{};  // of the event at `position`: a log restored and gone on is told by it
  bool operator==(const ResumeToken&) const = default;
};

/// Of the bytes that the tree hashes for the event.
[[nodiscard]] Fingerprint fingerprint(const StoredEvent& event);
/// The same for the same wish, whatever the order of its types.
[[nodiscard]] Fingerprint fingerprint(const EventFilter& filter);

/// 48 characters of base64url, the last of them a check.
[[nodiscard]] std::string write_token(const ResumeToken& token);
/// Nothing when the text is not one that was written so, whole.
[[nodiscard]] std::optional<ResumeToken> read_token(std::string_view text);

}  // namespace eventstore
