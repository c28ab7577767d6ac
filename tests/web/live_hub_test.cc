#include "live_hub.h"

#include <deque>

#include "edge_limits.h"
#include "live_cursor.h"
#include "support/house.h"

namespace {

using namespace web_test;
using gwarchod::v1::ClientFrame;
using gwarchod::v1::ServerFrame;
using web::CloseCode;
using web::Encoding;

/// A client whose writes are done when the test says so.
class FakeClient final : public web::LiveClient {
 public:
  void write(const web::SharedFrame& frame) override {
    EXPECT_FALSE(writing) << "one frame at a time";
    EXPECT_FALSE(closed) << "nothing after it is closed";
    writing = true;
    shared.push_back(frame);
    frames.emplace_back();
    EXPECT_TRUE(frames.back().ParseFromString(frame->bytes));
  }
  void close(CloseCode code) override { closed = code; }

  bool writing = false;
  std::vector<web::SharedFrame> shared;
  std::vector<ServerFrame> frames;
  std::optional<CloseCode> closed;
};

class AHub : public House {
 protected:
  AHub() {
    open_tracker(false);
    hub.emplace(*tracker, *topics(),
                web::LiveHub::Surroundings{
                    .here = [this](auto work) { waiting.push_back(std::move(work)); },
                    .elsewhere = [this](auto work) { waiting.push_back(std::move(work)); },
                    .now = [this] { return now; },
                    .write_timeout = std::chrono::seconds{30}});
    listener = tracker->listen([this](const auto& change) { hub->notice(change); });
  }
  ~AHub() override { tracker->unlisten(listener); }

  web::LiveTopics* topics() {
    if (!topics_) topics_.emplace(*tracker, cursors);
    return &*topics_;
  }
  app::Caller caller(gwarchod::v1::Role role) {
    app::Caller made;
    made.account = "someone";
    made.role = role;
    made.agency = gwarchod::v1::COUNCIL_SAFEGUARDING;
    return made;
  }
  std::uint64_t join(FakeClient& client, gwarchod::v1::Role role = gwarchod::v1::OFFICER) {
    return hub->join(client, caller(role), "token", Encoding::kProtobuf);
  }
  void subscribe(std::uint64_t id, const std::string& topic, const std::string& cursor = {}) {
    ClientFrame frame;
    frame.mutable_subscribe()->set_topic(topic);
    frame.mutable_subscribe()->set_cursor(cursor);
    hub->received(id, frame.SerializeAsString(), false);
    run();
  }
  /// Runs what the hub asked to be run, and what that asks.
  void run() {
    while (!waiting.empty()) {
      auto work = std::move(waiting.front());
      waiting.pop_front();
      work();
    }
  }
  void written(std::uint64_t id, FakeClient& client) {
    client.writing = false;
    hub->written(id);
    run();
  }
  /// Reads everything there is for the client.
  void read_all(std::uint64_t id, FakeClient& client) {
    while (client.writing) written(id, client);
  }
  std::uint64_t record_and_tell(const std::string& provider, const std::string& on) {
    const std::uint64_t position = record(provider, on);
    run();
    return position;
  }

  std::deque<std::function<void()>> waiting;
  std::chrono::steady_clock::time_point now;
  web::LiveCursors cursors{std::string(32, 'k')};
  std::optional<web::LiveTopics> topics_;
  std::optional<web::LiveHub> hub;
  app::Tracker::ListenerId listener = 0;
};

TEST_F(AHub, EncodesAChangeOnceForAllOfOneClearance) {
  FakeClient one;
  FakeClient two;
  FakeClient member;
  for (FakeClient* client : {&one, &two}) {
    const auto id = join(*client);
    subscribe(id, "board");
    read_all(id, *client);
  }
  const auto id = join(member, gwarchod::v1::READ_ONLY);
  subscribe(id, "board");
  read_all(id, member);
  record_and_tell("rose-court", "2026-04-12");
  ASSERT_EQ(one.shared.size(), 2U);
  EXPECT_EQ(one.shared.back(), two.shared.back());
  EXPECT_NE(one.shared.back(), member.shared.back());
}

TEST_F(AHub, MergesWhatHappenedSinceTheLastRoundIntoOneFrame) {
  FakeClient client;
  const auto id = join(client);
  subscribe(id, "board");
  read_all(id, client);
  record("rose-court", "2026-04-11");
  record("lily-lodge", "2026-04-12");
  const std::uint64_t last = record("rose-court", "2026-04-13");
  run();
  ASSERT_EQ(client.frames.size(), 2U);
  const auto& delta = client.frames.back().delta();
  EXPECT_EQ(delta.rows_size(), 2);
  EXPECT_GE(delta.positions(delta.positions_size() - 1), last);
}

TEST_F(AHub, SharesOneSnapshotAmongAllWhoAskWhileItIsMade) {
  FakeClient one;
  FakeClient two;
  ClientFrame frame;
  frame.mutable_subscribe()->set_topic("board");
  hub->received(join(one), frame.SerializeAsString(), false);
  hub->received(join(two), frame.SerializeAsString(), false);
  EXPECT_EQ(waiting.size(), 1U);
  run();
  ASSERT_EQ(one.shared.size(), 1U);
  EXPECT_EQ(one.shared.back(), two.shared.back());
}

TEST_F(AHub, TellsWhatChangedWhileASnapshotWasMade) {
  FakeClient client;
  const auto id = join(client);
  ClientFrame frame;
  frame.mutable_subscribe()->set_topic("board");
  hub->received(id, frame.SerializeAsString(), false);
  auto load = std::move(waiting.front());
  waiting.pop_front();
  load();  // the snapshot stands; before it lands, something happens
  auto landing = std::move(waiting.front());
  waiting.pop_front();
  const std::uint64_t missed = record_and_tell("rose-court", "2026-04-12");
  landing();
  read_all(id, client);
  ASSERT_EQ(client.frames.size(), 2U);
  EXPECT_GE(client.frames[1].delta().rows(0).changed_at(), missed);
}

TEST_F(AHub, ConflatesForAClientThatDoesNotRead) {
  FakeClient slow;
  const auto id = join(slow);
  subscribe(id, "board");
  constexpr std::size_t kMany = 3 * web::kLiveQueueFramesMax;
  std::uint64_t last = 0;
  for (std::size_t i = 0; i < kMany; ++i) last = record_and_tell("rose-court", "2026-04-12");
  EXPECT_EQ(slow.frames.size(), 1U) << "the first is still under way";
  read_all(id, slow);
  EXPECT_LE(slow.frames.size(), web::kLiveQueueFramesMax + 2);
  EXPECT_GE(slow.frames.back().delta().rows(0).changed_at(), last);
  std::uint64_t position = 0;
  for (const ServerFrame& frame : slow.frames) {
    for (const auto& row : frame.delta().rows()) {
      EXPECT_GT(row.changed_at(), position) << "told twice, or backwards";
      position = row.changed_at();
    }
  }
}

TEST_F(AHub, ConflatesAProvidersItemsWithoutLosingOne) {
  FakeClient slow;
  const auto id = join(slow);
  subscribe(id, "provider/rose-court");
  std::set<std::uint64_t> recorded;
  for (std::size_t i = 0; i < 2 * web::kLiveQueueFramesMax; ++i) {
    recorded.insert(record_and_tell("rose-court", "2026-04-12"));
  }
  read_all(id, slow);
  std::multiset<std::uint64_t> told;
  for (const ServerFrame& frame : slow.frames) {
    for (const auto& item : frame.delta().items()) told.insert(item.position());
  }
  for (const std::uint64_t position : recorded) EXPECT_EQ(told.count(position), 1U) << position;
}

TEST_F(AHub, ClosesAClientThatReadsNothingForTheWriteTimeout) {
  FakeClient slow;
  subscribe(join(slow), "board");
  now += std::chrono::seconds{29};
  hub->tick();
  EXPECT_FALSE(slow.closed.has_value());
  now += std::chrono::seconds{2};
  hub->tick();
  EXPECT_EQ(slow.closed, CloseCode::kTooSlow);
}

TEST_F(AHub, MovesTheCursorOfAQuietTopicWithABookmark) {
  FakeClient client;
  const auto id = join(client);
  subscribe(id, "provider/rose-court");
  read_all(id, client);
  const std::uint64_t other = record_and_tell("lily-lodge", "2026-04-12");
  EXPECT_EQ(client.frames.size(), 1U);
  now += web::kLiveBookmarkEvery;
  hub->tick();
  ASSERT_EQ(client.frames.size(), 2U);
  EXPECT_TRUE(client.frames.back().has_bookmark());
  const auto cursor = cursors.open(client.frames.back().cursor());
  ASSERT_TRUE(cursor.has_value());
  EXPECT_GE(cursor->position, other);
}

TEST_F(AHub, BringsTheBoardAnewOnANewDay) {
  FakeClient client;
  const auto id = join(client);
  subscribe(id, "board");
  read_all(id, client);
  const std::string yesterdays = client.frames.back().cursor();
  clock.set_day("2026-05-02");
  tracker->catch_up();
  run();
  read_all(id, client);
  EXPECT_TRUE(client.frames.back().has_snapshot());
  EXPECT_EQ(client.frames.back().snapshot().board().as_of(), "2026-05-02");
  FakeClient back;
  subscribe(join(back), "board", yesterdays);
  EXPECT_TRUE(back.frames.back().has_snapshot()) << "counts roll with the day";
}

TEST_F(AHub, ClosesAClientWhoseSessionHasEnded) {
  FakeClient client;
  join(client);
  hub->recheck_sessions();  // "token" is nobody's
  EXPECT_EQ(client.closed, CloseCode::kSessionEnded);
}

TEST_F(AHub, ForgetsAClientThatLeft) {
  FakeClient client;
  const auto id = join(client);
  subscribe(id, "board");
  hub->leave(id);
  EXPECT_EQ(hub->size(), 0U);
  record_and_tell("rose-court", "2026-04-12");
  hub->written(id);
  EXPECT_EQ(client.frames.size(), 1U);
}

TEST_F(AHub, ClosesAClientThatTalksTooMuch) {
  FakeClient client;
  const auto id = join(client);
  ClientFrame frame;
  frame.mutable_unsubscribe()->set_topic("board");
  for (std::size_t i = 0; i <= web::kLiveClientFramesMax; ++i) {
    hub->received(id, frame.SerializeAsString(), false);
  }
  EXPECT_EQ(client.closed, CloseCode::kTooManyFrames);
}

TEST_F(AHub, RefusesMoreTopicsThanItsLimit) {
  FakeClient client;
  const auto id = join(client);
  ClientFrame frame;
  for (std::size_t i = 0; i <= web::kLiveTopicsMax; ++i) {
    frame.mutable_subscribe()->set_topic("provider/p-" + std::to_string(i));
    hub->received(id, frame.SerializeAsString(), false);
  }
  ASSERT_EQ(client.frames.size(), 1U);
  EXPECT_EQ(client.frames.back().refused().problem().code(), "too-many-topics");
}

TEST(ALiveCursor, OpensOnlyWithItsKeyAndWhole) {
  const web::LiveCursors ours{std::string(32, 'k')};
  const web::LiveCursor cursor{
      .topic = "board", .epoch = "2026-05-01/p", .clearance = gwarchod::v1::P3, .position = 77};
  std::string sealed = ours.seal(cursor);
  EXPECT_EQ(ours.open(sealed), cursor);
  EXPECT_EQ(web::LiveCursors{std::string(32, 'x')}.open(sealed), std::nullopt);
  EXPECT_EQ(ours.open(""), std::nullopt);
  sealed[40] = sealed[40] == 'A' ? 'B' : 'A';
  EXPECT_EQ(ours.open(sealed), std::nullopt);
}

}  // namespace
