// How a change reaches those it concerns: the other half of the hub.
#include <algorithm>
#include <utility>

#include "live_hub.h"

namespace web {

/// Everything in the inbox as one change: the latest of each row, and events by topic.
struct LiveHub::Merged {
  std::uint64_t from = 0;
  std::uint64_t to = 0;
  bool board_replaced = false;
  std::vector<std::shared_ptr<const gwarchod::v1::BoardRow>> rows;
  std::map<std::string, std::vector<eventstore::StoredEvent>> events;  // by topic
};

void LiveHub::notice(const std::shared_ptr<const app::Change>& change) {
  const std::lock_guard lock{inbox_mutex_};
  inbox_.push_back(change);
  if (inbox_.size() == 1) around_.here([this] { drain(); });
}

LiveHub::Merged LiveHub::take_inbox() {
  std::vector<std::shared_ptr<const app::Change>> changes;
  {
    const std::lock_guard lock{inbox_mutex_};
    changes.swap(inbox_);
  }
  Merged merged{.from = taken_, .to = taken_, .board_replaced = false, .rows = {}, .events = {}};
  std::map<std::string, std::shared_ptr<const gwarchod::v1::BoardRow>> rows;
  for (const auto& change : changes) {
    merged.board_replaced |= change->board_replaced;
    if (change->position <= taken_ && !change->board_replaced) continue;  // from before we listened
    merged.to = std::max(merged.to, change->position);
    for (const auto& row : change->rows) rows[row->provider()] = row;
    for (const auto& event : change->events) {
      if (LiveTopics::is_topic(event.stream.value())) {
        merged.events[event.stream.value()].push_back(event);
      }
    }
  }
  for (auto& [provider, row] : rows) {
    merged.events.try_emplace(std::string{LiveTopics::kProvider} + provider);
    merged.rows.push_back(std::move(row));
  }
  return merged;
}

void LiveHub::drain() {
  Merged merged = take_inbox();
  if (merged.board_replaced) {
    epoch_ = tracker_.board_epoch();
    for (const auto& [topic, ids] : subscribers_) {
      if (topic != LiveTopics::kBoard) merged.events.try_emplace(topic);
    }
  } else if (merged.to == merged.from) {
    return;
  }
  taken_ = merged.to;
  if (merged.board_replaced) {
    replace_boards();
  } else if (!merged.rows.empty()) {
    tell(std::string{LiveTopics::kBoard}, merged);
  }
  for (const auto& [topic, events] : merged.events) tell(topic, merged);
  advance(merged);
}

void LiveHub::tell(const std::string& topic, const Merged& merged) {
  const auto found = subscribers_.find(topic);
  if (found == subscribers_.end()) return;
  Round round;
  for (const ClientId id : found->second) {
    Client& client = clients_.at(id);
    Subscription& subscription = client.subscriptions.at(topic);
    if (client.closed || subscription.state != State::kLive) continue;
    if (subscription.position == merged.from) {
      const SharedFrame frame = frame_for(client, topic, merged, round);
      if (!frame) continue;
      subscription.position = merged.to;
      subscription.told = merged.to;
      enqueue(client, frame);
    } else if (subscription.position < merged.to) {
      catch_up(client, topic, subscription);
    }
  }
}

SharedFrame LiveHub::frame_for(const Client& client, const std::string& topic, const Merged& merged,
                               Round& round) const {
  SharedFrame& frame = round[audience_of(client, topic)];
  if (frame) return frame;
  const LiveReader reader = reader_of(client);
  if (topic == LiveTopics::kBoard) {
    frame =
        frame_of(topics_.board_delta(merged.rows, reader, merged.to), client.encoding, merged.from);
    return frame;
  }
  const auto told = topics_.provider_delta(topic, reader, merged.events.at(topic), merged.to);
  if (told) frame = frame_of(*told, client.encoding, merged.from);
  return frame;
}

/// Whoever had nothing to be told of this change has taken it in by that.
void LiveHub::advance(const Merged& merged) {
  for (auto& [id, client] : clients_) {
    for (auto& [topic, subscription] : client.subscriptions) {
      if (subscription.state == State::kLive && subscription.position < merged.to) {
        subscription.position = merged.to;
      }
    }
  }
}

void LiveHub::replace_boards() {
  const std::string board{LiveTopics::kBoard};
  std::erase_if(flights_, [&](const auto& flight) { return flight.first.topic == board; });
  const auto found = subscribers_.find(board);
  if (found == subscribers_.end()) return;
  for (const ClientId id : found->second) load_snapshot(id, clients_.at(id), board);
}

}  // namespace web
