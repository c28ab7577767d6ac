#include "eventstore/event_store.h"

#include <future>
#include <stdexcept>

namespace eventstore {

Result<Appended, AppendError> EventStore::append_and_wait(Commit commit) {
  std::promise<Result<Appended, AppendError>> promise;
  auto answer = promise.get_future();
  append(std::move(commit), [&promise](const auto& result) { promise.set_value(result); });
  return answer.get();
}

Subscription::Subscription(const EventStore& store, Position after, std::size_t batch_max)
    : store_(store), position_(after), batch_max_(batch_max) {}

std::vector<StoredEvent> Subscription::next(std::chrono::milliseconds timeout) {
  if (store_.last_position() <= position_ && store_.wait_beyond(position_, timeout) <= position_) {
    return {};
  }
  std::vector<StoredEvent> events =
      store_.read_log(Position{position_.value() + 1}, batch_max_, EventStore::Direction::kForward);
  if (events.empty()) {
    throw std::logic_error("the log has a gap after position " + std::to_string(position_.value()));
  }
  for (const StoredEvent& event : events) {
    if (event.position.value() != position_.value() + 1) {
      throw std::logic_error("the log has a gap after position " +
                             std::to_string(position_.value()));
    }
    position_ = event.position;
  }
  return events;
}

}  // namespace eventstore
