#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <future>
#include <map>
#include <set>

#include "eventstore/support/stores.h"

/// Random histories against a model so plain that it is plainly right.
/// RapidCheck prints the seed of a failure; RC_PARAMS="reproduce=..." takes it back.
namespace eventstore::test {
namespace {

struct Refused {
  AppendError::Kind kind;
};

/// What a store should do, in the words of its header.
class Model {
 public:
  explicit Model(std::uint64_t last) : last_(last) {}

  Result<Appended, Refused> append(const Commit& commit) {
    if (!commit.idempotency_key.empty() && answers_.contains(commit.idempotency_key)) {
      const auto& [hash, appended] = answers_.at(commit.idempotency_key);
      if (hash != commit.content_hash) {
        return Refused{AppendError::Kind::kIdempotencyMismatch};
      }
      Appended again = appended;
      again.repeated = true;
      return again;
    }
    std::map<std::string, std::vector<std::string>> streams = streams_;
    std::set<std::string> ids = ids_;
    std::vector<std::string> added;
    for (const StreamWrite& write : commit.writes) {
      auto& stream = streams[write.stream.value()];
      if (!write.expected.accepts(version(stream.size()))) {
        return Refused{AppendError::Kind::kWrongExpectedVersion};
      }
      for (const NewEvent& event : write.events) {
        stream.push_back(event.id);
        added.push_back(event.id);
      }
    }
    for (const std::string& id : added) {
      if (!ids.insert(id).second) {
        return Refused{AppendError::Kind::kDuplicateEventId};
      }
    }
    streams_ = std::move(streams);
    ids_ = std::move(ids);
    log_.insert(log_.end(), added.begin(), added.end());
    Appended appended{position(last_ + 1), position(last_ + added.size()), {}, false};
    for (const StreamWrite& write : commit.writes) {
      appended.versions.push_back(version(streams_[write.stream.value()].size()));
    }
    last_ += added.size();
    if (!commit.idempotency_key.empty()) {
      answers_[commit.idempotency_key] = {commit.content_hash, appended};
    }
    return appended;
  }

  [[nodiscard]] const std::vector<std::string>& log() const { return log_; }
  [[nodiscard]] const std::map<std::string, std::vector<std::string>>& streams() const {
    return streams_;
  }

 private:
  std::uint64_t last_;
  std::vector<std::string> log_;
  std::map<std::string, std::vector<std::string>> streams_;
  std::set<std::string> ids_;
  std::map<std::string, std::pair<Hash, Appended>> answers_;
};

/// A commit over few streams, ids and keys, so that they meet; `scope` keeps runs apart.
Commit any_commit(const std::string& scope) {
  Commit commit;
  const auto writes = *rc::gen::inRange<std::size_t>(1, 4);
  for (std::size_t write = 0; write < writes; ++write) {
    const std::vector<ExpectedVersion> expectations{
        ExpectedVersion::any(), ExpectedVersion::no_stream(),
        ExpectedVersion::exactly(version(*rc::gen::inRange<std::uint64_t>(0, 6)))};
    StreamWrite added{
        stream(scope + *rc::gen::element<std::string>("a", "ab", "b")),
        expectations[*rc::gen::weightedElement<std::size_t>({{6, 0}, {1, 1}, {2, 2}})],
        {}};
    const auto events = *rc::gen::inRange(0, 3);
    for (int event = 0; event < events; ++event) {
      added.events.push_back(test::event(scope + std::to_string(*rc::gen::inRange(0, 300))));
    }
    commit.writes.push_back(std::move(added));
  }
  const auto key = *rc::gen::weightedElement<std::string>({{4, ""}, {1, "k"}, {1, "l"}, {1, "m"}});
  if (!key.empty()) {
    commit.idempotency_key = scope + key;
    commit.content_hash = hash_of(*rc::gen::element<std::uint8_t>(1, 1, 1, 2));
  }
  return commit;
}

void agree(const Result<Appended, AppendError>& actual, const Result<Appended, Refused>& expected) {
  RC_ASSERT(actual.has_value() == expected.has_value());
  if (!expected) {
    RC_ASSERT(actual.error().kind == expected.error().kind);
    return;
  }
  RC_ASSERT(actual->first == expected->first);
  RC_ASSERT(actual->last == expected->last);
  RC_ASSERT(actual->versions == expected->versions);
  RC_ASSERT(actual->repeated == expected->repeated);
}

void agree(const EventStore& store, const Model& model, std::uint64_t before) {
  using Direction = EventStore::Direction;
  const auto log =
      store.read_log(position(before + 1), model.log().size() + 1, Direction::kForward);
  RC_ASSERT(ids(log) == model.log());
  for (std::size_t number = 0; number < log.size(); ++number) {
    RC_ASSERT(log[number].position == position(before + 1 + number));
    RC_ASSERT(store.find(log[number].id)->position == log[number].position);
  }
  for (const auto& [name, expected] : model.streams()) {
    const auto forward = store.read_stream(stream(name), version(1), 999, Direction::kForward);
    RC_ASSERT(ids(forward) == expected);
    auto backward = ids(store.read_stream(stream(name), version(999), 999, Direction::kBackward));
    std::reverse(backward.begin(), backward.end());
    RC_ASSERT(backward == expected);
    RC_ASSERT(store.ordered_version(stream(name)) == version(expected.size()));
    for (std::size_t number = 0; number < forward.size(); ++number) {
      RC_ASSERT(forward[number].version == version(number + 1));
    }
  }
}

/// One random history, some commits awaited and some not.
void live_one_history(EventStore& store, int run) {
  const std::string scope = std::to_string(run) + "/";
  const std::uint64_t before = store.last_position().value();
  Model model(before);
  std::vector<Result<Appended, Refused>> expected;
  std::vector<std::promise<Result<Appended, AppendError>>> answers(
      *rc::gen::inRange<std::size_t>(1, 40));
  std::vector<std::future<Result<Appended, AppendError>>> futures;
  for (auto& answer : answers) {
    Commit commit = any_commit(scope);
    expected.push_back(model.append(commit));
    futures.push_back(answer.get_future());
    store.append(std::move(commit), [&answer](const auto& result) { answer.set_value(result); });
    if (*rc::gen::element(false, true)) {
      futures.back().wait();
    }
  }
  std::vector<Result<Appended, AppendError>> actual;
  for (auto& future : futures) {
    actual.push_back(future.get());  // all of them, before anything can fail: they use `answers`
  }
  for (std::size_t number = 0; number < actual.size(); ++number) {
    agree(actual[number], expected[number]);
  }
  agree(store, model, before);
}

class RandomHistories : public StoreTest {};
GWARCHOD_OVER_ALL_STORES(RandomHistories);

TEST_P(RandomHistories, AreWhatTheModelSays) {
  int run = 0;
  EXPECT_TRUE(
      rc::check("histories agree with the model", [&] { live_one_history(store(), ++run); }));
  const Verification verification = verify(store());
  EXPECT_TRUE(verification.whole) << verification.what;
  EXPECT_EQ(verification.root, store().tree_head().root);
}

TEST(ARandomHistory, IsTheSameAfterOpeningAgain) {
  constexpr int kHistoriesBetween = 5;  // opening is felt by the disk
  const FakeClock clock;
  const TemporaryFolder folder;
  const auto everything = [](const EventStore& store) {
    return ids(store.read_log(position(1), kCommitEventsMax, EventStore::Direction::kForward));
  };
  auto store = must_open(folder.path(), clock);
  int run = 0;
  EXPECT_TRUE(rc::check("a store opened again is the same store", [&] {
    live_one_history(*store, ++run);
    if (run % kHistoriesBetween != 0) {
      return;
    }
    const std::vector<std::string> events = everything(*store);
    const EventStore::TreeHead head = store->tree_head();
    store.reset();
    store = must_open(folder.path(), clock, OpenMode::kExisting);
    RC_ASSERT(everything(*store) == events);
    RC_ASSERT(store->tree_head().root == head.root);
    RC_ASSERT(verify(*store).whole);
  }));
}

}  // namespace
}  // namespace eventstore::test
