#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>

#include "app/import.h"
#include "eventstore/event_store.h"
#include "eventstore/keyring.h"
#include "schema/result.h"
#include "schema/schema.h"
#include "schema/time.h"

namespace app {

/// A clock that stands where it is put. The store and the tracker of a simulation share it, so that
/// what is recorded lies in the past. Threads: any.
class SimulatedClock final : public schema::Clock {
 public:
  [[nodiscard]] schema::Instant now() const override {
    return schema::Instant{std::chrono::microseconds{micros_.load()}};
  }
  void set(schema::Instant now) { micros_.store(now.time_since_epoch().count()); }

 private:
  std::atomic<std::int64_t> micros_{0};
};

struct SimulationSettings {
  std::size_t providers = 231;
  std::size_t events = 8'000;  // about so many records
  std::uint64_t seed = 2012;
  schema::Day last_day;  // the last that anything happens on
  unsigned days = 730;
  /// The register of the Vale's published list (V12.20): 149 care homes of which 21 in the county,
  /// 58 domiciliary of which 20 in regular use, 24 day care; and the written stories. `providers`
  /// is then not read.
  bool demonstration = false;
};

inline constexpr std::size_t kSimulatedProvidersMax = 100'000;
inline constexpr std::size_t kSimulatedEventsMax = 20'000'000;

struct SimulationReport {
  std::size_t providers = 0;
  std::uint64_t events = 0;  // in the log, what the system wrote included
};

/// Makes a synthetic authority in an empty store: invented providers, and what happens to them day
/// by day, recorded through the tracker's own commands with the clock set to each day. Sub-group
/// meetings decide on the suggestions that the records give rise to, late and sometimes otherwise.
/// The same settings give the same log, but for keys and what is sealed with them.
/// Errors: a sentence: the store is not empty, or a record was refused (which is a fault of ours).
/// Threads: one; the store's writer besides.
[[nodiscard]] schema::Result<SimulationReport, std::string> simulate(
    eventstore::EventStore& store, eventstore::Keyring& keys, const schema::Schema& schema,
    SimulatedClock& clock, const SimulationSettings& settings, const ImportProgress& progress);

}  // namespace app
