#include <thread>

#include "support/house.h"

namespace {

using namespace web_test;

class Http : public House {
 protected:
  Http() { start(); }
  [[nodiscard]] Answer raw(const std::string& request) const {
    Wire wire{server->port()};
    wire.send(request);
    return read_answer(wire);
  }
};

TEST_F(Http, AnswersSeveralRequestsOnOneConnection) {
  Wire wire{server->port()};
  for (int i = 0; i < 3; ++i) {
    wire.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(read_answer(wire).body, "ok\n");
  }
}

TEST_F(Http, AnswersRequestsSentBeforeTheAnswerInOrder) {
  Wire wire{server->port()};
  wire.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /nothing.txt HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(read_answer(wire).status, 200);
  EXPECT_EQ(read_answer(wire).status, 404);
}

TEST_F(Http, ClosesWhenAskedTo) {
  Wire wire{server->port()};
  wire.send("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(read_answer(wire).status, 200);
  EXPECT_EQ(wire.read_rest(), "");
}

TEST_F(Http, AnswersBrokenHttpWith400AndCloses) {
  for (const char* broken :
       {"nonsense\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", "G\x01T / HTTP/1.1\r\n\r\n"}) {
    const Answer answer = raw(broken);
    EXPECT_EQ(answer.status, 400) << broken;
    EXPECT_EQ(answer.problem().code(), "bad-request") << broken;
  }
}

TEST_F(Http, RefusesAHeaderOver16KiB) {
  EXPECT_EQ(raw("GET / HTTP/1.1\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n").status, 431);
}

TEST_F(Http, RefusesABodyOver1MiBAndStoresNothing) {
  const std::uint64_t before = events();
  Browser officer = signed_in("OFFICER");
  const std::uint64_t signed_in_at = events();
  const Answer answer = officer.post(kRecords, std::string((1U << 20U) + 1, ' '));
  EXPECT_EQ(answer.status, 413);
  EXPECT_EQ(answer.problem().code(), "too-large");
  EXPECT_GT(signed_in_at, before);
  EXPECT_EQ(events(), signed_in_at);
}

TEST_F(Http, RefusesAChunkedBodyOver1MiB) {
  Wire wire{server->port()};
  wire.send("POST /api/v1/providers HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
  for (int i = 0; i < 17; ++i) wire.send(chunk);
  EXPECT_EQ(read_answer(wire).status, 413);
}

TEST_F(Http, SaysWhichMethodsAnAddressTakes) {
  const Answer answer = browser().ask("DELETE", "/api/v1/board");
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.header("allow"), "GET");
  EXPECT_EQ(answer.problem().code(), "method");
  EXPECT_EQ(browser().ask("PUT", "/index.html").status, 405);
}

TEST_F(Http, KnowsNothingAtAnUnknownApiAddress) {
  EXPECT_EQ(browser().get("/api/v1/nothing").problem().code(), "not-found");
  EXPECT_EQ(browser().get("/api/v1").status, 404);
}

TEST_F(Http, AnswersHeadWithTheHeaderAlone) {
  Wire wire{server->port()};
  wire.send("HEAD /index.html HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const Answer answer = read_answer(wire, false);
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.header("content-length"), "38");
  EXPECT_EQ(wire.read_rest(), "");
}

TEST_F(Http, GoesOnWhenAskedWhetherTo) {
  Wire wire{server->port()};
  wire.send(
      "POST /api/v1/session HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
      "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(read_answer(wire, false).status, 100);
  wire.send("{}");
  EXPECT_EQ(read_answer(wire).status, 401);
}

TEST_F(Http, SaysItIsWellAndReady) {
  EXPECT_EQ(browser().get("/healthz").status, 200);
  EXPECT_EQ(browser().get("/readyz").body.find("ready"), 0U);
}

TEST_F(Http, TellsMetricsWithoutPathsOrIds) {
  EXPECT_EQ(signed_in("OFFICER").get("/api/v1/providers/rose-court").status, 200);
  const std::string metrics = browser().get("/metrics").body;
  EXPECT_NE(metrics.find(R"(route="/api/v1/providers/{id}",status="200")"), std::string::npos)
      << metrics;
  EXPECT_NE(metrics.find("gwarchod_log_position"), std::string::npos);
  EXPECT_EQ(metrics.find("rose-court"), std::string::npos);
}

TEST_F(Http, SaysWhichProjectionStoppedWhereAndGoesOnServing) {
  Browser officer = signed_in("OFFICER");
  eventstore::Commit commit;
  commit.writes.push_back({eventstore::StreamId{"provider/rose-court"},
                           eventstore::ExpectedVersion::any(),
                           {{.id = "poison", .type = "Complaint", .payload = "\xff"}}});
  const std::string at = std::to_string(store->append_and_wait(std::move(commit))->last.value());
  const std::string stopped = "gwarchod_projection_stopped{name=\"board\"} 1";
  while (browser().get("/metrics").body.find(stopped) == std::string::npos) {
    std::this_thread::yield();
  }
  const auto ready = browser().get("/readyz");
  EXPECT_EQ(ready.status, 200);
  EXPECT_EQ(ready.body.find("degraded"), 0U) << ready.body;
  EXPECT_NE(ready.body.find("stopped at position " + at), std::string::npos) << ready.body;
  EXPECT_NE(officer.get("/api/v1/board").body.find("\"stoppedAt\":\"" + at), std::string::npos);
  EXPECT_EQ(officer.get("/api/v1/providers/rose-court/timeline").status, 200);
}

TEST_F(Http, CarriesTheSecurityHeadersOnEveryAnswer) {
  for (const char* path : {"/", "/api/v1/session", "/api/v1/nothing", "/missing.js"}) {
    const Answer answer = browser().get(path);
    EXPECT_EQ(answer.header("x-content-type-options"), "nosniff") << path;
    EXPECT_NE(answer.header("content-security-policy").find("frame-ancestors 'none'"),
              std::string::npos);
    EXPECT_EQ(answer.header("content-security-policy").find("unsafe"), std::string::npos);
  }
  EXPECT_EQ(browser().get("/api/v1/session").header("cache-control"), "no-store");
}

TEST_F(Http, ClosesAConnectionThatSendsItsHeaderTooSlowly) {
  server_settings.header_timeout = std::chrono::milliseconds{50};
  restart_server();
  Wire wire{server->port()};
  wire.send("GET / HTT");
  EXPECT_EQ(wire.read_rest(), "");
}

TEST_F(Http, ClosesAnIdleConnection) {
  server_settings.idle_timeout = std::chrono::milliseconds{50};
  restart_server();
  Wire wire{server->port()};
  EXPECT_EQ(wire.read_rest(), "");
}

TEST_F(Http, LetsFurtherConnectionsWaitWhenAllAreTaken) {
  server_settings.connections_max = 1;
  restart_server();
  auto first = std::make_unique<Wire>(server->port());
  first->send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(read_answer(*first).status, 200);
  Wire second{server->port()};
  second.send("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  first.reset();
  EXPECT_EQ(read_answer(second).status, 200);
}

TEST_F(Http, StopsWithConnectionsOpen) {
  Wire idle{server->port()};
  Wire half{server->port()};
  half.send("GET / HT");
  EXPECT_EQ(browser().get("/healthz").status, 200);
  server->stop();
  EXPECT_EQ(idle.read_rest(), "");
  EXPECT_EQ(half.read_rest(), "");
}

TEST_F(Http, SaysWhyItCannotListenOnAPortInUse) {
  web::ServerSettings same = server_settings;
  same.port = server->port();
  web::Server second{*tracker, same};
  // Two servers of ours never share a port: SO_REUSEADDR lets only a closed one's be taken.
  const auto started = second.start();
  ASSERT_FALSE(started.has_value());
  EXPECT_NE(started.error().find("cannot listen on 127.0.0.1:"), std::string::npos);
}

class Pages : public House {
 protected:
  Pages() {
    pages.write("assets/main-5f3a9b.js", "export const a = 1;" + std::string(2000, ' '));
    pages.write("icon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    start();
  }
};

TEST_F(Pages, AreServedWithTheirTypeAndForHowLongToKeepThem) {
  const Answer page = browser().get("/");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(page.header("cache-control"), "no-cache");
  const Answer script = browser().get("/assets/main-5f3a9b.js");
  EXPECT_EQ(script.header("content-type"), "text/javascript; charset=utf-8");
  EXPECT_NE(script.header("cache-control").find("immutable"), std::string::npos);
  EXPECT_EQ(browser().get("/icon.svg").header("content-type"), "image/svg+xml");
}

TEST_F(Pages, ArePackedForWhoeverUnpacks) {
  const Answer packed =
      browser().ask("GET", "/assets/main-5f3a9b.js", "", {{"Accept-Encoding", "gzip, deflate"}});
  EXPECT_EQ(packed.header("content-encoding"), "gzip");
  EXPECT_LT(packed.body.size(), 200U);
  EXPECT_EQ(browser().get("/assets/main-5f3a9b.js").header("content-encoding"), "");
}

TEST_F(Pages, AreNotSentAgainToWhoeverHasThem) {
  const std::string etag = browser().get("/").header("etag");
  EXPECT_EQ(browser().ask("GET", "/", "", {{"If-None-Match", etag}}).status, 304);
}

TEST_F(Pages, AnswerAnAddressOfThePageItselfWithIndexHtml) {
  EXPECT_EQ(browser().get("/providers/rose-court").status, 200);
  EXPECT_EQ(browser().get("/providers/rose-court").body, browser().get("/").body);
  EXPECT_EQ(browser().get("/missing.js").status, 404);
}

TEST_F(Pages, SayHowToBuildThemWhenThereAreNone) {
  server_settings.pages = pages.path() / "nowhere";
  restart_server();
  const Answer answer = browser().get("/");
  EXPECT_EQ(answer.status, 503);
  EXPECT_NE(answer.body.find("deploy/run"), std::string::npos);
  EXPECT_EQ(browser().get("/healthz").status, 200);
}

TEST_F(Pages, NeverReachOutOfTheirFolder) {
  pages.write("../gwarchod-web-outside.txt", "secret");
  for (const char* path :
       {"/../gwarchod-web-outside.txt", "/%2e%2e/gwarchod-web-outside.txt",
        "/assets/../../gwarchod-web-outside.txt", "/..%2fgwarchod-web-outside.txt",
        "/assets/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/..\\..\\etc\\passwd"}) {
    const Answer answer = browser().get(path);
    EXPECT_EQ(answer.body.find("secret"), std::string::npos) << path;
    EXPECT_EQ(answer.body.find("root:"), std::string::npos) << path;
  }
  std::filesystem::remove(pages.path() / "../gwarchod-web-outside.txt");
}

}  // namespace
