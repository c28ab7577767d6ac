#include "authority.h"

#include <future>

#include "event_reader.h"
#include "schema/json.h"

namespace authority {
namespace {

using namespace gwarchod::v1;

app::Caller caller(const std::string& account, Role role, Agency agency) {
  app::Caller made;
  made.account = account;
  made.name = account;
  made.role = role;
  made.agency = agency;
  return made;
}

// Calls a command and waits for its answer.
template <class Command>
Answered answer_of(const Command& command) {
  auto answer = std::make_shared<std::promise<Answered>>();
  auto future = answer->get_future();
  command([answer](const Answered& recorded) { answer->set_value(recorded); });
  return future.get();
}

google::protobuf::Struct struct_of(const std::string& json) {
  google::protobuf::Struct made;
  const auto read = schema::from_json(json, made);
  EXPECT_TRUE(read.has_value()) << json;
  return made;
}

}  // namespace

schema::Day day(const std::string& text) { return *schema::parse_day(text); }

app::Caller officer() { return caller("officer", OFFICER, COUNCIL_SAFEGUARDING); }
app::Caller sub_group() { return caller("member", SUB_GROUP_MEMBER, HEALTH_BOARD); }
app::Caller reader() { return caller("reader", READ_ONLY, POLICE); }
app::Caller administrator() { return caller("chief", ADMINISTRATOR, COUNCIL_CONTRACTS); }

RegisterRequest registration(const std::string& id, const std::string& name) {
  RegisterRequest request;
  request.set_provider(id);
  request.mutable_envelope()->set_occurred_from("2026-01-05");
  request.mutable_envelope()->set_source(COUNCIL_CONTRACTS);
  *request.mutable_body() = struct_of(
      R"({"sector":"PRIVATE","service":"CARE_HOME_RESIDENTIAL","inCounty":true,"inUse":true,)"
      R"("town":"Barry","responsibleIndividual":"Mr Owner","name":")" +
      name + "\"}");
  return request;
}

RecordRequest request_of(const std::string& kind, const std::string& on,
                         const std::string& body_json) {
  RecordRequest request;
  request.set_kind(kind);
  request.mutable_envelope()->set_occurred_from(on);
  request.mutable_envelope()->set_source(COUNCIL_COMPLAINTS);
  *request.mutable_body() = struct_of(body_json);
  return request;
}

RecordRequest complaint(const std::string& on) {
  RecordRequest request =
      request_of("Complaint", on, R"({"stage":"LOCAL_RESOLUTION","complainant":"A daughter"})");
  request.mutable_envelope()->add_themes(MEDICATION);
  return request;
}

RecordRequest decision(const std::string& on, const std::string& stage) {
  return request_of("StageDecision", on,
                    R"({"toStage":")" + stage + R"(","reasons":"A pattern.","chair":"Chair",)" +
                        R"("effective":")" + on + "\"}");
}

gwarchod::v1::RecordRequest adult_at_risk(const std::string& on, const std::string& adult,
                                          const std::string& allegation) {
  return request_of("AdultAtRiskReport", on,
                    R"({"categories":["ABUSE_PHYSICAL"],"adult":")" + adult +
                        R"(","allegation":")" + allegation + "\"}");
}

Authority::Authority()
    : clock(schema::Instant{day("2026-05-01") + std::chrono::hours{9}}),
      store(eventstore::make_memory_store(clock)),
      ids(app::make_seeded_ids(7, clock)) {
  settings.authority = "Bro Enghraifft";
  settings.password_cost = app::Settings::PasswordCost::kMinimum;
  restart();
}

void Authority::restart() {
  tracker.reset();
  tracker = std::make_unique<app::Tracker>(*store, *keys, schema, clock, *ids, settings);
  tracker->catch_up();
}

Answered Authority::enrol(const std::string& id, const std::string& name) {
  return enrol(registration(id, name));
}

Answered Authority::enrol(const gwarchod::v1::RegisterRequest& request) {
  Answered recorded = answer_of([&](app::Tracker::Answer answer) {
    tracker->register_provider(officer(), request, {}, std::move(answer));
  });
  tracker->catch_up();
  return recorded;
}

Answered Authority::record(const std::string& provider, const RecordRequest& request,
                           const app::WriteTerms& terms, const app::Caller& by) {
  Answered recorded = answer_of([&](app::Tracker::Answer answer) {
    tracker->record(by, provider, request, terms, std::move(answer));
  });
  tracker->catch_up();
  return recorded;
}

Answered Authority::adopt(const PolicyAdopted& adopted, const app::Caller& by) {
  Answered recorded = answer_of(
      [&](app::Tracker::Answer answer) { tracker->adopt_policy(by, adopted, std::move(answer)); });
  tracker->catch_up();
  return recorded;
}

BoardRow Authority::row(const std::string& provider) const {
  const Board board = tracker->board(reader());
  for (const BoardRow& row : board.rows()) {
    if (row.provider() == provider) return row;
  }
  ADD_FAILURE() << "no row of " << provider;
  return {};
}

Event Authority::opened(const std::string& event_id) const {
  const auto stored = store->find(event_id);
  EXPECT_TRUE(stored.has_value());
  return stored ? app::EventReader(schema, *keys).read(*stored) : Event{};
}

std::string Authority::must_record(const std::string& provider,
                                   const gwarchod::v1::RecordRequest& request) {
  const auto recorded = record(provider, request);
  EXPECT_TRUE(recorded.has_value()) << recorded.error().DebugString();
  return recorded ? recorded->event_id() : std::string{};
}

void Authority::say_erased(const std::string& id, const gwarchod::v1::SubjectErased& erased) {
  gwarchod::v1::Event event;
  event.set_kind("SubjectErased");
  event.set_body(erased.SerializeAsString());
  eventstore::Commit commit;
  commit.writes.push_back({eventstore::StreamId{"erasure"},
                           eventstore::ExpectedVersion::any(),
                           {{id, "SubjectErased", event.SerializeAsString()}}});
  ASSERT_TRUE(store->append_and_wait(std::move(commit)).has_value());
}

std::size_t Authority::count_of(const std::string& kind) const {
  std::size_t count = 0;
  store->scan(eventstore::Position{1}, [&](const eventstore::StoredEvent& stored) {
    count += stored.type == kind ? 1U : 0U;
    return true;
  });
  return count;
}

}  // namespace authority
