#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "app/attachments.h"
#include "app/evidence.h"
#include "app/tracker.h"
#include "schema/result.h"

namespace web {

struct ServerSettings {
  std::string host = "127.0.0.1";  // an address, or a name that resolves to one
  std::uint16_t port = 8080;       // 0: any free port, told by Server::port()
  /// What npm built. Read once, at start; a folder that is missing leaves the API alone served.
  std::filesystem::path pages;
  /// Behind a proxy that ends TLS: cookies are Secure.
  bool behind_proxy = false;
  /// "https://gwarchod.example.org": the address in the browser, for sign-in links and the check of
  /// Origin. Empty: http://host:port as listened on.
  std::string public_url;
  /// 32 bytes that seal live cursors (app::kept_secret). Empty: made anew, so that after a restart
  /// live clients are sent a snapshot in place of what they missed.
  std::string cursor_key;
  /// Signs heads and proves events; none where the log is not on disk.
  std::shared_ptr<app::Evidence> evidence;
  std::size_t connections_max = 10'000;  // further ones wait in the system's queue
  std::chrono::milliseconds idle_timeout{60'000};
  std::chrono::milliseconds header_timeout{10'000};
  std::chrono::milliseconds write_timeout{30'000};
  /// In which each 64 KiB of a file that is attached must come; the whole may take as long as it
  /// takes.
  std::chrono::milliseconds upload_timeout{30'000};
  /// Where files are kept; none: they are not taken. Outlives the server.
  app::Attachments* attachments = nullptr;
};

/// The edge: HTTP/1.1 and WebSocket on one port, over a running Tracker.
/// Sockets and the live hub have one thread; reads and writes of the tracker run on a small pool,
/// and password hashing on one thread of its own, so that no request waits for another's disk or
/// hash. The tracker must outlive the server, and be started. Threads: any.
class Server {
 public:
  Server(app::Tracker& tracker, ServerSettings settings);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  /// stop(), if it was not called.
  ~Server();

  /// Listens and returns; requests are answered from then on.
  /// Errors: a plain line ("cannot listen on 127.0.0.1:8080: address already in use"); nothing
  /// runs.
  [[nodiscard]] schema::Result<void, std::string> start();

  /// The port listened on, once started.
  [[nodiscard]] std::uint16_t port() const;
  /// "http://127.0.0.1:8080", or the public URL: what to print for people, and where
  /// "/sign-in#token=" is added to make a sign-in link.
  [[nodiscard]] std::string url() const;

  /// Accepts no more, answers what was asked, closes live sockets with 1001 and every other socket,
  /// and waits for all of it: a few seconds at most. Blocks: not from a thread of the server's own.
  void stop();

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace web
