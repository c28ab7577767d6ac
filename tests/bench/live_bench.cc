// From "it is on record" (the answer of the command) to the frame whole at another socket, with 1
// and 1,000 dashboards open; and in the same run a bare Beast server that broadcasts the same bytes
// to as many sockets, timed from the call. One thread reads all sockets of either. `--quick` ends
// within 40 s.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/websocket.hpp>
#include <chrono>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "app/system_clock.h"
#include "app/tracker.h"
#include "eventstore/memory_store.h"
#include "schema/json.h"
#include "web/server.h"

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using asio::ip::tcp;
using Clock = std::chrono::steady_clock;
using gwarchod::v1::ClientFrame;

constexpr std::size_t kProviders = 231;
constexpr std::size_t kManySockets = 1'000;
constexpr double kHold = 2.0;  // p99 at 1,000 sockets, times the bare broadcast's
constexpr std::size_t kReadBytes = 256UL * 1024;
constexpr std::chrono::seconds kPatience{20};

/// The reading end of one WebSocket, in system calls: what it costs is the same for both servers.
class Reader {
 public:
  Reader(std::uint16_t port, const std::string& cookie)
      : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      throw std::runtime_error("cannot connect");
    }
    send(
        "GET /api/v1/live HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: "
        "Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
        "Sec-WebSocket-Protocol: gwarchod.v1.protobuf\r\nCookie: gwarchod=" +
        cookie + "\r\n\r\n");
    while (buffer_.find("\r\n\r\n") == std::string::npos) read_some();
    if (!buffer_.starts_with("HTTP/1.1 101"))
      throw std::runtime_error("not a WebSocket: " + buffer_);
    buffer_.erase(0, buffer_.find("\r\n\r\n") + 4);
  }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  ~Reader() { ::close(socket_); }

  void send_frame(const std::string& payload) {
    std::string frame{"\x82"};
    frame += static_cast<char>(0x80U | payload.size());
    send(frame + std::string(4, '\0') + payload);
  }
  /// Reads once; the payload of the first whole frame, or nothing yet.
  std::string take() {
    read_some();
    return take_buffered();
  }
  std::string take_waiting() {
    std::string frame = take_buffered();
    while (frame.empty()) frame = take();
    return frame;
  }
  [[nodiscard]] int socket() const { return socket_; }

 private:
  void send(const std::string& bytes) const {
    if (::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) < 0) {
      throw std::runtime_error("cannot send");
    }
  }
  void read_some() {
    static thread_local std::vector<char> scrap(kReadBytes);
    const ssize_t got = ::recv(socket_, scrap.data(), scrap.size(), 0);
    if (got <= 0) throw std::runtime_error("closed");
    buffer_.append(scrap.data(), static_cast<std::size_t>(got));
  }
  std::string take_buffered() {
    if (buffer_.size() < 2) return {};
    std::size_t size = static_cast<unsigned char>(buffer_[1]);
    std::size_t head = 2;
    if (size >= 126) {
      head = size == 126 ? 4 : 10;
      if (buffer_.size() < head) return {};
      size = 0;
      for (std::size_t i = 2; i < head; ++i)
        size = size << 8U | static_cast<unsigned char>(buffer_[i]);
    }
    if (buffer_.size() < head + size) return {};
    std::string payload = buffer_.substr(head, size);
    buffer_.erase(0, head + size);
    return payload;
  }

  int socket_;
  std::string buffer_;
};

/// Open sockets, and one thread's reading of them.
class Readers {
 public:
  Readers(std::size_t count, std::uint16_t port, const std::string& cookie)
      : epoll_(::epoll_create1(0)) {
    for (std::size_t i = 0; i < count; ++i) {
      readers_.push_back(std::make_unique<Reader>(port, cookie));
      epoll_event event{};
      event.events = EPOLLIN;
      event.data.ptr = readers_.back().get();
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, readers_.back()->socket(), &event);
    }
  }
  Readers(const Readers&) = delete;
  Readers& operator=(const Readers&) = delete;
  ~Readers() { ::close(epoll_); }

  /// What each was sent first.
  void subscribe(const std::string& topic) {
    ClientFrame frame;
    frame.mutable_subscribe()->set_topic(topic);
    for (auto& reader : readers_) reader->send_frame(frame.SerializeAsString());
    for (auto& reader : readers_) reader->take_waiting();
  }
  /// Waits until every socket has its next frame; when each did, and the frame.
  std::vector<Clock::time_point> read_round(std::string& frame) {
    std::vector<Clock::time_point> arrived;
    std::vector<epoll_event> events(readers_.size());
    while (arrived.size() < readers_.size()) {
      const int ready = ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()),
                                     static_cast<int>(kPatience / std::chrono::milliseconds{1}));
      if (ready <= 0) throw std::runtime_error("a frame did not come");
      for (int i = 0; i < ready; ++i) {
        std::string got =
            static_cast<Reader*>(events[static_cast<std::size_t>(i)].data.ptr)->take();
        if (got.empty()) continue;
        arrived.push_back(Clock::now());
        frame = std::move(got);
      }
    }
    return arrived;
  }

 private:
  int epoll_;
  std::vector<std::unique_ptr<Reader>> readers_;
};

/// Starts something whose frame the sockets then get; gives the instant from which to count.
using Cause = std::function<std::future<Clock::time_point>(std::size_t round)>;

struct Latency {
  double p50_us = 0;
  double p99_us = 0;
};

Latency measure(Readers& readers, std::size_t rounds, const Cause& cause, std::string& frame) {
  std::vector<double> all;
  for (std::size_t round = 0; round < rounds; ++round) {
    auto from = cause(round);
    const auto arrived = readers.read_round(frame);
    const Clock::time_point began = from.get();
    for (const auto& at : arrived) {
      all.push_back(std::chrono::duration<double, std::micro>(at - began).count());
    }
  }
  std::ranges::sort(all);
  return {all[all.size() / 2], all[all.size() * 99 / 100]};
}

/// What Beast does alone: one shared buffer, one write a socket.
class BareBroadcast {
 public:
  BareBroadcast() : acceptor_(context_, {asio::ip::address_v4::loopback(), 0}) {
    acceptor_.listen(asio::socket_base::max_listen_connections);
    accept();
    thread_ = std::thread([this] { context_.run(); });
  }
  BareBroadcast(const BareBroadcast&) = delete;
  BareBroadcast& operator=(const BareBroadcast&) = delete;
  ~BareBroadcast() {
    context_.stop();
    thread_.join();
  }
  [[nodiscard]] std::uint16_t port() { return acceptor_.local_endpoint().port(); }
  [[nodiscard]] std::size_t open() const { return open_; }

  std::future<Clock::time_point> send(const std::shared_ptr<const std::string>& frame) {
    // The bytes may arrive before the write's handler has run, and Beast takes one write at a time.
    while (writing_ != 0) std::this_thread::yield();
    writing_ = sockets_.size();
    auto began = std::make_shared<std::promise<Clock::time_point>>();
    began->set_value(Clock::now());
    asio::post(context_, [this, frame] {
      for (auto& socket : sockets_) {
        socket->async_write(asio::buffer(*frame),
                            [this, frame](const auto&, std::size_t) { --writing_; });
      }
    });
    return began->get_future();
  }

 private:
  using Socket = websocket::stream<beast::tcp_stream, false>;
  void accept() {
    acceptor_.async_accept([this](const boost::system::error_code& error, tcp::socket socket) {
      if (error) return;
      socket.set_option(tcp::no_delay(true));
      auto& stream = *sockets_.emplace_back(std::make_unique<Socket>(std::move(socket)));
      stream.binary(true);
      stream.auto_fragment(false);
      stream.set_option(websocket::stream_base::decorator([](websocket::response_type& response) {
        response.set("Sec-WebSocket-Protocol", "gwarchod.v1.protobuf");
      }));
      stream.async_accept([this](const boost::system::error_code&) { ++open_; });
      accept();
    });
  }
  asio::io_context context_{1};
  tcp::acceptor acceptor_;
  std::vector<std::unique_ptr<Socket>> sockets_;
  std::atomic<std::size_t> open_ = 0;
  std::atomic<std::size_t> writing_ = 0;
  std::thread thread_;
};

/// A demonstration authority in memory, served.
class Authority {
 public:
  Authority() {
    settings_.demonstration = true;
    tracker_ = std::make_unique<app::Tracker>(*store_, *keys_, schema_, clock_, *ids_, settings_);
    tracker_->start();
    for (std::size_t i = 0; i < kProviders; ++i) enrol(fmt::format("provider-{}", i));
    web::ServerSettings server;
    server.port = 0;
    server_ = std::make_unique<web::Server>(*tracker_, server);
    if (const auto started = server_->start(); !started) throw std::runtime_error(started.error());
    gwarchod::v1::DemoSignInRequest request;
    request.set_role(gwarchod::v1::OFFICER);
    cookie_ = tracker_->demo_sign_in(request)->token;
  }
  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  [[nodiscard]] const std::string& cookie() const { return cookie_; }

  /// Records a compliment, which no rule counts, so that one record is one frame.
  std::future<Clock::time_point> record(std::size_t round) {
    auto answered = std::make_shared<std::promise<Clock::time_point>>();
    gwarchod::v1::RecordRequest request;
    fill(request, fmt::format(R"({{"kind":"Compliment","envelope":{{"occurredFrom":"{}",)"
                              R"("source":"PUBLIC"}},"body":{{"words":"Kind staff."}}}})",
                              schema::to_string(tracker_->today())));
    tracker_->record(app::Caller::system(), fmt::format("provider-{}", round % kProviders), request,
                     {}, [answered](const auto& recorded) {
                       const auto now = Clock::now();
                       if (!recorded) throw std::runtime_error(recorded.error().detail());
                       answered->set_value(now);
                     });
    return answered->get_future();
  }

 private:
  template <class Message>
  static void fill(Message& message, const std::string& json) {
    if (!schema::from_json(json, message)) throw std::runtime_error("bad JSON: " + json);
  }
  void enrol(const std::string& id) {
    gwarchod::v1::RegisterRequest request;
    fill(request, fmt::format(R"({{"provider":"{0}","envelope":{{"occurredFrom":"2026-01-05",)"
                              R"("source":"COUNCIL_CONTRACTS"}},"body":{{"name":"{0}",)"
                              R"("sector":"PRIVATE","service":"CARE_HOME_RESIDENTIAL",)"
                              R"("responsibleIndividual":"Someone"}}}})",
                              id));
    std::promise<void> done;
    tracker_->register_provider(app::Caller::system(), request, {}, [&](const auto& recorded) {
      if (!recorded) fmt::print(stderr, "{}\n", recorded.error().ShortDebugString());
      done.set_value();
    });
    done.get_future().get();
  }

  app::SystemClock clock_;
  schema::Schema schema_;
  std::unique_ptr<eventstore::EventStore> store_ = eventstore::make_memory_store(clock_);
  std::unique_ptr<eventstore::Keyring> keys_ = eventstore::make_memory_keyring();
  std::unique_ptr<app::IdSource> ids_ = app::make_random_ids(clock_);
  app::Settings settings_;
  std::unique_ptr<app::Tracker> tracker_;
  std::unique_ptr<web::Server> server_;
  std::string cookie_;
};

void allow_many_files() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

struct Compared {
  Latency ours;
  Latency bare;
};

Compared compare(Authority& authority, std::size_t sockets, std::size_t rounds) {
  Compared compared;
  std::string frame;
  {
    Readers readers{sockets, authority.port(), authority.cookie()};
    readers.subscribe("board");
    const Cause record = [&](std::size_t round) { return authority.record(round); };
    measure(readers, rounds / 10 + 1, record, frame);  // warm
    compared.ours = measure(readers, rounds, record, frame);
  }
  BareBroadcast bare;
  Readers readers{sockets, bare.port(), "none"};
  while (bare.open() < sockets) std::this_thread::yield();
  const auto same = std::make_shared<const std::string>(frame);
  const Cause send = [&](std::size_t) { return bare.send(same); };
  measure(readers, rounds / 10 + 1, send, frame);
  compared.bare = measure(readers, rounds, send, frame);
  fmt::print("{:>8} {:>8} {:>12.0f} {:>12.0f} {:>12.0f} {:>12.0f} {:>8.2f}\n", sockets,
             same->size(), compared.bare.p50_us, compared.bare.p99_us, compared.ours.p50_us,
             compared.ours.p99_us, compared.ours.p99_us / compared.bare.p99_us);
  return compared;
}

int run(bool quick) {
  allow_many_files();
  Authority authority;
  fmt::print("acknowledged -> frame at a dashboard, microseconds\n");
  fmt::print("{:>8} {:>8} {:>12} {:>12} {:>12} {:>12} {:>8}\n", "sockets", "bytes", "Beast p50",
             "Beast p99", "ours p50", "ours p99", "ratio");
  compare(authority, 1, quick ? 500 : 3'000);
  const Compared many = compare(authority, kManySockets, quick ? 400 : 1'500);
  const double ratio = many.ours.p99_us / many.bare.p99_us;
  fmt::print("p99 at {} sockets within {:.0f} times the bare broadcast: {}\n", kManySockets, kHold,
             ratio <= kHold ? "holds" : "falls short");
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc > 1 && std::string_view{argv[1]} == "--quick");
  } catch (const std::exception& fault) {
    fmt::print(stderr, "live: {}\n", fault.what());
    return 1;
  }
}
