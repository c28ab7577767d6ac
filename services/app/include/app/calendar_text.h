#pragma once

#include <string>

#include "app/text_report.h"
#include "gwarchod/v1/views.pb.h"

namespace app {

/// The deadlines as an iCalendar object: a day-long event for each, on its last day in time. It
/// names the clock and the provider, never a person. `address` is where the page is served, for a
/// link to each provider; empty: no links.
/// Source: RFC 5545.
[[nodiscard]] std::string calendar_text(const gwarchod::v1::Deadlines& deadlines,
                                        const std::string& authority, const std::string& address,
                                        Language language);

}  // namespace app
