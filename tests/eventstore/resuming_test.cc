#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <algorithm>
#include <thread>

#include "eventstore/memory_store.h"
#include "eventstore/subscription.h"
#include "eventstore/support/stores.h"

namespace eventstore::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Kind = TokenRefusal::Kind;

class Resuming : public StoreTest {};
GWARCHOD_OVER_ALL_STORES(Resuming);

Kind refused(const EventStore& store, std::string_view token, const EventFilter& filter = {}) {
  const auto resumed = Subscription::resume(store, token, filter);
  if (!resumed.has_error()) throw std::runtime_error("was not refused");
  EXPECT_FALSE(resumed.error().line.empty());
  return resumed.error().kind;
}

Subscription must_resume(const EventStore& store, std::string_view token, EventFilter filter = {},
                         BatchLimits limits = {}) {
  auto resumed = Subscription::resume(store, token, std::move(filter), limits);
  if (!resumed) throw std::runtime_error(resumed.error().line);
  return *resumed;
}

TEST_P(Resuming, GoesOnAfterWhatWasSeen) {
  for (const char* id : {"1", "2", "3"}) must(store(), commit("a", id));
  Subscription first(store(), position(0), {}, {.events = 2});
  const auto seen = first.next(1h);
  EXPECT_THAT(ids(seen), ElementsAre("1", "2"));
  EXPECT_THAT(ids(must_resume(store(), first.token()).next(1h)), ElementsAre("3"));
  EXPECT_THAT(ids(must_resume(store(), first.token_after(seen.front())).next(1h)),
              ElementsAre("2", "3"));
}

TEST_P(Resuming, MovesOnEvenWhenNothingWasWanted) {
  must(store(), commit("a", "1"));
  const EventFilter filter{.stream = "b"};
  Subscription first(store(), position(0), filter);
  EXPECT_THAT(first.next(1ms), IsEmpty());
  must(store(), commit("b", "2"));
  Subscription again = must_resume(store(), first.token(), filter);
  EXPECT_EQ(again.position(), position(1));
  EXPECT_THAT(ids(again.next(1h)), ElementsAre("2"));
}

TEST_P(Resuming, GoesFromBeforeTheFirstEvent) {
  const std::string token = Subscription(store(), position(0)).token();
  EXPECT_EQ(token.size(), 48U);
  must(store(), commit("a", "1"));
  EXPECT_THAT(ids(must_resume(store(), token).next(1h)), ElementsAre("1"));
}

TEST_P(Resuming, IsRefusedForAnotherFilter) {
  must(store(), commit("a", "1"));
  Subscription first(store(), position(0), {.types = {"Complaint", "SpotVisit"}});
  static_cast<void>(first.next(1h));
  EXPECT_EQ(refused(store(), first.token()), Kind::kOtherFilter);
  EXPECT_EQ(refused(store(), first.token(), {.types = {"Complaint"}}), Kind::kOtherFilter);
  EXPECT_EQ(refused(store(), first.token(), {.stream_prefix = "Complaint"}), Kind::kOtherFilter);
  // The order in which the types are named is no other choice.
  EXPECT_EQ(must_resume(store(), first.token(), {.types = {"SpotVisit", "Complaint"}}).position(),
            position(1));
}

TEST_P(Resuming, IsRefusedByALogThatIsNotTheOneThatWasRead) {
  const auto other = make_memory_store(clock());
  must(*other, commit("a", "x"));
  must(*other, commit("a", "y"));
  must(*other, commit("a", "z"));
  Subscription first(*other, position(0));
  static_cast<void>(first.next(1h));
  EXPECT_EQ(refused(store(), first.token()), Kind::kLogShorter);  // it is empty
  must(store(), commit("a", "1"));
  EXPECT_EQ(refused(store(), first.token()), Kind::kOtherLog);
}

TEST_P(Resuming, IsRefusedByALogRestoredFromAnEarlierCopy) {
  const auto before = make_memory_store(clock());
  for (const char* id : {"1", "2", "3"}) must(*before, commit("a", id));
  Subscription first(*before, position(0));
  static_cast<void>(first.next(1h));
  must(store(), commit("a", "1"));  // the same instant, id and bytes: the same event
  EXPECT_EQ(refused(store(), first.token()), Kind::kLogShorter);
  must(store(), commit("a", "2"));
  must(store(), commit("a", "another third"));
  EXPECT_EQ(refused(store(), first.token()), Kind::kLogParted);
}

TEST_P(Resuming, IsRefusedForWhatIsNoToken) {
  must(store(), commit("a", "1"));
  Subscription first(store(), position(0));
  static_cast<void>(first.next(1h));
  const std::string token = first.token();
  for (const std::string& bad :
       {std::string{}, std::string{"1"}, token + "A", token.substr(1), std::string(48, 'A'),
        std::string(48, '\0'), std::string(9999, '-')}) {
    EXPECT_EQ(refused(store(), bad), Kind::kNoToken) << bad;
  }
  for (std::size_t at = 0; at < token.size(); ++at) {
    std::string altered = token;
    altered[at] = altered[at] == 'A' ? 'B' : 'A';
    EXPECT_EQ(refused(store(), altered), Kind::kNoToken) << altered;
  }
}

EventFilter any_filter() {
  EventFilter filter;
  filter.stream_prefix = *rc::gen::element<std::string>("", "", "a", "provider/");
  filter.stream = *rc::gen::weightedElement<std::string>({{4, ""}, {1, "provider/a"}});
  using Types = std::vector<std::string>;
  filter.types = *rc::gen::elementOf(
      std::vector<Types>{{}, {"Complaint"}, {"SpotVisit", "Complaint"}, {"Death"}});
  return filter;
}

/// Appends some events without waiting, over few streams and types.
void append_some(EventStore& store, int run, int commits) {
  for (int number = 0; number < commits; ++number) {
    Commit added;
    const int events = number % 3 + 1;
    for (int event = 0; event < events; ++event) {
      const std::string id =
          std::to_string(run) + "/" + std::to_string(number) + "/" + std::to_string(event);
      const std::string names[] = {"provider/a", "provider/ab", "account/a", "a"};
      const std::string types[] = {"Complaint", "SpotVisit", "Death"};
      const auto pick = static_cast<std::size_t>(number * 7 + event * 5 + run);
      added.writes.push_back({stream(names[pick % 4]),
                              ExpectedVersion::any(),
                              {{id, types[pick % 3], std::string(pick % 90, 'x')}}});
    }
    store.append(std::move(added), [](const auto&) {});
  }
}

/// Reads what a filter wants, as slowly as `limits` say, starting anew from its token now and then,
/// while another thread appends.
void follow_while_another_writes(EventStore& store, int run) {
  const EventFilter filter = any_filter();
  const BatchLimits limits{.events = *rc::gen::inRange<std::size_t>(1, 20),
                           .bytes = *rc::gen::inRange<std::size_t>(1, 400),
                           .looked_at = *rc::gen::inRange<std::size_t>(1, 30)};
  const int restart_every = *rc::gen::inRange(1, 5);
  const int commits = *rc::gen::inRange(1, 60);
  const Position before = store.last_position();
  std::thread writer([&] { append_some(store, run, commits); });
  std::vector<std::string> seen;
  Subscription subscription(store, before, filter, limits);
  const auto read_once = [&](int round) {
    for (const auto& event : subscription.next(1ms)) seen.push_back(event.id);
    if (round % restart_every == 0) {
      subscription = must_resume(store, subscription.token(), filter, limits);
    }
  };
  int round = 0;
  while (round < 10) read_once(++round);
  writer.join();
  const Position last = position(store.next_position().value() - 1);
  while (subscription.position() < last) read_once(++round);

  std::vector<std::string> wanted;
  store.scan(position(before.value() + 1), [&](const StoredEvent& event) {
    if (filter.wants(event.stream.value(), event.type)) wanted.push_back(event.id);
    return true;
  });
  RC_ASSERT(seen == wanted);
}

TEST_P(Resuming, LosesAndRepeatsNothingWhateverTheFilterTheBatchAndTheRestarts) {
  int run = 0;
  EXPECT_TRUE(rc::check("what was followed is the filtered log",
                        [&] { follow_while_another_writes(store(), ++run); }));
}

}  // namespace
}  // namespace eventstore::test
