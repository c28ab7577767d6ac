#include "gwarchod/v1/course.pb.h"
#include "support/house.h"

namespace {

using namespace web_test;
using namespace gwarchod::v1;

class Records : public House {
 protected:
  Records() {
    start();
    officer = std::make_unique<Browser>(signed_in("OFFICER"));
    before = events();
  }
  /// What was asked was refused with this code, and nothing was stored.
  void expect_refused(const Answer& answer, int status, const std::string& code,
                      const std::string& place = {}) {
    EXPECT_EQ(answer.status, status) << answer.body;
    const Problem problem = answer.problem();
    EXPECT_EQ(problem.code(), code) << answer.body;
    EXPECT_FALSE(problem.detail().empty());
    if (!place.empty()) {
      ASSERT_GT(problem.errors_size(), 0) << answer.body;
      EXPECT_EQ(problem.errors(0).field(), place) << answer.body;
    }
    EXPECT_EQ(events(), before) << "something was stored";
  }
  std::unique_ptr<Browser> officer;
  std::uint64_t before = 0;
};

TEST_F(Records, AreTakenAndSeenOnTheTimelineAndTheBoard) {
  const Answer answer = officer->post(kRecords, complaint());
  ASSERT_EQ(answer.status, 201) << answer.body;
  const auto recorded = answer.as<Recorded>();
  EXPECT_EQ(answer.header("etag"), "\"" + std::to_string(recorded.version()) + "\"");
  const auto timeline = officer->get("/api/v1/providers/rose-court/timeline").as<Timeline>();
  ASSERT_GT(timeline.items_size(), 0);
  bool found = false;
  for (const auto& item : timeline.items()) found |= item.event_id() == recorded.event_id();
  EXPECT_TRUE(found);
  EXPECT_EQ(officer->get("/api/v1/board").as<Board>().rows_size(), 2);
  const auto view = officer->get("/api/v1/providers/rose-court").as<ProviderView>();
  EXPECT_GE(view.version(), recorded.version());
}

TEST_F(Records, AreTakenOnceForOneIdempotencyKey) {
  const Headers key = {{"Idempotency-Key", "k-1"}};
  const auto first = officer->post(kRecords, complaint(), key).as<Recorded>();
  const auto again = officer->post(kRecords, complaint(), key).as<Recorded>();
  EXPECT_EQ(first.event_id(), again.event_id());
  EXPECT_TRUE(again.repeated_request());
  const Answer other = officer->post(kRecords, complaint("2026-04-13"), key);
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(other.problem().code(), "idempotency-mismatch");
}

TEST_F(Records, AreRefusedWithoutAValidIdempotencyKey) {
  expect_refused(officer->post(kRecords, complaint(), {{"Idempotency-Key", std::string(121, 'k')}}),
                 400, "bad-idempotency-key");
}

TEST_F(Records, AreRefusedWhenTheVersionMoved) {
  expect_refused(officer->post(kRecords, complaint(), {{"If-Match", "\"999\""}}), 412,
                 "wrong-version");
  expect_refused(officer->post(kRecords, complaint(), {{"If-Match", "999"}}), 400, "bad-if-match");
  EXPECT_EQ(officer->post(kRecords, complaint(), {{"If-Match", "\"1\""}}).status, 201);
}

TEST_F(Records, AreRefusedOfAnUnknownProvider) {
  expect_refused(officer->post("/api/v1/providers/nowhere/records", complaint()), 404,
                 "unknown-provider");
  EXPECT_EQ(officer->get("/api/v1/providers/nowhere").problem().code(), "unknown-provider");
  EXPECT_EQ(officer->get("/api/v1/providers/nowhere/timeline").status, 404);
  EXPECT_EQ(officer->get("/api/v1/providers/nowhere/status").status, 404);
}

TEST_F(Records, AreRefusedWithoutARequiredField) {
  expect_refused(
      officer->post(
          kRecords,
          R"({"kind":"Complaint","envelope":{"occurredFrom":"2026-04-12","source":"POLICE"}})"),
      422, "invalid", "body.stage");
}

TEST_F(Records, AreRefusedOfADateInTheFuture) {
  expect_refused(officer->post(kRecords, complaint("2026-05-02")), 422, "invalid",
                 "envelope.occurredFrom");
}

TEST_F(Records, AreRefusedOfTextOverItsLimit) {
  expect_refused(officer->post(kRecords, complaint("2026-04-12", R"(,"channel":")" +
                                                                     std::string(201, 'x') + "\"")),
                 422, "invalid", "body.channel");
}

TEST_F(Records, AreRefusedOfBrokenJson) {
  for (const char* broken :
       {"{", "", "[]", "nothing", R"({"kind":})", "{\"kind\":\"Complaint\"}}"}) {
    const Answer answer =
        officer->ask("POST", kRecords, broken,
                     {{"Content-Type", "application/json"},
                      {"Content-Length", std::to_string(std::string{broken}.size())}});
    expect_refused(answer, 400, "bad-json");
  }
  expect_refused(officer->post(kRecords, R"({"kinds":"Complaint"})"), 400, "bad-json", "kinds");
}

TEST_F(Records, AreRefusedOfBrokenUtf8) {
  expect_refused(officer->post(kRecords, complaint("2026-04-12", ",\"channel\":\"\xff\xfe\"")), 400,
                 "bad-json");
}

TEST_F(Records, AreRefusedOfAnUnknownEnumeration) {
  expect_refused(
      officer->post(kRecords, R"({"kind":"Complaint","envelope":{"occurredFrom":"2026-04-12",)"
                              R"("source":"NOBODY"},"body":{"stage":"LOCAL_RESOLUTION"}})"),
      400, "bad-json", "envelope.source");
  const Answer in_body =
      officer->post(kRecords, R"({"kind":"Complaint","envelope":{"occurredFrom":"2026-04-12",)"
                              R"("source":"POLICE"},"body":{"stage":"NO_SUCH_STAGE"}})");
  EXPECT_GE(in_body.status, 400);
  EXPECT_NE(in_body.body.find("body.stage"), std::string::npos) << in_body.body;
  EXPECT_EQ(events(), before);
}

TEST_F(Records, AreRefusedOfAnUnknownKind) {
  const Answer answer = officer->post(
      kRecords,
      R"({"kind":"Nothing","envelope":{"occurredFrom":"2026-04-12","source":"POLICE"},"body":{}})");
  EXPECT_EQ(answer.status, 422) << answer.body;
  EXPECT_EQ(events(), before);
}

TEST_F(Records, AreRefusedWhenTheyAreNotJson) {
  expect_refused(officer->post(kRecords, complaint(), {{"Content-Type", "text/plain"}}), 415,
                 "not-json");
}

TEST_F(Records, RegisterAProviderAndSayWhereItIs) {
  const std::string request =
      R"({"envelope":{"occurredFrom":"2026-01-05","source":"COUNCIL_CONTRACTS"},)"
      R"("body":{"name":"Bryn","sector":"PRIVATE","service":"CARE_HOME_RESIDENTIAL",)"
      R"("inCounty":true,"inUse":true,"responsibleIndividual":"Mr Owner"}})";
  const Answer answer = officer->post("/api/v1/providers", request);
  ASSERT_EQ(answer.status, 201) << answer.body;
  EXPECT_EQ(officer->get(answer.header("location")).status, 200) << answer.header("location");
}

TEST_F(Records, AreNotRegisteredTwice) {
  const std::string request =
      R"({"provider":"rose-court","envelope":{"occurredFrom":"2026-01-05",)"
      R"("source":"COUNCIL_CONTRACTS"},"body":{"name":"Bryn","sector":"PRIVATE",)"
      R"("service":"CARE_HOME_RESIDENTIAL","responsibleIndividual":"Mr Owner"}})";
  expect_refused(officer->post("/api/v1/providers", request), 409, "exists");
}

TEST_F(Records, AreReadAPageAtATime) {
  for (const char* on : {"2026-04-10", "2026-04-11", "2026-04-12"}) {
    EXPECT_EQ(officer->post(kRecords, complaint(on)).status, 201);
  }
  const std::string timeline = "/api/v1/providers/rose-court/timeline";
  const auto first = officer->get(timeline + "?limit=2").as<Timeline>();
  ASSERT_EQ(first.items_size(), 2);
  const auto second = officer->get(timeline + "?limit=2&before=" + first.next()).as<Timeline>();
  ASSERT_GT(second.items_size(), 0);
  EXPECT_LT(second.items(0).version(), first.items(1).version());
  for (const char* wrong : {"?limit=0", "?limit=501", "?limit=x", "?before=-1"}) {
    EXPECT_EQ(officer->get(timeline + wrong).problem().code(), "bad-parameter") << wrong;
  }
}

TEST_F(Records, AreReadWithoutTheirFieldsByTheThousand) {
  const std::string timeline = "/api/v1/providers/rose-court/timeline";
  ASSERT_EQ(officer->post(kRecords, complaint()).status, 201);
  const auto whole = officer->get(timeline + "?limit=500").as<Timeline>();
  const auto brief = officer->get(timeline + "?fields=none&limit=20000").as<Timeline>();
  ASSERT_EQ(brief.items_size(), whole.items_size());
  for (int i = 0; i < brief.items_size(); ++i) {
    TimelineItem expected = whole.items(i);
    EXPECT_GT(expected.fields_size(), 0);
    expected.clear_fields();
    EXPECT_EQ(brief.items(i).SerializeAsString(), expected.SerializeAsString());
  }
  EXPECT_EQ(brief.version(), whole.version());
  for (const char* wrong : {"?fields=none&limit=20001", "?limit=20000", "?fields=some"}) {
    EXPECT_EQ(officer->get(timeline + wrong).problem().code(), "bad-parameter") << wrong;
  }
}

TEST_F(Records, MakeTheCourseOfAProvider) {
  const std::string course = "/api/v1/providers/rose-court/course";
  ASSERT_EQ(officer->post(kRecords, complaint()).status, 201);
  const auto now = officer->get(course).as<Course>();
  EXPECT_EQ(now.provider(), "rose-court");
  EXPECT_EQ(now.as_of(), "2026-05-01");
  EXPECT_EQ(now.decided_size(), 1);
  EXPECT_EQ(now.suggested_size(), 1);
  EXPECT_EQ(officer->get(course + "?as_of=2026-04-30").as<Course>().as_of(), "2026-04-30");
  EXPECT_EQ(officer->get(course + "?as_of=x").problem().code(), "bad-parameter");
  EXPECT_EQ(officer->get("/api/v1/providers/nowhere/course").status, 404);
}

TEST_F(Records, AreWrittenOutInPiecesAndRedacted) {
  ASSERT_EQ(
      officer->post(kRecords, complaint("2026-04-12", R"(,"complainant":"A daughter")")).status,
      201);
  const Answer lines = officer->get("/api/v1/export?format=jsonl");
  EXPECT_EQ(lines.status, 200);
  EXPECT_EQ(lines.header("transfer-encoding"), "chunked");
  EXPECT_NE(lines.body.find("A daughter"), std::string::npos);
  const Answer csv = signed_in("READ_ONLY").get("/api/v1/export?format=csv&kind=Complaint");
  EXPECT_EQ(csv.header("content-type"), "text/csv; charset=utf-8");
  EXPECT_NE(csv.body.find("rose-court"), std::string::npos) << csv.body;
  EXPECT_EQ(csv.body.find("A daughter"), std::string::npos);
  EXPECT_EQ(officer->get("/api/v1/export?format=pdf").problem().code(), "bad-parameter");
  EXPECT_EQ(officer->get("/api/v1/export?from=x").problem().code(), "bad-parameter");
  EXPECT_EQ(officer->get("/api/v1/export?kind=Nothing").status, 422);
}

TEST_F(Records, AreWeighedOnTheDayAskedFor) {
  const std::string status = "/api/v1/providers/rose-court/status";
  EXPECT_EQ(officer->get(status + "?as_of=2026-04-01").as<Status>().as_of(), "2026-04-01");
  EXPECT_EQ(officer->get(status + "?as_of=yesterday").problem().code(), "bad-parameter");
  EXPECT_EQ(officer->get(status + "?as_known_at=x").problem().code(), "bad-parameter");
}

}  // namespace
