#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "app/caller.h"
#include "gwarchod/v1/envelope.pb.h"
#include "schema/time.h"

namespace app {

/// Says who recorded the event, for whom, and when.
void stamp(gwarchod::v1::Event& event, const Caller& caller, schema::Instant now);

[[nodiscard]] std::array<std::uint8_t, 32> content_hash(std::string_view bytes);

/// A UUID of the first bytes of a hash (version 8, RFC 9562 5.8): for ids that follow from content.
[[nodiscard]] std::string uuid_of(const std::array<std::uint8_t, 32>& hash);

}  // namespace app
