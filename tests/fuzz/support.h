#pragma once

#include <memory>
#include <string>

#include "app/tracker.h"
#include "bytes.h"
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

}  // namespace fuzz
