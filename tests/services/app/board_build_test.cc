#include "projections/board_build.h"

#include <map>
#include <string>
#include <vector>

#include "support/authority.h"

namespace {

using namespace authority;

constexpr std::uint64_t kEventsInPass = 5;

class ABoardBuild : public Authority {
 protected:
  void enrol_all(const std::string& prefix) {
    constexpr int kProviders = 8;
    for (int number = 0; number < kProviders; ++number) {
      ASSERT_TRUE(enrol(prefix + std::to_string(number)).has_value());
    }
  }
  std::uint64_t poison(const std::string& provider) {
    eventstore::Commit commit;
    commit.writes.push_back({eventstore::StreamId{"provider/" + provider},
                             eventstore::ExpectedVersion::any(),
                             {{.id = "poison", .type = "Complaint", .payload = "\xff"}}});
    return store->append_and_wait(std::move(commit))->last.value();
  }
  [[nodiscard]] std::unique_ptr<app::Board> empty_board() const {
    return std::make_unique<app::Board>(*store, event_reader, schema, app::default_policy(schema),
                                        "", day("2026-05-01"));
  }

  app::EventReader event_reader{schema, *keys};
};

TEST_F(ABoardBuild, OfSeveralPassesKeepsNothingOfWhatCameAfterWhereItStopped) {
  enrol_all("early-");
  const std::uint64_t at = poison("early-0");
  enrol_all("late-");
  std::map<std::string, std::uint64_t> kept;  // and at which position it stands
  bool was_too_far = false;
  app::BoardBuild build(
      *store, empty_board(), store->last_position().value(),
      [&](app::Board&, const std::vector<app::SharedEntry>& entries) {
        for (const auto& entry : entries) kept[entry->row.provider()] = entry->row.changed_at();
      },
      [&] {
        for (const auto& [provider, position] : kept) was_too_far = was_too_far || position > at;
        kept.clear();
      },
      kEventsInPass);
  EXPECT_TRUE(build.step(app::BoardBuild::Time::max()));
  EXPECT_EQ(build.target(), at - 1);
  EXPECT_TRUE(was_too_far) << "so poison one whose turn is in a later pass";
  EXPECT_EQ(kept.size(), 8U);
  for (const auto& [provider, position] : kept) EXPECT_LT(position, at) << provider;
}

}  // namespace
