#include "app/follow.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/app/support/authority.h"

namespace app {
namespace {

using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr std::chrono::milliseconds kNoWait{0};

class Following : public authority::Authority {
 protected:
  Following() {
    (void)enrol("rose-court");
    (void)enrol("rose");
    (void)record("rose-court", authority::complaint("2026-03-12"));
  }
  std::unique_ptr<Follower> follow(FollowOptions options,
                                   const Caller& by = authority::officer()) const {
    auto follower = tracker->follow_events(by, std::move(options));
    if (!follower) throw std::runtime_error(follower.error().code());
    return std::move(*follower);
  }
  static std::vector<std::string> all(Follower& follower, std::uint64_t to) {
    std::vector<std::string> lines;
    while (follower.position() < to) {
      for (auto& line : follower.next(kNoWait)) lines.push_back(std::move(line));
    }
    return lines;
  }
  [[nodiscard]] std::uint64_t last() const { return store->last_position().value(); }
};

TEST_F(Following, WritesEachEventAsTheExportDoes) {
  const auto lines = all(*follow({}), last());
  auto exporter = tracker->export_events(authority::officer(), {});
  std::string joined;
  for (const auto& line : lines) joined += line + "\n";
  EXPECT_EQ(joined, (*exporter)->next());
}

TEST_F(Following, OfAProviderTakesNoneOfANameThatBeginsAlike) {
  const auto lines = all(*follow({.provider = "rose"}), last());
  EXPECT_THAT(lines, Not(IsEmpty()));
  EXPECT_THAT(lines, Each(HasSubstr("\"stream\":\"provider/rose\"")));
}

TEST_F(Following, SaysInEachLineTheTokenThatLeadsOn) {
  const auto lines = all(*follow({.kind = "ProviderRegistered", .tokens = true}), last());
  ASSERT_EQ(lines.size(), 2U);
  const auto at = lines[0].find("\"token\":\"") + 9;
  const std::string token = lines[0].substr(at, lines[0].find('"', at) - at);
  const auto rest =
      all(*follow({.kind = "ProviderRegistered", .token = token, .tokens = true}), last());
  EXPECT_THAT(rest, testing::ElementsAre(lines[1]));
}

TEST_F(Following, HidesWhatTheReaderMayNotSee) {
  auto request = authority::complaint("2026-03-13");
  request.mutable_envelope()->set_summary("said in confidence");
  (void)record("rose-court", request);
  EXPECT_THAT(all(*follow({}), last()), testing::Contains(HasSubstr("said in confidence")));
  EXPECT_THAT(all(*follow({}, authority::sub_group()), last()),
              Each(Not(HasSubstr("said in confidence"))));
  EXPECT_THAT(all(*follow({.positions = false}), last()), Each(Not(StartsWith("{\"position\""))));
}

}  // namespace
}  // namespace app
