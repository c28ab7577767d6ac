#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/attachments.h"
#include "app/evidence.h"
#include "app/tracker.h"
#include "metrics.h"
#include "route.h"
#include "run_work.h"

namespace web {

/// What handlers are made with; all of it outlives the routes.
struct RouteContext {
  app::Tracker& tracker;
  Metrics& metrics;
  RunWork run;
  std::string url;                                    // of the server, for sign-in links
  bool secure_cookies = false;                        // behind a proxy that ends TLS
  std::shared_ptr<app::Evidence> evidence = nullptr;  // none: nothing is signed
  /// The board with the cursor from which its live topic goes on.
  std::function<gwarchod::v1::Board(const app::Caller&)> board;
  app::Attachments* attachments = nullptr;  // none: files are not taken
  std::filesystem::path pages = {};         // folder of the page, and of the template of a pack
  /// 32 bytes that seal what clients keep for us; empty: made anew.
  std::string cursor_key;
  /// Calls the last argument once, when the views hold something beyond the position, or the time
  /// has passed, or the server stops.
  using WaitBeyond =
      std::function<void(std::uint64_t, std::chrono::milliseconds, std::function<void()>)>;
  WaitBeyond wait_beyond = [](std::uint64_t, std::chrono::milliseconds,
                              const std::function<void()>& wake) { wake(); };
  /// Told after a session or an account ended, so that live sockets of it are closed. Any thread.
  std::function<void()> sessions_changed = [] {};
};

void add_session_routes(std::vector<Route>& routes, const RouteContext& context);
void add_board_routes(std::vector<Route>& routes, const RouteContext& context);
void add_policy_routes(std::vector<Route>& routes, const RouteContext& context);
void add_provider_routes(std::vector<Route>& routes, const RouteContext& context);
void add_record_routes(std::vector<Route>& routes, const RouteContext& context);
void add_deadline_routes(std::vector<Route>& routes, const RouteContext& context);
void add_pack_routes(std::vector<Route>& routes, const RouteContext& context);
void add_figures_routes(std::vector<Route>& routes, const RouteContext& context);
void add_account_routes(std::vector<Route>& routes, const RouteContext& context);
void add_erasure_routes(std::vector<Route>& routes, const RouteContext& context);
void add_export_routes(std::vector<Route>& routes, const RouteContext& context);
void add_evidence_routes(std::vector<Route>& routes, const RouteContext& context);
void add_attachment_routes(std::vector<Route>& routes, const RouteContext& context);
void add_event_routes(std::vector<Route>& routes, const RouteContext& context);
void add_health_routes(std::vector<Route>& routes, const RouteContext& context);

/// All of them, and those that describe them.
[[nodiscard]] std::vector<Route> make_routes(const RouteContext& context);

}  // namespace web
