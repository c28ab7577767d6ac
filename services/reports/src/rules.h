#pragma once

namespace reports {

/// Ids of the rules that count.
inline constexpr const char* kConcernsRule = "concerns";
inline constexpr const char* kAcknowledgedRule = "acknowledged";

}  // namespace reports
