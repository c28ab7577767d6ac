#include "support/live.h"

#include <set>
#include <thread>

#include "support/house.h"

namespace {

using namespace web_test;
using gwarchod::v1::ServerFrame;

class LiveViews : public House {
 protected:
  LiveViews() {
    start();
    officer = std::make_unique<Browser>(signed_in("OFFICER"));
  }
  /// Reads deltas of the socket until one names the position or a later one; every position told.
  std::multiset<std::uint64_t> read_to(Live& live, std::uint64_t position) {
    std::multiset<std::uint64_t> told;
    while (told.lower_bound(position) == told.end()) {
      const auto frame = live.read();
      if (!frame) {
        ADD_FAILURE() << "closed with " << live.close_code();
        break;
      }
      cursor = frame->cursor().empty() ? cursor : frame->cursor();
      for (const auto& item : frame->delta().items()) told.insert(item.position());
      if (frame->topic() == "board") {
        told.insert(frame->delta().positions().begin(), frame->delta().positions().end());
      }
    }
    return told;
  }
  std::unique_ptr<Browser> officer;
  std::string cursor;
};

TEST_F(LiveViews, BeginWithASnapshotAndMoveWhenSomethingIsRecordedInAnotherBrowser) {
  for (const char* protocol : {Live::kJson, Live::kProtobuf}) {
    Live live{signed_in("READ_ONLY"), protocol};
    ASSERT_EQ(live.opened().status, 101);
    EXPECT_EQ(live.opened().header("sec-websocket-protocol"), protocol);
    live.subscribe("board");
    const auto snapshot = live.read();
    ASSERT_TRUE(snapshot && snapshot->snapshot().board().rows_size() == 2);
    EXPECT_EQ(snapshot->topic(), "board");
    EXPECT_FALSE(snapshot->cursor().empty());

    ASSERT_EQ(officer->post(kRecords, complaint()).status, 201);
    const auto delta = live.read();
    ASSERT_TRUE(delta && delta->delta().rows_size() == 1) << delta->ShortDebugString();
    EXPECT_EQ(delta->delta().rows(0).provider(), "rose-court");
    EXPECT_GT(delta->delta().positions_size(), 0);
  }
}

TEST_F(LiveViews, OfAProviderBringItsItemsAndItsView) {
  Live live{*officer};
  live.subscribe("provider/rose-court");
  const auto snapshot = live.read();
  ASSERT_TRUE(snapshot && snapshot->has_snapshot());
  EXPECT_EQ(snapshot->snapshot().timeline().items_size(), 1);
  EXPECT_EQ(snapshot->snapshot().provider().row().provider(), "rose-court");
  record("lily-lodge", "2026-04-12");
  const std::uint64_t position = record("rose-court", "2026-04-12");
  const auto delta = live.read();
  ASSERT_TRUE(delta && delta->delta().items_size() > 0) << delta->ShortDebugString();
  EXPECT_EQ(delta->delta().items(0).position(), position);
  EXPECT_TRUE(delta->delta().has_provider());
}

TEST_F(LiveViews, WithholdFromAReaderWhatAnotherSees) {
  const auto details = [&](const std::string& role) {
    Live live{signed_in(role)};
    live.subscribe("provider/rose-court");
    EXPECT_TRUE(live.read());
    EXPECT_EQ(
        officer->post(kRecords, complaint("2026-04-12", R"(,"complainant":"A daughter")")).status,
        201);
    const auto frame = live.read();
    std::string fields;
    for (const auto& item : frame->delta().items()) fields += item.ShortDebugString();
    return fields;
  };
  EXPECT_NE(details("OFFICER").find("A daughter"), std::string::npos);
  const std::string withheld = details("READ_ONLY");
  EXPECT_EQ(withheld.find("A daughter"), std::string::npos);
  EXPECT_NE(withheld.find("withheld: true"), std::string::npos);
}

TEST_F(LiveViews, AreTakenUpAgainFromTheCursorWithNothingMissedOrDoubled) {
  {
    Live live{*officer};
    live.subscribe("provider/rose-court");
    cursor = live.read()->cursor();
    read_to(live, record("rose-court", "2026-04-01"));
  }
  std::set<std::uint64_t> recorded;
  for (const char* on : {"2026-04-02", "2026-04-03"}) recorded.insert(record("rose-court", on));
  Live again{*officer};
  again.subscribe("provider/rose-court", cursor);
  auto told = read_to(again, *recorded.rbegin());
  recorded.insert(record("rose-court", "2026-04-04"));
  told.merge(read_to(again, *recorded.rbegin()));
  for (const std::uint64_t position : recorded) EXPECT_EQ(told.count(position), 1U) << position;
  for (const std::uint64_t position : told) EXPECT_EQ(told.count(position), 1U) << position;
}

TEST_F(LiveViews, OfTheBoardAreTakenUpAgainWithTheLatestOfEachRow) {
  {
    Live live{*officer};
    live.subscribe("board");
    cursor = live.read()->cursor();
  }
  record("rose-court", "2026-04-01");
  record("lily-lodge", "2026-04-02");
  record("rose-court", "2026-04-03");
  Live again{*officer};
  again.subscribe("board", cursor);
  const auto frame = again.read();
  ASSERT_TRUE(frame.has_value());
  EXPECT_EQ(frame->delta().rows_size(), 2) << frame->ShortDebugString();
}

TEST_F(LiveViews, AreTakenUpAgainAfterTheServerWasRestarted) {
  {
    Live live{*officer};
    live.subscribe("provider/rose-court");
    cursor = live.read()->cursor();
  }
  const std::uint64_t missed = record("rose-court", "2026-04-02");
  restart_server();
  Live again{signed_in("OFFICER")};
  again.subscribe("provider/rose-court", cursor);
  EXPECT_TRUE(read_to(again, missed).contains(missed));
}

TEST_F(LiveViews, SayThatNothingWasMissedWithABookmark) {
  Live live{*officer};
  live.subscribe("board");
  const std::string at = live.read()->cursor();
  live.subscribe("board", at);
  EXPECT_TRUE(live.read()->has_bookmark());
}

TEST_F(LiveViews, GoOnFromABoardAskedForByHttp) {
  const auto board = officer->get("/api/v1/board").as<gwarchod::v1::Board>();
  record("rose-court", "2026-04-12");
  Live live{*officer};
  live.subscribe("board", board.cursor());
  const auto frame = live.read();
  ASSERT_TRUE(frame && frame->has_delta()) << frame->ShortDebugString();
  EXPECT_EQ(frame->delta().rows(0).provider(), "rose-court");
}

TEST_F(LiveViews, BeginAnewFromACursorThatIsNotOurs) {
  Live live{*officer};
  live.subscribe("board", "bm90IG91cnM");
  EXPECT_TRUE(live.read()->has_snapshot());
  Live reader{signed_in("READ_ONLY")};
  live.subscribe("provider/rose-court");
  const std::string officers = live.read()->cursor();
  reader.subscribe("provider/rose-court", officers);
  EXPECT_TRUE(reader.read()->has_snapshot()) << "a cursor is of one clearance";
}

TEST_F(LiveViews, BringTheBoardAnewWhenThePolicyChanges) {
  Live live{*officer};
  live.subscribe("board");
  ASSERT_TRUE(live.read()->has_snapshot());
  gwarchod::v1::PolicyAdopted adopted;
  *adopted.mutable_policy() = tracker->policy();
  adopted.mutable_policy()->set_version("the-next");
  adopted.mutable_policy()->set_effective_from("2026-05-01");
  adopted.set_approved_by("Cabinet");
  adopted.set_why("Agreed by the sub-group");
  tracker->adopt_policy(app::Caller::system(), adopted, [](const auto& recorded) {
    EXPECT_TRUE(recorded.has_value()) << recorded.error().ShortDebugString();
  });
  const auto frame = live.read();
  EXPECT_TRUE(frame && frame->has_snapshot()) << frame->ShortDebugString();
}

TEST_F(LiveViews, RefuseATopicThatIsNone) {
  Live live{*officer};
  live.subscribe("weather");
  EXPECT_EQ(live.read()->refused().problem().code(), "unknown-topic");
  live.subscribe("provider/nowhere");
  const auto refused = live.read();
  EXPECT_EQ(refused->refused().problem().code(), "unknown-provider");
  EXPECT_EQ(refused->topic(), "provider/nowhere");
}

TEST_F(LiveViews, AnswerAPing) {
  Live live{*officer};
  gwarchod::v1::ClientFrame ping;
  ping.mutable_ping()->set_token(77);
  live.send(ping);
  EXPECT_EQ(live.read()->pong().token(), 77U);
}

TEST_F(LiveViews, CloseOnAFrameThatIsNoMessage) {
  for (const char* broken : {"nothing", "{}", R"({"subscribe":{"topics":"board"}})", "[]"}) {
    Live live{*officer};
    live.send(Live::Opcode::kText, broken);
    EXPECT_TRUE(live.read()->has_refused()) << broken;
    EXPECT_EQ(live.wait_for_close(), 1007U) << broken;
  }
  Live binary{*officer, Live::kProtobuf};
  binary.send(Live::Opcode::kBinary, "\xff\xff\xff");
  EXPECT_TRUE(binary.read()->has_refused());
  EXPECT_EQ(binary.wait_for_close(), 1007U);
}

TEST_F(LiveViews, CloseOnAFrameOfTheOtherForm) {
  Live live{*officer};
  live.send(Live::Opcode::kBinary, "{}");
  EXPECT_EQ(live.read()->refused().problem().code(), "wrong-form");
  EXPECT_EQ(live.wait_for_close(), 1003U);
}

TEST_F(LiveViews, CloseOnBrokenUtf8AndOnAFrameTooBigOrUnmasked) {
  Live broken{*officer};
  broken.send(Live::Opcode::kText, "\xff\xfe");
  EXPECT_EQ(broken.wait_for_close(), 1007U);
  Live big{*officer};
  big.send(Live::Opcode::kText, std::string(70'000, ' '));
  EXPECT_EQ(big.wait_for_close(), 1009U);
  Live unmasked{*officer};
  unmasked.send(Live::Opcode::kText, "{}", false);
  EXPECT_EQ(unmasked.wait_for_close(), 1002U);
}

TEST_F(LiveViews, CloseWhenTheSessionEnds) {
  Browser leaving = signed_in("OFFICER");
  Live live{leaving};
  live.subscribe("board");
  ASSERT_TRUE(live.read());
  ASSERT_EQ(leaving.ask("DELETE", "/api/v1/session").status, 204);
  EXPECT_EQ(live.wait_for_close(), 4001U);
}

TEST_F(LiveViews, CloseWhenTheServerStops) {
  auto live = std::make_unique<Live>(*officer);
  live->subscribe("board");
  ASSERT_TRUE(live->read());
  std::thread stopping{[this] { server->stop(); }};
  EXPECT_EQ(live->wait_for_close(), 1001U);
  live.reset();  // the client's end: until then the server waits a little for it
  stopping.join();
}

TEST_F(LiveViews, OpenOnlyForWhoIsSignedInOnThisSiteAndSpeaksASubprotocol) {
  EXPECT_EQ(Live(browser()).opened().status, 401);
  EXPECT_EQ(Live(*officer, Live::kJson, {{"Origin", "https://evil.example"}}).opened().status, 403);
  EXPECT_EQ(Live(*officer, "").opened().status, 426);
  EXPECT_EQ(officer->get("/api/v1/live").status, 426);
}

TEST_F(LiveViews, ArePushedToManySocketsAtOnce) {
  std::vector<std::unique_ptr<Live>> sockets;
  for (int i = 0; i < 50; ++i) {
    sockets.push_back(std::make_unique<Live>(*officer, i % 2 == 0 ? Live::kJson : Live::kProtobuf));
    sockets.back()->subscribe("board");
  }
  for (auto& socket : sockets) ASSERT_TRUE(socket->read()->has_snapshot());
  const std::uint64_t position = record("lily-lodge", "2026-04-12");
  for (auto& socket : sockets) EXPECT_TRUE(read_to(*socket, position).contains(position));
}

}  // namespace
