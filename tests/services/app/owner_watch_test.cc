#include <gtest/gtest.h>

#include "services/app/support/authority.h"

/// Concern about one service of an owner shows on its others, and goes when the concern does.
namespace {

using authority::Authority;
using authority::day;
using authority::decision;
using authority::request_of;

class OwnerWatch : public Authority {
 protected:
  void register_of(const std::string& id, const std::string& owner) {
    auto request = authority::registration(id, "Name of " + id);
    (*request.mutable_body()->mutable_fields())["ownerGroup"].set_string_value(owner);
    const auto enrolled = enrol(request);
    ASSERT_TRUE(enrolled.has_value()) << enrolled.error().DebugString();
  }
  /// What the flag says; empty when there is none.
  static std::string watch_in(const auto& flags) {
    for (const auto& flag : flags) {
      if (flag.flag() == "owner-watch") return flag.says().en();
    }
    return {};
  }
  std::string watch(const std::string& provider) const { return watch_in(row(provider).flags()); }
};

TEST_F(OwnerWatch, FallsOnTheOtherServicesOfAnOwner) {
  register_of("rose-court", "Acme Care");
  register_of("elm-house", "Acme Care");
  register_of("oak-lodge", "Another");
  EXPECT_EQ(watch("elm-house"), "");
  must_record("rose-court", decision("2026-05-01", "escalating"));
  EXPECT_EQ(watch("elm-house"),
            "Name of rose-court, of the same owner, Acme Care: 3 Escalating concerns");
  EXPECT_EQ(watch("rose-court"), "") << "not on itself";
  EXPECT_EQ(watch("oak-lodge"), "");
}

TEST_F(OwnerWatch, FallsOnAServiceRegisteredLater) {
  register_of("rose-court", "Acme Care");
  must_record("rose-court", decision("2026-05-01", "escalating"));
  register_of("elm-house", "Acme Care");
  EXPECT_NE(watch("elm-house"), "");
}

TEST_F(OwnerWatch, EndsWithTheStage) {
  register_of("rose-court", "Acme Care");
  register_of("elm-house", "Acme Care");
  const std::string id = must_record("rose-court", decision("2026-05-01", "escalating"));
  must_record(
      "rose-court",
      request_of("Correction", "2026-05-01",
                 R"({"reason":"WRONG_PROVIDER","authorisedBy":"M","corrects":")" + id + "\"}"));
  EXPECT_EQ(watch("elm-house"), "");
}

TEST_F(OwnerWatch, IsThereAfterARestart) {
  register_of("rose-court", "Acme Care");
  register_of("elm-house", "Acme Care");
  must_record("rose-court", decision("2026-05-01", "escalating"));
  restart();
  EXPECT_NE(watch("elm-house"), "");
}

TEST_F(OwnerWatch, IsSentToADashboardThatComesBack) {
  register_of("rose-court", "Acme Care");
  register_of("elm-house", "Acme Care");
  const std::uint64_t seen = tracker->position();
  must_record("rose-court", decision("2026-05-01", "escalating"));
  std::vector<std::string> moved;
  for (const auto& row : tracker->rows_changed_after(seen)) moved.push_back(row->provider());
  EXPECT_EQ(moved, (std::vector<std::string>{"elm-house", "rose-court"}));
}

TEST_F(OwnerWatch, IsOnAStatusOfAnEarlierDayAsItWasThen) {
  register_of("rose-court", "Acme Care");
  register_of("elm-house", "Acme Care");
  must_record("rose-court", decision("2026-05-01", "escalating"));
  const auto flags_on = [&](const std::string& on) {
    const auto status = tracker->status(authority::officer(), "elm-house", {.as_of = day(on)});
    return watch_in(status->flags());
  };
  EXPECT_NE(flags_on("2026-05-01"), "");
  EXPECT_EQ(flags_on("2026-04-30"), "");
}

TEST_F(OwnerWatch, IsOnABoardOfAnEarlierDayAsItWasThen) {
  register_of("rose-court", "Acme Care");
  register_of("elm-house", "Acme Care");
  must_record("rose-court", decision("2026-04-20", "escalating"));
  const auto flags_on = [&](const std::string& on) {
    std::vector<std::string> watched;
    const auto board = tracker->board(authority::officer(), {.as_of = day(on)});
    for (const auto& row : board.rows()) {
      for (const auto& flag : row.flags()) {
        if (flag.flag() == "owner-watch") watched.push_back(row.provider());
      }
    }
    return watched;
  };
  EXPECT_EQ(flags_on("2026-04-20"), std::vector<std::string>{"elm-house"});
  EXPECT_EQ(flags_on("2026-04-19"), std::vector<std::string>{});
  EXPECT_EQ(flags_on("2026-05-01"), std::vector<std::string>{"elm-house"}) << "today, once";
}

}  // namespace
