#include "house.h"

#include <fstream>
#include <future>
#include <random>
#include <thread>

#include "schema/json.h"

namespace web_test {

namespace {

using Answered = app::Tracker::Outcome<gwarchod::v1::Recorded>;

app::Caller officer() {
  app::Caller caller;
  caller.account = "officer";
  caller.name = "officer";
  caller.role = gwarchod::v1::OFFICER;
  caller.agency = gwarchod::v1::COUNCIL_SAFEGUARDING;
  return caller;
}

template <class Command>
std::uint64_t position_of(const Command& command) {
  auto answer = std::make_shared<std::promise<std::uint64_t>>();
  auto future = answer->get_future();
  command([answer](const Answered& recorded) {
    EXPECT_TRUE(recorded.has_value()) << (recorded ? "" : recorded.error().ShortDebugString());
    answer->set_value(recorded ? recorded->position() : 0);
  });
  return future.get();
}

template <class Message>
Message message_of(const std::string& json) {
  Message message;
  EXPECT_TRUE(schema::from_json(json, message).has_value()) << json;
  return message;
}

}  // namespace

schema::Instant TestClock::now() const {
  return schema::Instant{schema::Instant::duration{now_us_.load()}};
}

void TestClock::set_day(const std::string& day) {
  now_us_ =
      schema::Instant{*schema::parse_day(day) + std::chrono::hours{9}}.time_since_epoch().count();
}

Folder::Folder() {
  std::random_device random;
  path_ = std::filesystem::temp_directory_path() / ("gwarchod-web-" + std::to_string(random()));
  std::filesystem::create_directories(path_);
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

void Folder::write(const std::string& name, const std::string& content) const {
  std::filesystem::create_directories((path_ / name).parent_path());
  std::ofstream{path_ / name, std::ios::binary} << content;
}

House::House() : store(eventstore::make_memory_store(clock)), ids(app::make_seeded_ids(7, clock)) {
  settings.authority = "Bro Enghraifft";
  settings.demonstration = true;
  settings.password_cost = app::Settings::PasswordCost::kMinimum;
  pages.write("index.html", "<!doctype html><title>Gwarchod</title>");
  server_settings.port = 0;
  server_settings.pages = pages.path();
  server_settings.cursor_key = std::string(32, 'k');
}

House::~House() {
  server.reset();
  tracker.reset();
}

void House::open_tracker(bool follow) {
  follows = follow;
  tracker = std::make_unique<app::Tracker>(*store, *keys, schema, clock, *ids, settings);
  follow ? tracker->start() : tracker->catch_up();
  for (const std::string id : {"rose-court", "lily-lodge"}) {
    const auto request = message_of<gwarchod::v1::RegisterRequest>(
        R"({"provider":")" + id +
        R"(","envelope":{"occurredFrom":"2026-01-05","source":"COUNCIL_CONTRACTS"},)"
        R"("body":{"name":"Rose Court","sector":"PRIVATE","service":"CARE_HOME_RESIDENTIAL",)"
        R"("inCounty":true,"inUse":true,"town":"Barry","responsibleIndividual":"Mr Owner"}})");
    const std::uint64_t position = position_of([&](app::Tracker::Answer answer) {
      tracker->register_provider(officer(), request, {}, std::move(answer));
    });
    settle(position);
  }
}

void House::settle(std::uint64_t position) {
  if (!follows) return tracker->catch_up();
  while (tracker->position() < position) std::this_thread::yield();
}

void House::start() {
  open_tracker(true);
  restart_server();
}

void House::restart_server() {
  server.reset();
  server = std::make_unique<web::Server>(*tracker, server_settings);
  const auto started = server->start();
  ASSERT_TRUE(started.has_value()) << started.error();
}

std::uint64_t House::record(const std::string& provider, const std::string& on) {
  const auto request = message_of<gwarchod::v1::RecordRequest>(complaint(on));
  const std::uint64_t position = position_of([&](app::Tracker::Answer answer) {
    tracker->record(officer(), provider, request, {}, std::move(answer));
  });
  settle(position);
  return position;
}

Browser House::signed_in(const std::string& role) const {
  Browser made = browser();
  made.sign_in(role);
  return made;
}

std::string House::complaint(const std::string& on, const std::string& more_of_body) {
  return R"({"kind":"Complaint","envelope":{"occurredFrom":")" + on +
         R"(","source":"COUNCIL_COMPLAINTS","themes":["MEDICATION"]},)"
         R"("body":{"stage":"LOCAL_RESOLUTION")" +
         more_of_body + "}}";
}

}  // namespace web_test
