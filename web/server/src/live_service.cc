#include "live_service.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <utility>

#include "edge_limits.h"

namespace web {

namespace {

namespace asio = boost::asio;

/// Runs work on the tracker's pool, keeping the sockets' thread until it has answered; here and now
/// where the pool is full.
LiveHub::Run run_elsewhere(asio::io_context& context, RunWork run) {
  return [&context, run = std::move(run)](std::function<void()> work) {
    auto guard = std::make_shared<asio::executor_work_guard<asio::io_context::executor_type>>(
        context.get_executor());
    const auto shared = std::make_shared<std::function<void()>>(std::move(work));
    if (!run(Runs::kTracker, [guard, shared] { (*shared)(); })) (*shared)();
  };
}

}  // namespace

LiveService::LiveService(app::Tracker& tracker, const ServerSettings& settings, Metrics& metrics,
                         Sockets& sockets, asio::io_context& context, RunWork run)
    : tracker_(tracker),
      settings_(settings),
      metrics_(metrics),
      sockets_(sockets),
      context_(context),
      cursors_(settings.cursor_key),
      topics_(tracker, cursors_),
      hub_(tracker, topics_,
           {.here = [this](std::function<void()> work) { run_here(std::move(work)); },
            .elsewhere = run_elsewhere(context, std::move(run)),
            .now = [] { return std::chrono::steady_clock::now(); },
            .write_timeout = settings.write_timeout}),
      tick_(context) {}

void LiveService::run_here(std::function<void()> work) {
  asio::post(context_, [this, work = std::move(work)] {
    try {
      work();
    } catch (const std::exception&) {
      // What each client was told is not certain any more; they come back and begin anew.
      hub_.close_all(CloseCode::kServerFault);
    }
  });
}

LiveService::~LiveService() {
  if (listening_) tracker_.unlisten(listener_);
}

void LiveService::start() {
  listener_ = tracker_.listen([this](const auto& change) { hub_.notice(change); });
  listening_ = true;
  wait_for_tick();
}

void LiveService::stop() {
  if (std::exchange(listening_, false)) tracker_.unlisten(listener_);
  tick_.cancel();
  hub_.close_all(CloseCode::kGoingAway);
}

void LiveService::recheck_sessions() {
  asio::post(context_, [this] { hub_.recheck_sessions(); });
}

gwarchod::v1::Board LiveService::board(const app::Caller& caller) const {
  const LiveReader reader{caller, tracker_.board_epoch()};
  return topics_.board_snapshot(reader).frame.snapshot().board();
}

void LiveService::wait_for_tick() {
  tick_.expires_after(kLiveTick);
  tick_.async_wait([this](const boost::system::error_code& error) {
    if (error || !listening_) return;
    hub_.tick();
    wait_for_tick();
  });
}

}  // namespace web
