#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "app/tracker.h"
#include "eventstore/memory_store.h"

/// An authority in memory, with nothing that costs time, for what is fed to it by a fuzzer.
namespace fuzz {

class StandingClock final : public schema::Clock {
 public:
  [[nodiscard]] schema::Instant now() const override {
    return schema::Instant{*schema::parse_day("2026-05-01") + std::chrono::hours{9}};
  }
};

struct Authority {
  Authority() {
    settings.demonstration = true;
    settings.password_cost = app::Settings::PasswordCost::kMinimum;
    tracker = std::make_unique<app::Tracker>(*store, *keys, schema, clock, *ids, settings);
    tracker->catch_up();
  }
  [[nodiscard]] static app::Caller officer() {
    app::Caller caller;
    caller.account = "officer";
    caller.role = gwarchod::v1::OFFICER;
    caller.agency = gwarchod::v1::COUNCIL_SAFEGUARDING;
    caller.csrf_token = "csrf";
    return caller;
  }

  StandingClock clock;
  schema::Schema schema;
  std::unique_ptr<eventstore::EventStore> store = eventstore::make_memory_store(clock);
  std::unique_ptr<eventstore::Keyring> keys = eventstore::make_memory_keyring();
  std::unique_ptr<app::IdSource> ids = app::make_seeded_ids(1, clock);
  app::Settings settings;
  std::unique_ptr<app::Tracker> tracker;
};

inline std::string_view text(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// What must hold of every input; libFuzzer keeps the input that broke it.
inline void check(bool holds) {
  if (!holds) throw std::logic_error("an input broke what must hold");
}

}  // namespace fuzz
