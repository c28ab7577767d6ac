#pragma once

#include "eventstore/event_store.h"

namespace eventstore::test {

/// Stands before a store and hands everything on: for tests that change what one member says.
class StoreBefore : public EventStore {
 public:
  explicit StoreBefore(EventStore& store) : store_(store) {}

  void append(Commit commit, Done done) override {
    store_.append(std::move(commit), std::move(done));
  }
  [[nodiscard]] std::optional<AppendError> refuses_writes() const override {
    return store_.refuses_writes();
  }
  [[nodiscard]] Position last_position() const override { return store_.last_position(); }
  [[nodiscard]] StreamVersion ordered_version(const StreamId& stream) const override {
    return store_.ordered_version(stream);
  }
  [[nodiscard]] Position next_position() const override { return store_.next_position(); }
  [[nodiscard]] std::vector<StoredEvent> read_log(Position from, std::size_t limit,
                                                  Direction direction) const override {
    return store_.read_log(from, limit, direction);
  }
  [[nodiscard]] std::vector<StoredEvent> read_stream(const StreamId& stream, StreamVersion from,
                                                     std::size_t limit,
                                                     Direction direction) const override {
    return store_.read_stream(stream, from, limit, direction);
  }
  void scan(Position from, const std::function<bool(const StoredEvent&)>& visit) const override {
    store_.scan(from, visit);
  }
  [[nodiscard]] Batch read_batch(Position after, const EventFilter& filter,
                                 const BatchLimits& limits) const override {
    return store_.read_batch(after, filter, limits);
  }
  [[nodiscard]] std::optional<StoredEvent> find(const std::string& event_id) const override {
    return store_.find(event_id);
  }
  [[nodiscard]] Position wait_beyond(Position seen,
                                     std::chrono::milliseconds timeout) const override {
    return store_.wait_beyond(seen, timeout);
  }
  void interrupt() override { store_.interrupt(); }
  [[nodiscard]] TreeHead tree_head() const override { return store_.tree_head(); }
  [[nodiscard]] std::vector<Hash> tile(unsigned level, std::uint64_t index) const override {
    return store_.tile(level, index);
  }
  void put_side(const std::vector<SideValue>& values, bool sync) override {
    store_.put_side(values, sync);
  }
  void clear_side(const std::string& prefix) override { store_.clear_side(prefix); }
  [[nodiscard]] std::optional<std::string> get_side(const std::string& key) const override {
    return store_.get_side(key);
  }
  void scan_side(
      const std::string& prefix,
      const std::function<void(std::string_view, std::string_view)>& visit) const override {
    store_.scan_side(prefix, visit);
  }

 private:
  EventStore& store_;
};

}  // namespace eventstore::test
