#include "web/server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <optional>
#include <thread>
#include <utility>

#include "await.h"
#include "edge.h"
#include "edge_limits.h"
#include "event_waits.h"
#include "http_connection.h"
#include "live_service.h"
#include "metrics.h"
#include "pages.h"
#include "router.h"
#include "routes.h"
#include "sockets.h"
#include "workers.h"

namespace web {

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
constexpr std::chrono::seconds kStopTime{3};
constexpr std::chrono::milliseconds kAcceptPause{100};

std::string in_url(const std::string& host) {
  return host.find(':') == std::string::npos ? host : "[" + host + "]";
}

}  // namespace

/// Everything that runs between start() and stop(). When stop() has returned no coroutine is left,
/// so that the order in which the members go does not matter to any.
struct Server::Inside {
  Inside(app::Tracker& tracker_given, ServerSettings settings_given)
      : tracker(tracker_given),
        settings(std::move(settings_given)),
        sockets([this](std::size_t open) { sockets_changed(open); }) {}

  schema::Result<void, std::string> listen();
  void build();
  asio::awaitable<void> accept_all();
  void begin_stop();
  void sockets_changed(std::size_t open);

  app::Tracker& tracker;
  ServerSettings settings;
  Metrics metrics;
  Sockets sockets;
  asio::io_context context{1};
  Workers workers;
  tcp::acceptor acceptor{context};
  asio::steady_timer room{context};  // cancelled when a connection ends
  asio::steady_timer patience{context};
  std::uint16_t port = 0;
  std::string url;
  std::optional<Pages> pages;
  std::optional<LiveService> live;
  std::optional<EventWaits> event_waits;
  std::optional<Router> router;
  std::optional<Edge> edge;
  std::optional<Surroundings> around;
  bool stopping = false;
  std::thread thread;
};

schema::Result<void, std::string> Server::Inside::listen() {
  const std::string where = in_url(settings.host) + ":" + std::to_string(settings.port);
  const auto failed = [&](const error_code& error) {
    return "cannot listen on " + where + ": " + error.message();
  };
  error_code error;
  tcp::resolver resolver{context};
  const auto found =
      resolver.resolve(settings.host, std::to_string(settings.port),
                       tcp::resolver::passive | tcp::resolver::numeric_service, error);
  if (error || found.empty()) return failed(error);
  const tcp::endpoint endpoint = *found.begin();
  acceptor.open(endpoint.protocol(), error);
  if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    error_code ignored;
    acceptor.close(ignored);
    return failed(error);
  }
  port = acceptor.local_endpoint().port();
  url = settings.public_url.empty() ? "http://" + in_url(settings.host) + ":" + std::to_string(port)
                                    : settings.public_url;
  while (url.ends_with('/')) url.pop_back();
  return {};
}

void Server::Inside::build() {
  const RunWork run = [this](Runs where, std::function<void()> work) {
    return workers.run(where, std::move(work));
  };
  pages.emplace(settings.pages);
  live.emplace(tracker, settings, metrics, sockets, context, run);
  event_waits.emplace(tracker, context);
  router.emplace(make_routes(
      {.tracker = tracker,
       .metrics = metrics,
       .run = run,
       .url = url,
       .secure_cookies = settings.behind_proxy,
       .evidence = settings.evidence,
       .board = [this](const app::Caller& caller) { return live->board(caller); },
       .attachments = settings.attachments,
       .pages = settings.pages,
       .cursor_key = settings.cursor_key,
       .wait_beyond =
           [this](std::uint64_t seen, std::chrono::milliseconds wait, std::function<void()> wake) {
             event_waits->wait(seen, wait, std::move(wake));
           },
       .sessions_changed = [this] { live->recheck_sessions(); }}));
  edge.emplace(tracker, *router, *pages, metrics, run, url);
  around.emplace(Surroundings{.edge = *edge,
                              .settings = settings,
                              .sockets = sockets,
                              .run = run,
                              .open_live = [this](tcp::socket socket, Request request) {
                                return live->serve(std::move(socket), std::move(request), *edge);
                              }});
}

asio::awaitable<void> Server::Inside::accept_all() {
  while (!stopping) {
    if (sockets.size() >= settings.connections_max) {
      room.expires_after(std::chrono::seconds{1});
      co_await room.async_wait(kAwait);
      continue;
    }
    auto [error, socket] = co_await acceptor.async_accept(kAwait);
    if (stopping) break;
    if (error) {  // out of file descriptors, say: those open go on, and free some
      room.expires_after(kAcceptPause);
      co_await room.async_wait(kAwait);
      continue;
    }
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    asio::co_spawn(context, serve_http(std::move(socket), *around), asio::detached);
  }
}

void Server::Inside::begin_stop() {
  stopping = true;
  error_code ignored;
  acceptor.close(ignored);
  room.cancel();
  live->stop();
  event_waits->stop();
  sockets.finish_all();
  if (sockets.size() == 0) return;
  patience.expires_after(kStopTime);
  patience.async_wait([this](const error_code& error) {
    if (!error) sockets.cut_all();
  });
}

void Server::Inside::sockets_changed(std::size_t open) {
  metrics.connections(open);
  if (open < settings.connections_max) room.cancel();
  if (stopping && open == 0) patience.cancel();
}

Server::Server(app::Tracker& tracker, ServerSettings settings)
    : inside_(std::make_unique<Inside>(tracker, std::move(settings))) {}

Server::~Server() { stop(); }

schema::Result<void, std::string> Server::start() {
  if (auto listening = inside_->listen(); !listening) return listening;
  inside_->build();
  asio::co_spawn(inside_->context, inside_->accept_all(), asio::detached);
  inside_->live->start();
  inside_->event_waits->start();
  inside_->thread = std::thread([inside = inside_.get()] { inside->context.run(); });
  return {};
}

std::uint16_t Server::port() const { return inside_->port; }

std::string Server::url() const { return inside_->url; }

void Server::stop() {
  if (!inside_->thread.joinable()) return;
  // The context's run ends by itself when the last coroutine has: nothing is abandoned half-way.
  asio::post(inside_->context, [inside = inside_.get()] { inside->begin_stop(); });
  inside_->thread.join();
  inside_->workers.join();
}

}  // namespace web
