#include "live_hub.h"

#include <algorithm>
#include <utility>

#include "edge_limits.h"
#include "schema/json.h"

namespace web {

using gwarchod::v1::ClientFrame;
using gwarchod::v1::ServerFrame;

LiveHub::LiveHub(app::Tracker& tracker, const LiveTopics& topics, Surroundings surroundings)
    : tracker_(tracker),
      topics_(topics),
      around_(std::move(surroundings)),
      epoch_(tracker.board_epoch()),
      taken_(tracker.position()),
      bookmarks_at_(around_.now() + kLiveBookmarkEvery),
      sessions_at_(around_.now() + kLiveSessionsEvery) {}

LiveHub::ClientId LiveHub::join(LiveClient& client, app::Caller caller, std::string token,
                                Encoding encoding) {
  Client& joined = clients_[++last_id_];
  joined.socket = &client;
  joined.caller = std::move(caller);
  joined.token = std::move(token);
  joined.encoding = encoding;
  joined.window_began = around_.now();
  return last_id_;
}

void LiveHub::leave(ClientId id) {
  const auto found = clients_.find(id);
  if (found == clients_.end()) return;
  while (!found->second.subscriptions.empty()) {
    unsubscribe(id, found->second, std::string{found->second.subscriptions.begin()->first});
  }
  clients_.erase(found);
}

// What clients ask.

void LiveHub::received(ClientId id, std::string_view message, bool text) {
  const auto found = clients_.find(id);
  if (found == clients_.end() || found->second.closed || found->second.closing) return;
  Client& client = found->second;
  if (is_too_much(client)) return close(client, CloseCode::kTooManyFrames);
  if (text != (client.encoding == Encoding::kJson)) {
    return refuse_and_close(
        client,
        make_problem(400, "wrong-form",
                     "gwarchod.v1.json takes text frames and gwarchod.v1.protobuf binary ones.",
                     "Fframiau testun i gwarchod.v1.json a rhai deuaidd i gwarchod.v1.protobuf."),
        CloseCode::kWrongForm);
  }
  ClientFrame frame;
  if (client.encoding == Encoding::kJson) {
    if (const auto read = schema::from_json(message, frame); !read) {
      return refuse_and_close(client, json_problem(read.error()), CloseCode::kNoMessage);
    }
  } else if (!frame.ParseFromArray(message.data(), static_cast<int>(message.size()))) {
    frame.Clear();
  }
  switch (frame.frame_case()) {
    case ClientFrame::kSubscribe:
      return subscribe(id, client, frame.subscribe());
    case ClientFrame::kUnsubscribe:
      return unsubscribe(id, client, frame.unsubscribe().topic());
    case ClientFrame::kPing: {
      LiveTopics::Told pong;
      pong.frame.mutable_pong()->set_token(frame.ping().token());
      return enqueue(client, frame_of(pong, client.encoding, 0));
    }
    case ClientFrame::FRAME_NOT_SET:
      return refuse_and_close(client,
                              make_problem(400, "no-message", "The frame is no ClientFrame.",
                                           "Nid ClientFrame yw'r ffrâm."),
                              CloseCode::kNoMessage);
  }
}

bool LiveHub::is_too_much(Client& client) {
  const Time now = around_.now();
  if (now - client.window_began > kLiveRateWindow) {
    client.window_began = now;
    client.window_frames = 0;
  }
  return ++client.window_frames > kLiveClientFramesMax;
}

void LiveHub::subscribe(ClientId id, Client& client, const gwarchod::v1::Subscribe& asked) {
  const std::string& topic = asked.topic();
  if (!LiveTopics::is_topic(topic)) {
    return refuse(client, topic,
                  make_problem(404, "unknown-topic", "The topics are board and provider/<id>.",
                               "Y pynciau yw board a provider/<id>."));
  }
  if (client.subscriptions.size() >= kLiveTopicsMax && !client.subscriptions.contains(topic)) {
    return refuse(client, topic,
                  make_problem(422, "too-many-topics", "One socket takes 16 topics at most.",
                               "Mae un soced yn derbyn 16 o bynciau ar y mwyaf."));
  }
  client.subscriptions[topic] = {};
  subscribers_[topic].insert(id);
  const std::uint64_t position = topics_.position_of(asked.cursor(), topic, reader_of(client));
  if (position == 0) return load_snapshot(id, client, topic);
  load_since(id, client, topic, position);
}

void LiveHub::unsubscribe(ClientId id, Client& client, const std::string& topic) {
  client.subscriptions.erase(topic);
  const auto found = subscribers_.find(topic);
  if (found == subscribers_.end()) return;
  found->second.erase(id);
  if (found->second.empty()) subscribers_.erase(found);
}

void LiveHub::refuse(Client& client, const std::string& topic, const Problem& problem) {
  LiveTopics::Told told;
  // A topic is a short word of ours; what else was sent is not sent back.
  if (LiveTopics::is_topic(topic)) told.frame.set_topic(topic);
  *told.frame.mutable_refused()->mutable_problem() = problem;
  auto frame = std::make_shared<LiveFrame>();
  frame->bytes = encode(told.frame, client.encoding);
  enqueue(client, frame);
}

void LiveHub::refuse_and_close(Client& client, const Problem& problem, CloseCode code) {
  client.closing = code;
  refuse(client, "", problem);
}

// First frames.

void LiveHub::load_snapshot(ClientId id, Client& client, const std::string& topic) {
  Subscription& subscription = client.subscriptions[topic];
  subscription = {.serial = ++last_serial_};
  const Audience audience = audience_of(client, topic);
  Flight& flight = flights_[audience];
  flight.waiting.push_back({id, subscription.serial});
  if (flight.serial != 0) return;  // under way: what it misses is caught up with
  flight.serial = ++last_serial_;
  around_.elsewhere([this, audience, reader = reader_of(client), serial = flight.serial] {
    const First first =
        make_first([&] { return topics_.snapshot(audience.topic, reader); }, audience.encoding, 0);
    around_.here([this, audience, serial, first] { landed(audience, serial, first); });
  });
}

/// Away from the hub's thread a surprise has nobody else to catch it.
LiveHub::First LiveHub::make_first(const std::function<LiveTopics::Outcome()>& tell,
                                   Encoding encoding, std::uint64_t from) {
  try {
    const auto told = tell();
    if (!told) return told.error();
    return frame_of(*told, encoding, from);
  } catch (const std::exception&) {
    return server_fault();
  }
}

void LiveHub::landed(const Audience& audience, std::uint64_t flight, const First& first) {
  const auto found = flights_.find(audience);
  // A board of yesterday is still landing when today's has been asked for.
  if (found == flights_.end() || found->second.serial != flight) return;
  const Flight landing = std::move(found->second);
  flights_.erase(found);
  for (const auto& waiting : landing.waiting) {
    loaded(waiting.id, audience.topic, waiting.serial, first);
  }
}

void LiveHub::load_since(ClientId id, Client& client, const std::string& topic,
                         std::uint64_t position) {
  Subscription& subscription = client.subscriptions[topic];
  subscription = {.serial = ++last_serial_};
  around_.elsewhere([this, id, topic, position, reader = reader_of(client),
                     encoding = client.encoding, serial = subscription.serial] {
    const First first = make_first(
        [&] {
          auto told = topics_.since(topic, reader, position);
          // With nothing missed, a bookmark says that the client is up to date.
          if (told && told->empty) told = topics_.bookmark(topic, reader, told->position);
          return told;
        },
        encoding, position);
    around_.here([this, id, topic, serial, first] { loaded(id, topic, serial, first); });
  });
}

void LiveHub::loaded(ClientId id, const std::string& topic, std::uint64_t serial,
                     const First& first) {
  const auto found = clients_.find(id);
  if (found == clients_.end()) return;
  Client& client = found->second;
  const auto subscription = client.subscriptions.find(topic);
  if (subscription == client.subscriptions.end() || subscription->second.serial != serial) return;
  if (!first) {
    unsubscribe(id, client, std::string{topic});
    return refuse(client, topic, first.error());
  }
  subscription->second.state = State::kLive;
  subscription->second.position = (*first)->to;
  subscription->second.told = (*first)->to;
  enqueue(client, *first);
  if (subscription->second.position < taken_) catch_up(client, topic, subscription->second);
}

void LiveHub::catch_up(Client& client, const std::string& topic, Subscription& subscription) {
  const LiveReader reader = reader_of(client);
  const std::uint64_t from = subscription.position;
  auto told = topics_.since(topic, reader, from);
  // A view may have changed by time alone, which leaves no event to find.
  if (told && told->empty && subscription.state == State::kBehind && topic != LiveTopics::kBoard) {
    told = topics_.provider_delta(topic, reader, {}, told->position);
  }
  if (!told) return close(client, CloseCode::kServerFault);
  subscription.state = State::kLive;
  subscription.position = told->position;
  if (told->empty) return;
  subscription.told = told->position;
  enqueue(client, frame_of(*told, client.encoding, from));
}

// The queue of one client.

void LiveHub::enqueue(Client& client, const SharedFrame& frame) {
  if (client.closed) return;
  if (!client.writing) return start_write(client, frame);
  if (frame->is_snapshot) {
    std::erase_if(client.queue,
                  [&](const SharedFrame& queued) { return queued->topic == frame->topic; });
  }
  client.queue.push_back(frame);
  if (client.queue.size() > kLiveQueueFramesMax) drop_queued(client);
}

void LiveHub::drop_queued(Client& client) {
  std::deque<SharedFrame> kept;
  for (SharedFrame& frame : client.queue) {
    const auto found = client.subscriptions.find(frame->topic);
    if (frame->is_snapshot || frame->topic.empty()) {
      kept.push_back(std::move(frame));
    } else if (found != client.subscriptions.end() && found->second.state == State::kLive) {
      found->second.state = State::kBehind;
      found->second.position = frame->from;
    }
  }
  client.queue = std::move(kept);
  // What is kept is at most a snapshot a topic, and answers to what the client itself sent.
  constexpr std::size_t kAnswersMax = kLiveTopicsMax + kLiveClientFramesMax;
  if (client.queue.size() > kAnswersMax) close(client, CloseCode::kTooSlow);
}

void LiveHub::start_write(Client& client, const SharedFrame& frame) {
  client.writing = true;
  client.writing_since = around_.now();
  client.socket->write(frame);
}

void LiveHub::written(ClientId id) {
  const auto found = clients_.find(id);
  if (found == clients_.end()) return;
  Client& client = found->second;
  client.writing = false;
  if (client.closed) return;
  if (!client.queue.empty()) {
    SharedFrame next = std::move(client.queue.front());
    client.queue.pop_front();
    return start_write(client, next);
  }
  if (client.closing) return close(client, *client.closing);
  for (auto& [topic, subscription] : client.subscriptions) {
    if (subscription.state == State::kBehind) catch_up(client, topic, subscription);
  }
}

void LiveHub::close(Client& client, CloseCode code) {
  if (std::exchange(client.closed, true)) return;
  client.queue.clear();
  client.socket->close(code);
}

void LiveHub::close_all(CloseCode code) {
  for (auto& [id, client] : clients_) close(client, code);
}

// By time.

void LiveHub::tick() {
  const Time now = around_.now();
  for (auto& [id, client] : clients_) {
    if (client.writing && now - client.writing_since > around_.write_timeout) {
      close(client, CloseCode::kTooSlow);
    }
  }
  if (now >= sessions_at_) {
    sessions_at_ = now + kLiveSessionsEvery;
    recheck_sessions();
  }
  if (now < bookmarks_at_) return;
  bookmarks_at_ = now + kLiveBookmarkEvery;
  for (auto& [id, client] : clients_) {
    for (auto& [topic, subscription] : client.subscriptions) {
      if (subscription.state != State::kLive || subscription.told >= subscription.position)
        continue;
      subscription.told = subscription.position;
      enqueue(client, frame_of(topics_.bookmark(topic, reader_of(client), subscription.position),
                               client.encoding, subscription.position));
    }
  }
}

void LiveHub::recheck_sessions() {
  for (auto& [id, client] : clients_) {
    if (client.closed) continue;
    auto caller = tracker_.caller_of(client.token);
    if (!caller) {
      close(client, CloseCode::kSessionEnded);
      continue;
    }
    const bool sees_the_same = caller->clearance() == client.caller.clearance();
    client.caller = std::move(*caller);
    if (sees_the_same) continue;
    for (const auto& [topic, subscription] : client.subscriptions) load_snapshot(id, client, topic);
  }
}

LiveReader LiveHub::reader_of(const Client& client) const { return {client.caller, epoch_}; }

LiveHub::Audience LiveHub::audience_of(const Client& client, const std::string& topic) {
  return {topic, client.caller.clearance(), client.encoding};
}

SharedFrame LiveHub::frame_of(const LiveTopics::Told& told, Encoding encoding, std::uint64_t from) {
  auto frame = std::make_shared<LiveFrame>();
  frame->bytes = encode(told.frame, encoding);
  frame->topic = told.frame.topic();
  frame->from = from;
  frame->to = told.position;
  frame->is_snapshot = told.frame.has_snapshot();
  return frame;
}

}  // namespace web
