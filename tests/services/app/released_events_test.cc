#include <gmock/gmock.h>

#include <set>

#include "app/export.h"
#include "event_reader.h"
#include "services/app/support/authority.h"
#include "services/app/support/released.h"
#include "upcasters.h"

/// Every event that was ever stored is read by every later program.
namespace {

using gwarchod::v1::Event;
using released::Example;

class ReleasedEvents : public testing::Test {
 protected:
  ReleasedEvents()
      : clock_(schema::Instant{authority::day("2026-11-22") + std::chrono::hours{9}}),
        store_(eventstore::make_memory_store(clock_)),
        ids_(app::make_seeded_ids(1, clock_)),
        examples_(released::read()),
        storage_(released::read_keys()),
        keys_(released::ring_over(*storage_)) {
    for (const Example& example : examples_) {
      eventstore::Commit commit;
      commit.writes.push_back({released::stream_of(example.kind),
                               eventstore::ExpectedVersion::any(),
                               {{example.id(), example.kind, example.payload}}});
      EXPECT_TRUE(store_->append_and_wait(std::move(commit)).has_value()) << example.name();
    }
  }
  /// Nothing is recorded of what the examples suggest.
  [[nodiscard]] std::unique_ptr<app::Tracker> track() {
    app::Settings settings;
    settings.read_only = true;
    auto tracker =
        std::make_unique<app::Tracker>(*store_, *keys_, schema_, clock_, *ids_, settings);
    tracker->catch_up();
    return tracker;
  }
  [[nodiscard]] Event read(const Example& example) const {
    return app::EventReader(schema_, *keys_).read(*store_->find(example.id()));
  }

  authority::TestClock clock_;
  schema::Schema schema_;
  std::unique_ptr<eventstore::EventStore> store_;
  std::unique_ptr<app::IdSource> ids_;
  std::vector<Example> examples_;
  std::unique_ptr<eventstore::KeyStorage> storage_;
  std::unique_ptr<eventstore::Keyring> keys_;
};

TEST_F(ReleasedEvents, HoldAnExampleOfEachKindAsItIsStoredNow) {
  std::set<std::string> names;
  for (const Example& example : examples_) names.insert(example.name());
  const app::Upcasters upcasters(schema_);
  for (const schema::Kind* kind : schema_.kinds()) {
    const Example wanted{kind->name, upcasters.current(kind->name), {}};
    EXPECT_TRUE(names.contains(wanted.name()))
        << "tests/released-events has no " << wanted.name()
        << ". Add it, and commit it with keys.txt:\n"
           "  ninja -C build/dev add_released_events && build/dev/tests/add_released_events";
  }
}

TEST_F(ReleasedEvents, AreReadInTheFormOfNow) {
  const app::Upcasters upcasters(schema_);
  for (const Example& example : examples_) {
    const Event event = read(example);
    EXPECT_EQ(event.kind(), example.kind) << example.name();
    EXPECT_EQ(event.schema_version(), upcasters.current(example.kind)) << example.name();
    EXPECT_EQ(event.sealed_fields_size(), 0) << example.name() << " cannot be opened";
    const schema::Kind* kind = schema_.find(example.kind);
    ASSERT_NE(kind, nullptr) << example.kind << " is a kind no more";
    EXPECT_TRUE(schema_.make(*kind)->ParseFromString(event.body())) << example.name();
  }
}

TEST_F(ReleasedEvents, SayTheSameInTheOpenAndSealed) {
  std::map<std::string, Event> open;
  std::size_t compared = 0;
  for (const Example& example : examples_) {
    const Event event = read(example);
    if (example.version == app::kOpenVersion) open[example.kind] = event;
    if (example.version != app::kSealedVersion || !open.contains(example.kind)) continue;
    EXPECT_EQ(event.envelope().SerializeAsString(),
              open[example.kind].envelope().SerializeAsString())
        << example.name();
    EXPECT_EQ(event.body(), open[example.kind].body()) << example.name();
    ++compared;
  }
  EXPECT_GT(compared, 30U);
}

TEST_F(ReleasedEvents, AreFoldedShownAndExported) {
  const auto tracker = track();
  const auto status = tracker->status(app::Caller::system(), "released", {});
  ASSERT_TRUE(status.has_value());
  EXPECT_EQ(tracker->position(), examples_.size());
  EXPECT_TRUE(tracker->provider(app::Caller::system(), "released").has_value());

  std::multiset<std::string> shown;
  const auto page = tracker->timeline(app::Caller::system(), "released", {.limit = 500});
  for (const auto& item : page->items()) {
    shown.insert(item.kind());
    EXPECT_FALSE(item.line().en().empty() && item.fields().empty()) << item.kind();
  }
  auto exporter = tracker->export_events(app::Caller::system(), {});
  std::string all;
  for (std::string piece = (*exporter)->next(); !piece.empty(); piece = (*exporter)->next()) {
    all += piece;
  }
  std::size_t of_provider = 0;
  for (const Example& example : examples_) {
    EXPECT_THAT(all, testing::HasSubstr("\"id\":\"" + example.id() + "\""));
    if (released::stream_of(example.kind).value() != "provider/released") continue;
    EXPECT_TRUE(shown.contains(example.kind)) << example.kind;
    ++of_provider;
  }
  EXPECT_EQ(shown.size(), of_provider);
}

}  // namespace
