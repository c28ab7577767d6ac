#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>

#include "app/tracker.h"
#include "eventstore/memory_store.h"
#include "gwarchod/v1/events.pb.h"

/// An authority of which the test holds the clock, on a store in memory.
namespace authority {

class TestClock final : public schema::Clock {
 public:
  explicit TestClock(schema::Instant now) : now_(now.time_since_epoch().count()) {}
  [[nodiscard]] schema::Instant now() const override {
    return schema::Instant{schema::Instant::duration{now_.load()}};
  }
  void set(schema::Day day, std::chrono::hours hour = std::chrono::hours{9}) {
    now_ = schema::Instant{day + hour}.time_since_epoch().count();
  }
  void pass(schema::Instant::duration time) { now_ += time.count(); }

 private:
  std::atomic<std::int64_t> now_;
};

[[nodiscard]] schema::Day day(const std::string& text);

[[nodiscard]] app::Caller officer();    // sees P3
[[nodiscard]] app::Caller sub_group();  // sees P1
[[nodiscard]] app::Caller reader();     // records nothing
[[nodiscard]] app::Caller administrator();

[[nodiscard]] gwarchod::v1::RegisterRequest registration(const std::string& id,
                                                         const std::string& name);
[[nodiscard]] gwarchod::v1::RecordRequest request_of(const std::string& kind, const std::string& on,
                                                     const std::string& body_json);
/// A complaint at stage 1 about medication.
[[nodiscard]] gwarchod::v1::RecordRequest complaint(const std::string& on);
[[nodiscard]] gwarchod::v1::RecordRequest decision(const std::string& on, const std::string& stage);

[[nodiscard]] gwarchod::v1::RecordRequest adult_at_risk(const std::string& on,
                                                        const std::string& adult,
                                                        const std::string& allegation);

using Answered = app::Tracker::Outcome<gwarchod::v1::Recorded>;

/// A tracker over a store; commands wait for their answer.
class Authority : public testing::Test {
 protected:
  Authority();

  /// In place of the tracker, another over the same store: what a restart is.
  void restart();

  Answered enrol(const std::string& id, const std::string& name = "Rose Court");
  Answered enrol(const gwarchod::v1::RegisterRequest& request);
  Answered record(const std::string& provider, const gwarchod::v1::RecordRequest& request,
                  const app::WriteTerms& terms = {}, const app::Caller& by = officer());
  /// The id of what was recorded; fails the test when it was refused.
  std::string must_record(const std::string& provider, const gwarchod::v1::RecordRequest& request);
  /// That a key was destroyed is said in the log, and nothing is done: what a crash leaves.
  void say_erased(const std::string& id, const gwarchod::v1::SubjectErased& erased);
  Answered adopt(const gwarchod::v1::PolicyAdopted& adopted,
                 const app::Caller& by = administrator());
  [[nodiscard]] gwarchod::v1::BoardRow row(const std::string& provider) const;
  /// The event as it is shown: what is sealed of it opened, as far as it can be.
  [[nodiscard]] gwarchod::v1::Event opened(const std::string& event_id) const;
  /// How many events of the kind the log holds.
  [[nodiscard]] std::size_t count_of(const std::string& kind) const;

  TestClock clock;
  schema::Schema schema;
  std::unique_ptr<eventstore::EventStore> store;
  std::unique_ptr<eventstore::Keyring> keys = eventstore::make_memory_keyring();
  std::unique_ptr<app::IdSource> ids;
  app::Settings settings;
  std::unique_ptr<app::Tracker> tracker;
};

}  // namespace authority
