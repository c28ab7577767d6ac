#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <deque>
#include <future>

#include "eventstore/memory_store.h"
#include "eventstore/support/model.h"
#include "eventstore/support/operation.h"

/// Random histories against a model. RapidCheck prints the shortest history that fails, and its
/// seed; RC_PARAMS="reproduce=..." takes it back.
namespace eventstore::test {
namespace {

using Direction = EventStore::Direction;

/// The suite's operations, over both stores; each history has half of kOperationsMax on average.
constexpr int kOperationsMax = 1600;
constexpr std::uint64_t kOperationsMin = 50'000;  // a store

/// Lives one history in a store, and holds everything the store says against the model.
/// Commits are awaited only now and then: what is read meanwhile is a beginning of what the model
/// says, as long as what was on disk when the reading began.
class History {
 public:
  using Reopen = std::function<void()>;
  History(std::unique_ptr<EventStore>& store, const std::string& scope, Reopen reopen)
      : store_(store),
        scope_(scope),
        reopen_(std::move(reopen)),
        model_(store->last_position().value()) {}
  ~History() { wait(); }
  History(const History&) = delete;
  History& operator=(const History&) = delete;

  void live(const std::vector<Operation>& operations) {
    for (const Operation& operation : operations) {
      live(operation);
    }
    settle();
    read_everything();
  }

 private:
  struct Waiting {
    Model::Outcome expected;
    std::promise<Result<Appended, AppendError>> promise;
    std::future<Result<Appended, AppendError>> answer = promise.get_future();
  };

  void live(const Operation& operation) {
    auto numbers = numbers_of(operation);
    static_cast<void>(numbers());
    switch (operation.kind()) {
      case Operation::Kind::kAppend:
        return append(commit_of(operation, scope_, model_));
      case Operation::Kind::kReadLog:
        return read_log(any_position(numbers), below(numbers, 50), any_direction(numbers));
      case Operation::Kind::kReadStream:
        return read_stream(stream_of(numbers, scope_), below(numbers, 80), below(numbers, 30),
                           any_direction(numbers));
      case Operation::Kind::kScan:
        return scan(any_position(numbers), 1 + below(numbers, 60));
      case Operation::Kind::kFind:
        return find(id_of(numbers, scope_, model_));
      case Operation::Kind::kVersions:
        return ask_versions(stream_of(numbers, scope_));
      case Operation::Kind::kPutSide:
        return put_side(numbers);
      case Operation::Kind::kReadSide:
        return read_side();
      case Operation::Kind::kSettle:
        return settle();
      case Operation::Kind::kReopen:
        settle();
        return reopen_();
    }
  }

  void append(Commit commit) {
    Waiting& waiting = waiting_.emplace_back(model_.append(commit));
    store_->append(std::move(commit),
                   [&promise = waiting.promise](const auto& result) { promise.set_value(result); });
  }

  void wait() {
    for (Waiting& waiting : waiting_) {
      waiting.answer.wait();
    }
  }

  void settle() {
    wait();  // for all of them before anything can fail: they are written to
    for (Waiting& waiting : std::exchange(waiting_, {})) {
      const auto actual = waiting.answer.get();
      RC_ASSERT(actual.has_value() == waiting.expected.has_value());
      if (!actual) {
        RC_ASSERT(actual.error().kind == waiting.expected.error().kind);
        continue;
      }
      RC_ASSERT(actual->first == waiting.expected->first);
      RC_ASSERT(actual->last == waiting.expected->last);
      RC_ASSERT(actual->versions == waiting.expected->versions);
      RC_ASSERT(actual->repeated == waiting.expected->repeated);
    }
    RC_ASSERT(store_->last_position() == position(model_.last()));
  }

  /// Whether the event read is the `place`th of the model's log.
  void agree(const StoredEvent& event, std::uint64_t place) const {
    RC_ASSERT(place < model_.log().size());
    const Model::Event& expected = model_.log()[place];
    RC_ASSERT(event.position == position(expected.position));
    RC_ASSERT(event.stream == stream(expected.stream));
    RC_ASSERT(event.version == version(expected.version));
    RC_ASSERT(event.id == expected.id);
    RC_ASSERT(event.payload == expected.payload);
  }

  void read_log(std::uint64_t from, std::size_t limit, Direction direction) const {
    const std::uint64_t on_disk = store_->last_position().value();
    const auto events = store_->read_log(position(from), limit, direction);
    RC_ASSERT(events.size() <= limit);
    if (direction == Direction::kForward) {
      RC_ASSERT(events.size() >= std::min(limit, beyond(on_disk + 1, from)));
      for (std::size_t number = 0; number < events.size(); ++number) {
        agree(events[number], from + number - model_.before() - 1);
      }
      return;
    }
    RC_ASSERT(events.size() >= std::min(limit, std::min(from, on_disk)));
    RC_ASSERT((events.empty() || events.front().position >= position(std::min(from, on_disk))));
    for (std::size_t number = 0; number < events.size(); ++number) {
      const std::uint64_t at = events.front().position.value() - number;
      if (at > model_.before()) {
        agree(events[number], at - model_.before() - 1);
      }
    }
  }

  void read_stream(const std::string& name, std::uint64_t from, std::size_t limit,
                   Direction direction) const {
    const std::uint64_t on_disk = store_->last_position().value();
    const auto events = store_->read_stream(stream(name), version(from), limit, direction);
    const auto expected = model_.stream(name);
    const auto stored = static_cast<std::size_t>(
        std::ranges::count_if(expected, [&](const auto& e) { return e.position <= on_disk; }));
    RC_ASSERT(events.size() <= limit);
    const bool forward = direction == Direction::kForward;
    const std::uint64_t start = forward ? std::max<std::uint64_t>(from, 1) : from;
    const std::uint64_t there = forward ? beyond(stored + 1, start) : std::min(start, stored);
    RC_ASSERT(events.size() >= std::min(limit, there));
    for (std::size_t number = 0; number < events.size(); ++number) {
      const std::uint64_t at = forward ? start + number : events.front().version.value() - number;
      RC_ASSERT(events[number].version == version(at));
      agree(events[number], expected.at(at - 1).position - model_.before() - 1);
    }
  }

  void scan(std::uint64_t from, std::size_t limit) const {
    const std::uint64_t on_disk = store_->last_position().value();
    std::size_t count = 0;
    store_->scan(position(from), [&](const StoredEvent& event) {
      agree(event, from + count - model_.before() - 1);
      return ++count < limit;
    });
    RC_ASSERT(count >= std::min(limit, beyond(on_disk + 1, from)));
    RC_ASSERT(count <= limit);
  }

  void find(const std::string& id) const {
    const std::uint64_t on_disk = store_->last_position().value();
    const auto found = store_->find(id);
    const Model::Event* expected = model_.find(id);
    RC_ASSERT((!found || expected != nullptr));
    RC_ASSERT((found || expected == nullptr || expected->position > on_disk));
    if (found) {
      agree(*found, expected->position - model_.before() - 1);
    }
  }

  void ask_versions(const std::string& name) const {
    RC_ASSERT(store_->ordered_version(stream(name)) == version(model_.version(name)));
    RC_ASSERT(store_->next_position() == position(model_.last() + 1));
  }

  void put_side(std::minstd_rand& numbers) {
    const std::string key = scope_ + std::to_string(below(numbers, 9));
    if (below(numbers, 3) == 0) {
      model_.side().erase(key);
      store_->put_side({{key, std::nullopt}}, false);
      return;
    }
    const std::string value = std::to_string(numbers());
    model_.side()[key] = value;
    store_->put_side({{key, value}}, false);
  }

  void read_side() {
    std::map<std::string, std::string> found;
    store_->scan_side(
        scope_, [&](std::string_view key, std::string_view value) { found.emplace(key, value); });
    RC_ASSERT(found == model_.side());
    for (const auto& [key, value] : model_.side()) {
      RC_ASSERT(store_->get_side(key) == value);
    }
  }

  void read_everything() {
    read_log(model_.before() + 1, model_.log().size() + 1, Direction::kForward);
    for (const Model::Event& event : model_.log()) {
      if (event.version == 1) {
        read_stream(event.stream, 1, model_.log().size() + 1, Direction::kForward);
        read_stream(event.stream, model_.version(event.stream), model_.log().size() + 1,
                    Direction::kBackward);
      }
    }
    read_side();
  }

  static std::size_t beyond(std::uint64_t end, std::uint64_t from) {
    return end > from ? static_cast<std::size_t>(end - from) : 0;
  }
  /// Of this history, or a little after its end.
  std::uint64_t any_position(std::minstd_rand& numbers) const {
    return model_.before() + 1 + below(numbers, model_.log().size() + 3);
  }
  static Direction any_direction(std::minstd_rand& numbers) {
    return below(numbers, 2) == 0 ? Direction::kForward : Direction::kBackward;
  }

  std::unique_ptr<EventStore>& store_;
  const std::string scope_;
  Reopen reopen_;
  Model model_;
  std::deque<Waiting> waiting_;
};

/// Many histories in one store, and then the whole of it.
void live_many(std::unique_ptr<EventStore>& store, const History::Reopen& reopen) {
  int history = 0;
  std::uint64_t lived = 0;
  EXPECT_TRUE(rc::check("histories are what the model says", [&] {
    const auto operations = *rc::gen::resize(
        kOperationsMax, rc::gen::container<std::vector<Operation>>(
                            rc::gen::map(rc::gen::resize(100, rc::gen::arbitrary<std::uint64_t>()),
                                         [](std::uint64_t number) { return Operation{number}; })));
    History(store, std::to_string(++history) + "/", reopen).live(operations);
    lived += operations.size();
  }));
  EXPECT_GE(lived, kOperationsMin);
  const Verification verification = verify(*store);
  EXPECT_TRUE(verification.whole) << verification.what;
  EXPECT_EQ(verification.root, store->tree_head().root);
  testing::Test::RecordProperty("operations", std::to_string(lived));
}

TEST(RandomHistories, InMemoryAreWhatTheModelSays) {
  const FakeClock clock;
  auto store = make_memory_store(clock);
  live_many(store, [] {});
}

TEST(RandomHistories, OnDiskAreWhatTheModelSaysThoughTheStoreIsOpenedAgain) {
  const FakeClock clock;
  const TemporaryFolder folder;
  auto store = must_open(folder.path(), clock);
  live_many(store, [&] {
    const EventStore::TreeHead head = store->tree_head();
    store.reset();
    store = must_open(folder.path(), clock, OpenMode::kExisting);
    RC_ASSERT(store->tree_head().root == head.root);
  });
}

}  // namespace
}  // namespace eventstore::test
