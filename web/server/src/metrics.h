#pragma once

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/tracker.h"

namespace web {

/// What /metrics tells. Labels are route patterns, statuses, close codes and projections: never a
/// path, an id or an account. Threads: any.
class Metrics {
 public:
  Metrics();

  void answered(const std::string& method, const std::string& route, unsigned status,
                std::chrono::nanoseconds took);
  void connections(std::size_t open) { connections_.Set(static_cast<double>(open)); }
  void live_sockets(std::size_t open) { live_sockets_.Set(static_cast<double>(open)); }
  void live_frame_sent() { live_frames_.Increment(); }
  void live_closed(unsigned code);
  /// The code of the problem that commands are refused with now; empty while they are taken.
  void refuses_writes(std::string_view reason);

  /// The text exposition, with the positions as they stand now.
  [[nodiscard]] std::string text(std::uint64_t log_position,
                                 const std::vector<app::ProjectionState>& projections);

 private:
  prometheus::Registry registry_;
  prometheus::Family<prometheus::Counter>& requests_;
  prometheus::Family<prometheus::Histogram>& seconds_;
  prometheus::Family<prometheus::Counter>& closes_;
  prometheus::Gauge& connections_;
  prometheus::Gauge& live_sockets_;
  prometheus::Counter& live_frames_;
  prometheus::Gauge& log_position_;
  prometheus::Family<prometheus::Gauge>& projection_position_;
  prometheus::Family<prometheus::Gauge>& projection_lag_;
  prometheus::Family<prometheus::Gauge>& projection_stopped_;
  prometheus::Family<prometheus::Gauge>& writes_refused_;
};

}  // namespace web
