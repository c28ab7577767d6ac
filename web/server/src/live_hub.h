#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/tracker.h"
#include "close_code.h"
#include "live_frame.h"
#include "live_topics.h"

namespace web {

/// One open live socket, as the hub sees it.
class LiveClient {
 public:
  LiveClient() = default;
  LiveClient(const LiveClient&) = delete;
  LiveClient& operator=(const LiveClient&) = delete;
  virtual ~LiveClient() = default;
  /// Sends it, and calls LiveHub::written when it is sent; the hub gives one frame at a time.
  virtual void write(const SharedFrame& frame) = 0;
  /// Ends the socket. The hub gives it no frame after this.
  virtual void close(CloseCode code) = 0;
};

/// Tells live clients what changed. What one change did is encoded once for each topic, clearance
/// and encoding, and shared; everything that happened while the last round went out is one frame.
///
/// Each subscription stands at a position. A shared frame covers (from, to] and is sent to whoever
/// stands at `from`; whoever does not (it is behind, or was just sent a snapshot) is sent what is
/// new since its own position instead. So nothing is missed and nothing is sent twice. A client
/// whose queue is full loses its queued deltas and falls back to the position before them: once it
/// has read what is under way, it is sent the latest of each row since then, and no more than that
/// is ever held.
///
/// Threads: one (`here`); except notice(), any.
class LiveHub {
 public:
  using ClientId = std::uint64_t;
  using Run = std::function<void(std::function<void()>)>;
  struct Surroundings {
    Run here;       // runs it later on the hub's own thread
    Run elsewhere;  // runs it on a thread that may wait for the tracker
    std::function<std::chrono::steady_clock::time_point()> now;
    std::chrono::milliseconds write_timeout;
  };

  LiveHub(app::Tracker& tracker, const LiveTopics& topics, Surroundings surroundings);

  [[nodiscard]] ClientId join(LiveClient& client, app::Caller caller, std::string token,
                              Encoding encoding);
  /// The client is not used after this.
  void leave(ClientId id);
  /// A message came: `text` says in which form.
  void received(ClientId id, std::string_view message, bool text);
  /// The frame given last is sent.
  void written(ClientId id);

  /// Something changed. Called by the tracker, in order; quick.
  void notice(const std::shared_ptr<const app::Change>& change);

  /// To be called every kLiveTick: bookmarks, slow clients, sessions that ran out.
  void tick();
  /// Closes the sockets whose session has ended, and sends anew to those whose rights changed.
  void recheck_sessions();
  void close_all(CloseCode code);
  [[nodiscard]] std::size_t size() const { return clients_.size(); }

 private:
  using Time = std::chrono::steady_clock::time_point;
  enum class State : std::uint8_t {
    kLoading,  // a first frame is being made
    kLive,
    kBehind,  // queued frames were dropped: catch up when the queue is empty
  };
  struct Subscription {
    std::uint64_t serial = 0;    // tells a load begun for an earlier subscription apart
    std::uint64_t position = 0;  // of what is sent or queued
    std::uint64_t told = 0;      // of the last cursor sent or queued
    State state = State::kLoading;
  };
  struct Client {
    LiveClient* socket = nullptr;
    app::Caller caller;
    std::string token;
    Encoding encoding = Encoding::kJson;
    std::map<std::string, Subscription> subscriptions;
    std::deque<SharedFrame> queue;
    bool writing = false;
    Time writing_since;
    Time window_began;
    std::size_t window_frames = 0;
    std::optional<CloseCode> closing;  // when the queue is empty
    bool closed = false;
  };
  struct Audience {
    std::string topic;
    gwarchod::v1::Class clearance;
    Encoding encoding;
    auto operator<=>(const Audience&) const = default;
  };
  /// Frames of one round, made when first asked for.
  using Round = std::map<Audience, SharedFrame>;

  // What clients ask.
  void subscribe(ClientId id, Client& client, const gwarchod::v1::Subscribe& asked);
  void unsubscribe(ClientId id, Client& client, const std::string& topic);
  void refuse(Client& client, const std::string& topic, const Problem& problem);
  void refuse_and_close(Client& client, const Problem& problem, CloseCode code);
  [[nodiscard]] bool is_too_much(Client& client);

  // First frames.
  using First = schema::Result<SharedFrame, Problem>;
  void load_snapshot(ClientId id, Client& client, const std::string& topic);
  void load_since(ClientId id, Client& client, const std::string& topic, std::uint64_t position);
  [[nodiscard]] static First make_first(const std::function<LiveTopics::Outcome()>& tell,
                                        Encoding encoding, std::uint64_t from);
  void landed(const Audience& audience, std::uint64_t flight, const First& first);
  void loaded(ClientId id, const std::string& topic, std::uint64_t serial, const First& first);
  void catch_up(Client& client, const std::string& topic, Subscription& subscription);

  // Changes.
  struct Merged;
  void drain();
  [[nodiscard]] Merged take_inbox();
  void tell(const std::string& topic, const Merged& merged);
  [[nodiscard]] SharedFrame frame_for(const Client& client, const std::string& topic,
                                      const Merged& merged, Round& round) const;
  void advance(const Merged& merged);
  void replace_boards();

  // The queue of one client.
  void enqueue(Client& client, const SharedFrame& frame);
  void drop_queued(Client& client);
  void start_write(Client& client, const SharedFrame& frame);
  void close(Client& client, CloseCode code);

  [[nodiscard]] LiveReader reader_of(const Client& client) const;
  [[nodiscard]] static SharedFrame frame_of(const LiveTopics::Told& told, Encoding encoding,
                                            std::uint64_t from);
  [[nodiscard]] static Audience audience_of(const Client& client, const std::string& topic);

  app::Tracker& tracker_;
  const LiveTopics& topics_;
  Surroundings around_;

  ClientId last_id_ = 0;
  std::uint64_t last_serial_ = 0;
  std::unordered_map<ClientId, Client> clients_;
  std::unordered_map<std::string, std::set<ClientId>> subscribers_;  // by topic

  /// A snapshot under way, and the subscriptions that wait for it.
  struct Flight {
    struct Waiting {
      ClientId id;
      std::uint64_t serial;
    };
    std::uint64_t serial = 0;
    std::vector<Waiting> waiting;
  };
  std::map<Audience, Flight> flights_;

  std::string epoch_;
  std::uint64_t taken_ = 0;  // changes up to here are told
  Time bookmarks_at_;
  Time sessions_at_;

  std::mutex inbox_mutex_;
  std::vector<std::shared_ptr<const app::Change>> inbox_;
};

}  // namespace web
