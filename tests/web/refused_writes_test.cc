#include <mutex>
#include <optional>

#include "eventstore/support/store_before.h"
#include "support/house.h"

/// What is answered when the store takes nothing: in both languages, and when to come again.
namespace {

using namespace web_test;
using eventstore::AppendError;
using Kind = AppendError::Kind;

/// Refuses what the test says, as a store does whose disk is full.
class RefusingStore final : public eventstore::test::StoreBefore {
 public:
  explicit RefusingStore(std::unique_ptr<eventstore::EventStore> store)
      : StoreBefore(*store), owned_(std::move(store)) {}

  void refuse(Kind kind, bool may_be_written = false) {
    const std::lock_guard lock(mutex_);
    refusal_ = AppendError{.kind = kind, .what = "the test says", .may_be_written = may_be_written};
  }
  void take() {
    const std::lock_guard lock(mutex_);
    refusal_.reset();
  }

  void append(eventstore::Commit commit, Done done) override {
    if (const auto why = refuses_writes()) return done(*why);
    StoreBefore::append(std::move(commit), std::move(done));
  }
  [[nodiscard]] std::optional<AppendError> refuses_writes() const override {
    const std::lock_guard lock(mutex_);
    return refusal_;
  }

 private:
  std::unique_ptr<eventstore::EventStore> owned_;
  mutable std::mutex mutex_;
  std::optional<AppendError> refusal_;
};

class RefusedWrites : public House {
 protected:
  RefusedWrites() {
    auto before = std::make_unique<RefusingStore>(std::move(store));
    refusing = before.get();
    store = std::move(before);
    start();
    officer = std::make_unique<Browser>(signed_in("OFFICER"));
  }
  ~RefusedWrites() override {
    refusing->take();
    server.reset();
    tracker.reset();
  }
  /// What is said of a record that is sent now, and that nothing of it is on record.
  Answer sent() {
    const std::uint64_t before = events();
    const Answer answer = officer->post(kRecords, complaint());
    EXPECT_EQ(events(), before);
    return answer;
  }
  static void expect_words(const Answer& answer, const std::string& en, const std::string& cy) {
    const gwarchod::v1::Problem problem = answer.problem();
    EXPECT_NE(problem.words().en().find(en), std::string::npos) << answer.body;
    EXPECT_NE(problem.words().cy().find(cy), std::string::npos) << answer.body;
    EXPECT_EQ(problem.detail(), problem.words().en());
    EXPECT_EQ(static_cast<int>(problem.status()), answer.status);
    EXPECT_EQ(answer.header("content-type"), "application/problem+json");
  }

  RefusingStore* refusing = nullptr;
  std::unique_ptr<Browser> officer;
};

TEST_F(RefusedWrites, ForAFullDiskSayWhatToDoAndThatReadingGoesOn) {
  refusing->refuse(Kind::kDiskFull);
  const Answer answer = sent();
  EXPECT_EQ(answer.status, 507);
  EXPECT_EQ(answer.problem().code(), "disk-full");
  EXPECT_EQ(answer.header("retry-after"), "60");
  expect_words(answer, "disk is full: nothing was recorded", "yn llawn: ni chofnodwyd dim");
  EXPECT_EQ(officer->get("/api/v1/board").status, 200);
  refusing->take();
  EXPECT_EQ(officer->post(kRecords, complaint()).status, 201);
}

TEST_F(RefusedWrites, ForADiskThatFailsNameWhoIsToBeTold) {
  refusing->refuse(Kind::kStorageFailed);
  const Answer answer = sent();
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.problem().code(), "storage");
  EXPECT_EQ(answer.header("retry-after"), "60");
  expect_words(answer, "Tell whoever looks after the server", "sawl sy'n gofalu am y gweinydd");
}

TEST_F(RefusedWrites, OfABusyStoreMayComeAgainInAMoment) {
  refusing->refuse(Kind::kBusy);
  const Answer answer = sent();
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.problem().code(), "busy");
  EXPECT_EQ(answer.header("retry-after"), "2");
  expect_words(answer, "Try again in a moment", "ymhen eiliad");
}

TEST_F(RefusedWrites, OfAnUnknownOutcomeAreToBeSentAgainAsTheyWere) {
  refusing->refuse(Kind::kStorageFailed, true);
  const Answer answer = sent();
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.problem().code(), "outcome-unknown");
  EXPECT_EQ(answer.header("retry-after"), "2");
  expect_words(answer, "Send the same again: it is recorded once", "fe'i cofnodir unwaith");
  EXPECT_EQ(answer.body.find("nothing was recorded"), std::string::npos);
}

TEST_F(RefusedWrites, OfAnErasureSayTheSameAndDestroyNothing) {
  ASSERT_EQ(
      officer
          ->post(kRecords, R"({"kind":"AdultAtRiskReport","envelope":{"occurredFrom":"2026-04-12",)"
                           R"("source":"COUNCIL_SAFEGUARDING"},"body":{"adult":"P-4711",)"
                           R"("categories":["ABUSE_PHYSICAL"],"allegation":"Left alone"}})")
          .status,
      201);
  Browser chief = signed_in("ADMINISTRATOR");
  refusing->refuse(Kind::kDiskFull);
  const Answer answer =
      chief.post("/api/v1/erasures", R"({"person":"P-4711","why":"Asked for.","authority":"DPO"})");
  EXPECT_EQ(answer.status, 507) << answer.body;
  EXPECT_TRUE(keys->find("P-4711").has_value());
}

TEST_F(RefusedWrites, AreToldByReadyzWhichStaysReadyForReading) {
  refusing->refuse(Kind::kDiskFull);
  const Answer ready = browser().get("/readyz");
  EXPECT_EQ(ready.status, 200);
  EXPECT_EQ(ready.body.find("degraded\n"), 0U) << ready.body;
  EXPECT_NE(ready.body.find("reading only: disk-full: "), std::string::npos) << ready.body;
  EXPECT_NE(browser().get("/metrics").body.find("disk-full"), std::string::npos);
  refusing->take();
  const Answer again = browser().get("/readyz");
  EXPECT_EQ(again.body.find("ready\n"), 0U) << again.body;
  EXPECT_EQ(again.body.find("reading only"), std::string::npos) << again.body;
}

}  // namespace
