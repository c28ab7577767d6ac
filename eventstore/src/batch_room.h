#pragma once

#include <cstddef>

#include "eventstore/event_store.h"
#include "record.h"

namespace eventstore {

/// How much a batch still takes. It always takes one event, whatever its size, so that a reader
/// gets on.
class BatchRoom {
 public:
  explicit BatchRoom(const BatchLimits& limits) : limits_(limits) {}

  [[nodiscard]] bool may_look_at(std::size_t looked_at) const {
    return looked_at < limits_.looked_at && events_ < limits_.events;
  }
  /// False when the event must wait for the next batch.
  [[nodiscard]] bool take(const RecordView& record) {
    const std::size_t bytes =
        record.stream.size() + record.id.size() + record.type.size() + record.payload.size();
    if (events_ > 0 && bytes_ + bytes > limits_.bytes) return false;
    ++events_;
    bytes_ += bytes;
    return true;
  }

 private:
  BatchLimits limits_;
  std::size_t events_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace eventstore
