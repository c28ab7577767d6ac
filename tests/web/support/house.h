#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>

#include "app/tracker.h"
#include "browser.h"
#include "eventstore/memory_store.h"
#include "web/server.h"

namespace web_test {

class TestClock final : public schema::Clock {
 public:
  [[nodiscard]] schema::Instant now() const override;
  void set_day(const std::string& day);

 private:
  std::atomic<std::int64_t> now_us_{1'777'626'000'000'000};  // 1 May 2026, 09:00 UTC
};

/// A folder of its own under the system's, gone with it.
class Folder {
 public:
  Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();
  void write(const std::string& name, const std::string& content) const;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// The whole server on a free port of the loopback, over a store in memory: a demonstration
/// authority whose two providers are rose-court and lily-lodge.
class House : public testing::Test {
 protected:
  House();
  ~House() override;

  void start();
  /// The authority without a server. `follow`: by a thread of its own, else only when settle()
  /// says.
  void open_tracker(bool follow);
  /// Waits until the views hold the position.
  void settle(std::uint64_t position);
  /// Every connection gone, another port; the same authority.
  void restart_server();
  /// The tracker's own account of it, waiting for the disk: not over HTTP.
  std::uint64_t record(const std::string& provider, const std::string& on);
  [[nodiscard]] Browser browser() const { return Browser{server->port()}; }
  [[nodiscard]] Browser signed_in(const std::string& role) const;

  /// The body of a record request: a complaint about medication.
  [[nodiscard]] static std::string complaint(const std::string& on = "2026-04-12",
                                             const std::string& more_of_body = "");
  static constexpr const char* kRecords = "/api/v1/providers/rose-court/records";
  [[nodiscard]] std::uint64_t events() const { return store->last_position().value(); }

  TestClock clock;
  Folder pages;
  schema::Schema schema;
  std::unique_ptr<eventstore::EventStore> store;
  std::unique_ptr<eventstore::Keyring> keys = eventstore::make_memory_keyring();
  std::unique_ptr<app::IdSource> ids;
  app::Settings settings;
  web::ServerSettings server_settings;
  std::unique_ptr<app::Tracker> tracker;
  std::unique_ptr<web::Server> server;
  bool follows = true;
};

}  // namespace web_test
