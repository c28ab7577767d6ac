#include "metrics.h"

#include <prometheus/text_serializer.h>

#include <algorithm>

namespace web {

namespace {

template <class Builder>
auto& family(Builder builder, const char* name, const char* help, prometheus::Registry& registry) {
  return builder.Name(name).Help(help).Register(registry);
}

prometheus::Histogram::BucketBoundaries latency_buckets() {
  return {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5};
}

}  // namespace

Metrics::Metrics()
    : requests_(family(prometheus::BuildCounter(), "gwarchod_http_requests_total",
                       "Requests answered, by route and status", registry_)),
      seconds_(family(prometheus::BuildHistogram(), "gwarchod_http_request_seconds",
                      "Time from a request read whole to its answer made, by route", registry_)),
      closes_(family(prometheus::BuildCounter(), "gwarchod_live_closes_total",
                     "Live sockets closed by the server, by code", registry_)),
      connections_(family(prometheus::BuildGauge(), "gwarchod_connections",
                          "Open connections, live sockets among them", registry_)
                       .Add({})),
      live_sockets_(
          family(prometheus::BuildGauge(), "gwarchod_live_sockets", "Open live sockets", registry_)
              .Add({})),
      live_frames_(family(prometheus::BuildCounter(), "gwarchod_live_frames_total",
                          "Live frames written to sockets", registry_)
                       .Add({})),
      log_position_(family(prometheus::BuildGauge(), "gwarchod_log_position",
                           "Position of the last event on disk", registry_)
                        .Add({})),
      projection_position_(family(prometheus::BuildGauge(), "gwarchod_projection_position",
                                  "Position of the last event a projection has taken in",
                                  registry_)),
      projection_lag_(family(prometheus::BuildGauge(), "gwarchod_projection_lag",
                             "Events on disk that a projection has not taken in", registry_)),
      projection_stopped_(family(prometheus::BuildGauge(), "gwarchod_projection_stopped",
                                 "1 when an event could not be taken in, and no later one is",
                                 registry_)),
      writes_refused_(family(prometheus::BuildGauge(), "gwarchod_writes_refused",
                             "1 while nothing can be recorded, by reason", registry_)) {
  refuses_writes("");
}

void Metrics::answered(const std::string& method, const std::string& route, unsigned status,
                       std::chrono::nanoseconds took) {
  requests_.Add({{"method", method}, {"route", route}, {"status", std::to_string(status)}})
      .Increment();
  seconds_.Add({{"method", method}, {"route", route}}, latency_buckets())
      .Observe(std::chrono::duration<double>(took).count());
}

void Metrics::live_closed(unsigned code) {
  closes_.Add({{"code", std::to_string(code)}}).Increment();
}

void Metrics::refuses_writes(std::string_view reason) {
  for (const char* known : {"disk-full", "storage"}) {
    writes_refused_.Add({{"reason", known}}).Set(reason == known ? 1 : 0);
  }
}

std::string Metrics::text(std::uint64_t log_position,
                          const std::vector<app::ProjectionState>& projections) {
  log_position_.Set(static_cast<double>(log_position));
  for (const app::ProjectionState& state : projections) {
    const std::uint64_t at = std::min(state.position, log_position);
    projection_position_.Add({{"name", state.name}}).Set(static_cast<double>(at));
    projection_lag_.Add({{"name", state.name}}).Set(static_cast<double>(log_position - at));
    projection_stopped_.Add({{"name", state.name}}).Set(state.stopped_at ? 1 : 0);
  }
  return prometheus::TextSerializer().Serialize(registry_.Collect());
}

}  // namespace web
