#include "app/attachments.h"

#include <filesystem>
#include <fstream>

#include "edge_limits.h"
#include "support/house.h"

namespace {

using namespace web_test;
using namespace gwarchod::v1;
namespace fs = std::filesystem;

constexpr const char* kFiles = "/api/v1/providers/rose-court/attachments";

std::string pdf(std::size_t bytes) {
  std::string content = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";
  while (content.size() < bytes) content += static_cast<char>('a' + content.size() % 23);
  return content;
}

class AttachedFiles : public House {
 protected:
  AttachedFiles() : blobs(kept.path() / "attachments", *keys, [](const auto&) { return false; }) {
    open_tracker(true);
    app::erase_files_too(*tracker, blobs);
    attachments = std::make_unique<app::Attachments>(*tracker, blobs);
    server_settings.attachments = attachments.get();
    restart_server();
    officer = std::make_unique<Browser>(signed_in("OFFICER"));
    before = events();
  }
  ~AttachedFiles() override { server.reset(); }

  static Headers titled(const std::string& title, Headers more = {}) {
    more.emplace_back("Gwarchod-Title", title);
    more.emplace_back("Content-Type", "application/x-whatever");
    return more;
  }
  Answer attach(const std::string& content, const Headers& headers = titled("Notes"),
                const std::string& query = "") {
    return officer->ask("POST", kFiles + query, content, headers);
  }
  /// Attaches, and gives the event's id.
  std::string attached(const std::string& content, const std::string& title = "Notes") {
    const Answer answer = attach(content, titled(title));
    EXPECT_EQ(answer.status, 201) << answer.body;
    return answer.as<Recorded>().event_id();
  }
  Answer fetch(const std::string& event) { return officer->get(std::string{kFiles} + "/" + event); }
  void expect_refused(const Answer& answer, int status, const std::string& code) {
    EXPECT_EQ(answer.status, status) << answer.body;
    EXPECT_EQ(answer.problem().code(), code) << answer.body;
    EXPECT_EQ(events(), before) << "something was recorded";
    EXPECT_EQ(files(), 0U);
  }
  /// A request's head as a browser would send it, for tests that send its body badly.
  std::string head(const std::string& more) const {
    return std::string{"POST "} + kFiles + " HTTP/1.1\r\nHost: x\r\nCookie: " + officer->cookie() +
           "\r\nX-CSRF-Token: " + officer->csrf() + "\r\nGwarchod-Title: Notes\r\n" + more +
           "\r\n\r\n";
  }
  [[nodiscard]] std::size_t files() const {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(kept.path())) {
      if (entry.is_regular_file()) ++count;
    }
    return count;
  }
  [[nodiscard]] fs::path only_file() const {
    for (const auto& entry : fs::recursive_directory_iterator(kept.path())) {
      if (entry.is_regular_file()) return entry.path();
    }
    return {};
  }

  Folder kept;
  eventstore::BlobStore blobs;
  std::unique_ptr<app::Attachments> attachments;
  std::unique_ptr<Browser> officer;
  std::uint64_t before = 0;
};

TEST_F(AttachedFiles, AreGivenBackAsTheyCame) {
  const std::string content = pdf(3'000'000);
  const std::string event = attached(content, "Nodiadau%20t%C5%B7%20%22Rose%22");
  const Answer answer = fetch(event);
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_TRUE(answer.body == content);
  EXPECT_EQ(answer.header("content-type"), "application/pdf");
  EXPECT_EQ(answer.header("content-length"), std::to_string(content.size()));
  EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
  EXPECT_EQ(answer.header("content-disposition"),
            "attachment; filename=\"Nodiadau t_ Rose.pdf\"; "
            "filename*=UTF-8''Nodiadau%20t%C5%B7%20Rose.pdf");
  EXPECT_EQ(officer->ask("HEAD", std::string{kFiles} + "/" + event).header("content-length"),
            std::to_string(content.size()));
}

TEST_F(AttachedFiles, StandOnTheTimelineWithoutTheirKey) {
  const std::string event = attached("Seen on the visit: all well.\n");
  const Answer timeline = officer->get("/api/v1/providers/rose-court/timeline");
  const auto items = timeline.as<Timeline>().items();
  ASSERT_GT(items.size(), 0);
  EXPECT_EQ(items[0].event_id(), event);
  EXPECT_EQ(items[0].kind(), "Attachment");
  EXPECT_NE(timeline.body.find("text/plain"), std::string::npos);
  const Answer exported = officer->get("/api/v1/export?kind=Attachment");
  for (const std::string& shown : {timeline.body, exported.body}) {
    EXPECT_EQ(shown.find("token"), std::string::npos) << shown;
    EXPECT_EQ(shown.find("\"~"), std::string::npos) << shown;
  }
}

TEST_F(AttachedFiles, AreTakenInChunksToo) {
  Wire wire{officer->port()};
  wire.send(head("Transfer-Encoding: chunked"));
  std::string content;
  for (int piece = 0; piece < 200; ++piece) {
    const std::string part = "line " + std::to_string(piece) + "\n";
    char size[16];
    std::snprintf(size, sizeof size, "%zx\r\n", part.size());
    wire.send(size + part + "\r\n");
    content += part;
  }
  wire.send("0\r\n\r\n");
  const Answer answer = read_answer(wire);
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(fetch(answer.as<Recorded>().event_id()).body, content);
}

TEST_F(AttachedFiles, OfAHundredMebibytesTakeLittleMemory) {
  const auto peak_kib = [] {
    std::ifstream status{"/proc/self/status"};
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with("VmHWM:")) return std::stol(line.substr(6));
    }
    return 0L;
  };
  const std::string piece = pdf(web::kUploadPieceBytes);
  Wire wire{officer->port()};
  wire.send(head("Content-Length: " + std::to_string(web::kUploadBytesMax)));
  wire.send(piece);
  std::ofstream{"/proc/self/clear_refs"} << "5";  // the peak begins anew
  const long before_kib = peak_kib();
  for (std::uint64_t sent = piece.size(); sent < web::kUploadBytesMax; sent += piece.size()) {
    wire.send(piece);
  }
  const Answer answer = read_answer(wire);
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_LT(peak_kib() - before_kib, 16 * 1024);
  RecordProperty("peak_growth_kib", static_cast<int>(peak_kib() - before_kib));
}

TEST_F(AttachedFiles, LargerThanTheLimitAreRefusedBeforeTheyAreSent) {
  Wire wire{officer->port()};
  wire.send(head("Content-Length: " + std::to_string(web::kUploadBytesMax + 1) +
                 "\r\nExpect: 100-continue"));
  expect_refused(read_answer(wire), 413, "too-large");
}

TEST_F(AttachedFiles, OfATypeThatIsNotTakenLeaveNothing) {
  expect_refused(attach("<!doctype html><script>alert(1)</script>"), 415, "type-not-allowed");
  std::string program =
      "\x7f"
      "ELF\x02\x01\x01";
  program.resize(2'000'000, '\0');
  expect_refused(attach(program), 415, "type-not-allowed");
  expect_refused(attach(""), 422, "empty-file");
}

TEST_F(AttachedFiles, AreRefusedToWhoMayNotRecordThem) {
  expect_refused(browser().ask("POST", kFiles, "text", titled("x")), 401, "not-signed-in");
  Browser without = *officer;
  without.set_csrf("");
  expect_refused(without.ask("POST", kFiles, "text", titled("x")), 403, "csrf");
  Browser reader = signed_in("READ_ONLY");
  before = events();
  expect_refused(reader.ask("POST", kFiles, "text", titled("x")), 403, "not-allowed");
  expect_refused(
      officer->ask("POST", kFiles, "text", titled("x", {{"Origin", "https://elsewhere.example"}})),
      403, "foreign-origin");
}

TEST_F(AttachedFiles, AreRefusedWhereSomethingIsNotRight) {
  expect_refused(officer->ask("POST", "/api/v1/providers/nowhere/attachments", "text", titled("x")),
                 404, "unknown-provider");
  expect_refused(attach("text", titled("")), 422, "invalid");
  expect_refused(attach("text", titled("%C3")), 400, "bad-title");
  expect_refused(attach("text", titled("%zz")), 400, "bad-title");
  expect_refused(attach("text", titled("x"), "?attached_to=nothing"), 422, "invalid");
  expect_refused(attach("text", titled("x"), "?language=KLINGON"), 400, "bad-parameter");
  expect_refused(attach("text", titled("x"), "?on=tomorrow"), 422, "invalid");
  expect_refused(attach("text", titled("x", {{"If-Match", "\"99\""}})), 412, "wrong-version");
  const Answer record = officer->post(
      kRecords, R"({"kind":"Attachment","envelope":{"occurredFrom":"2026-04-12",)"
                R"("source":"COUNCIL_COMPLAINTS"},"body":{"title":"x","sha256":"0"}})");
  expect_refused(record, 422, "invalid");
}

TEST_F(AttachedFiles, CutOffOnTheWayLeaveNothing) {
  {
    Wire wire{officer->port()};
    wire.send(head("Content-Length: 1000000"));
    wire.send(pdf(300'000));
    wire.end();
    EXPECT_EQ(wire.read_rest(), "");
  }
  Wire wire{officer->port()};
  wire.send(head("Content-Length: 1000000"));
  wire.send(pdf(300'000));
  server->stop();  // which waits for what is under way
  EXPECT_EQ(events(), before);
  EXPECT_EQ(files(), 0U);
}

TEST_F(AttachedFiles, ThatComeTooSlowlyAreNotWaitedFor) {
  server_settings.upload_timeout = std::chrono::milliseconds{50};
  restart_server();
  Browser again = signed_in("OFFICER");
  *officer = again;
  before = events();
  Wire wire{officer->port()};
  wire.send(head("Content-Length: 1000000"));
  wire.send(pdf(100'000));
  EXPECT_EQ(wire.read_rest(), "");
  server->stop();
  EXPECT_EQ(events(), before);
  EXPECT_EQ(files(), 0U);
}

TEST_F(AttachedFiles, LongerThanTheyWereSaidToBeAreCutThere) {
  Wire wire{officer->port()};
  wire.send(head("Content-Length: 10") + "0123456789and more that is no request\r\n\r\n");
  EXPECT_EQ(read_answer(wire).status, 201);
  EXPECT_EQ(read_answer(wire).status, 400);
  EXPECT_EQ(events(), before + 1);
}

TEST_F(AttachedFiles, SentAgainWithTheirKeyAreRecordedOnce) {
  const Headers key = titled("Notes", {{"Idempotency-Key", "k-1"}});
  const auto first = attach("some text", key).as<Recorded>();
  const auto again = attach("some text", key).as<Recorded>();
  EXPECT_EQ(first.event_id(), again.event_id());
  EXPECT_TRUE(again.repeated_request());
  EXPECT_EQ(attach("another text", key).problem().code(), "idempotency-mismatch");
  EXPECT_EQ(files(), 1U);
}

TEST_F(AttachedFiles, AreForThoseWhoMaySeeTheirRecord) {
  const std::string event = attached("some text");
  Browser member = signed_in("SUB_GROUP_MEMBER");
  const Answer answer = member.get(std::string{kFiles} + "/" + event);
  EXPECT_EQ(answer.status, 403);
  EXPECT_EQ(answer.body.find("some text"), std::string::npos);
  EXPECT_EQ(browser().get(std::string{kFiles} + "/" + event).status, 401);
}

TEST_F(AttachedFiles, AreFoundOnlyWhereTheyAre) {
  const std::string event = attached("some text");
  const auto complaint = officer->post(kRecords, House::complaint()).as<Recorded>().event_id();
  EXPECT_EQ(fetch(complaint).status, 404);
  EXPECT_EQ(fetch("nothing").status, 404);
  EXPECT_EQ(officer->get("/api/v1/providers/lily-lodge/attachments/" + event).status, 404);
  EXPECT_EQ(fetch("..%2f..%2fetc%2fpasswd").status, 400);
}

TEST_F(AttachedFiles, ErasedAreGone) {
  const std::string event = attached("some text");
  const app::Caller caller = app::Caller::system();
  gwarchod::v1::EraseRequest request;
  request.set_record_id(event);
  request.set_why("Uploaded to the wrong provider");
  request.set_authority("Data protection officer");
  const auto erased = tracker->erase(caller, request);
  ASSERT_TRUE(erased.has_value()) << erased.error().ShortDebugString();
  const Answer answer = fetch(event);
  EXPECT_EQ(answer.status, 410);
  EXPECT_EQ(answer.problem().code(), "attachment-erased");
  EXPECT_EQ(files(), 0U);
}

TEST_F(AttachedFiles, OfAPersonWhoIsErasedAreGone) {
  const Answer record = officer->post(
      kRecords, R"({"kind":"AdultAtRiskReport","envelope":{"occurredFrom":"2026-04-12",)"
                R"("source":"COUNCIL_SAFEGUARDING"},"body":{"categories":["ABUSE_PHYSICAL"],)"
                R"("adult":"P-4711","allegation":"Left alone"}})");
  ASSERT_EQ(record.status, 201) << record.body;
  const Answer attached = attach("what she wrote", titled("Her%20letter"),
                                 "?attached_to=" + record.as<Recorded>().event_id());
  ASSERT_EQ(attached.status, 201) << attached.body;
  const std::string file = attached.as<Recorded>().event_id();
  ASSERT_EQ(fetch(file).status, 200);
  const Answer erased =
      signed_in("ADMINISTRATOR")
          .post("/api/v1/erasures", R"({"person":"P-4711","why":"Asked for.","authority":"DPO"})");
  ASSERT_EQ(erased.status, 201) << erased.body;
  EXPECT_EQ(erased.as<Erasure>().files_count(), 1U);
  EXPECT_EQ(fetch(file).problem().code(), "attachment-erased");
  EXPECT_EQ(files(), 0U);
  EXPECT_EQ(officer->get("/api/v1/providers/rose-court/timeline").body.find("letter"),
            std::string::npos);
}

TEST_F(AttachedFiles, DamagedAreToldAndNothingOfThemIsSent) {
  const std::string event = attached(pdf(400'000));
  {
    std::fstream file{only_file(), std::ios::in | std::ios::out | std::ios::binary};
    file.seekp(300'000);
    file.put('!');
    file.put('?');
  }
  const Answer answer = fetch(event);
  EXPECT_EQ(answer.status, 500);
  EXPECT_EQ(answer.problem().code(), "attachment-damaged");
  EXPECT_EQ(answer.body.find("PDF"), std::string::npos);
}

TEST_F(AttachedFiles, AreNotTakenWhereNoneAreKept) {
  server_settings.attachments = nullptr;
  restart_server();
  *officer = signed_in("OFFICER");
  before = events();
  expect_refused(attach("text"), 503, "no-attachments");
}

}  // namespace
