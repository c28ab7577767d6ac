#include <future>

#include "support/house.h"

namespace {

using namespace web_test;
using gwarchod::v1::EventPage;

std::string text_of(const google::protobuf::Struct& event, const std::string& name) {
  const auto found = event.fields().find(name);
  return found == event.fields().end() ? std::string{} : found->second.string_value();
}

class Events : public House {
 protected:
  Events() { start(); }
  EventPage page(Browser& reader, const std::string& query) const {
    const Answer answer = reader.get("/api/v1/events" + query);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.as<EventPage>();
  }
};

TEST_F(Events, AreGivenOnceInOrderAndGoneOnFromTheToken) {
  (void)record("rose-court", "2026-04-12");
  Browser reader = signed_in("OFFICER");
  const EventPage first = page(reader, "?kind=Complaint");
  ASSERT_EQ(first.events_size(), 1);
  EXPECT_EQ(text_of(first.events(0), "stream"), "provider/rose-court");
  EXPECT_TRUE(first.caught_up());
  const EventPage none = page(reader, "?kind=Complaint&after=" + first.next());
  EXPECT_EQ(none.events_size(), 0);
  (void)record("lily-lodge", "2026-04-13");
  const EventPage second = page(reader, "?kind=Complaint&after=" + none.next());
  ASSERT_EQ(second.events_size(), 1);
  EXPECT_EQ(text_of(second.events(0), "stream"), "provider/lily-lodge");
}

TEST_F(Events, OfOneProviderAreNoOthers) {
  (void)record("rose-court", "2026-04-12");
  (void)record("lily-lodge", "2026-04-13");
  Browser reader = signed_in("OFFICER");
  const EventPage of_one = page(reader, "?provider=lily-lodge");
  EXPECT_GT(of_one.events_size(), 0);
  for (const auto& event : of_one.events()) {
    EXPECT_EQ(text_of(event, "stream"), "provider/lily-lodge");
  }
  EXPECT_EQ(reader.get("/api/v1/events?provider=nowhere").problem().code(), "unknown-provider");
  EXPECT_EQ(reader.get("/api/v1/events?kind=Parade").problem().code(), "invalid");
}

TEST_F(Events, TellNeitherPositionsNorWhatIsHidden) {
  (void)record("rose-court", "2026-04-12");
  Browser reader = signed_in("SUB_GROUP_MEMBER");
  const EventPage seen = page(reader, "");
  ASSERT_GT(seen.events_size(), 0);
  for (const auto& event : seen.events()) {
    EXPECT_FALSE(event.fields().contains("position"));
    EXPECT_EQ(text_of(event, "stream").find("account/"), std::string::npos);
  }
  const EventPage again = page(reader, "");
  EXPECT_NE(seen.next(), again.next());  // sealed anew: nothing is to be read from it
  EXPECT_EQ(seen.next().size(), again.next().size());
}

TEST_F(Events, AreWaitedForWithoutHoldingAThread) {
  Browser reader = signed_in("OFFICER");
  const std::string from = page(reader, "?kind=Complaint").next();
  std::vector<std::future<EventPage>> waiting;
  for (int client = 0; client < 8; ++client) {  // more than there are threads
    waiting.push_back(std::async(std::launch::async, [&, own = reader]() mutable {
      return page(own, "?kind=Complaint&wait=30&after=" + from);
    }));
  }
  (void)record("rose-court", "2026-04-12");
  for (auto& page_later : waiting) EXPECT_EQ(page_later.get().events_size(), 1);
}

TEST_F(Events, AreAnsweredWithNoneAfterTheWait) {
  Browser reader = signed_in("OFFICER");
  const EventPage none = page(reader, "?kind=Complaint&wait=1");
  EXPECT_EQ(none.events_size(), 0);
  EXPECT_TRUE(none.caught_up());
  EXPECT_EQ(reader.get("/api/v1/events?wait=31").problem().code(), "bad-parameter");
  EXPECT_EQ(reader.get("/api/v1/events?wait=soon").problem().code(), "bad-parameter");
}

TEST_F(Events, AreAnsweredWhenTheServerStops) {
  Browser reader = signed_in("OFFICER");
  const std::string from = page(reader, "?kind=Complaint").next();
  const std::string cookie = reader.cookie();
  Wire wire{reader.port()};
  wire.send("GET /api/v1/events?kind=Complaint&wait=30&after=" + from +
            " HTTP/1.1\r\nHost: x\r\nCookie: " + cookie + "\r\n\r\n");
  server->stop();
  const std::string rest = wire.read_rest();
  // Whether it was read before the server stopped is the network's affair; it never hangs.
  if (!rest.empty()) EXPECT_TRUE(rest.starts_with("HTTP/1.1 200")) << rest;
}

TEST_F(Events, RefuseATokenThatIsNotOurs) {
  Browser reader = signed_in("OFFICER");
  (void)record("rose-court", "2026-04-12");
  const std::string token = page(reader, "?kind=Complaint").next();
  for (const std::string& bad : {std::string{"x"}, token.substr(1), std::string(5000, 'A')}) {
    const Answer answer = reader.get("/api/v1/events?kind=Complaint&after=" + bad);
    EXPECT_EQ(answer.status, 400) << bad;
    EXPECT_EQ(answer.problem().code(), "token-refused") << bad;
  }
  const Answer other = reader.get("/api/v1/events?after=" + token);
  EXPECT_EQ(other.problem().code(), "token-refused");
  EXPECT_NE(other.problem().detail().find("another choice"), std::string::npos);
  EXPECT_EQ(browser().get("/api/v1/events").status, 401);
}

}  // namespace
