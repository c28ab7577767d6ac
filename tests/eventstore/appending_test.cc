#include <gmock/gmock.h>

#include <future>

#include "eventstore/support/stores.h"

namespace eventstore::test {
namespace {

using testing::ElementsAre;
using Kind = AppendError::Kind;

class Appending : public StoreTest {};
GWARCHOD_OVER_ALL_STORES(Appending);

TEST_P(Appending, NumbersEventsWithoutAGap) {
  EXPECT_EQ(must(store(), commit("a", "1")).first, position(1));
  EXPECT_EQ(must(store(), commit("b", "2")).first, position(2));
  EXPECT_EQ(must(store(), commit("a", "3")).versions, std::vector{version(2)});
  EXPECT_EQ(store().last_position(), position(3));
  EXPECT_EQ(store().next_position(), position(4));
  EXPECT_EQ(store().ordered_version(stream("a")), version(2));
  EXPECT_EQ(store().ordered_version(stream("nobody")), version(0));
}

TEST_P(Appending, KeepsEveryFieldOfAnEvent) {
  Commit one;
  one.writes.push_back(
      {stream("provider/1"), ExpectedVersion::no_stream(), {{"id", "", std::string("\0\xff", 2)}}});
  must(store(), one);
  const auto stored = store().find("id");
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->position, position(1));
  EXPECT_EQ(stored->stream, stream("provider/1"));
  EXPECT_EQ(stored->version, version(1));
  EXPECT_EQ(stored->recorded, clock().now());
  EXPECT_EQ(stored->type, "");
  EXPECT_EQ(stored->payload, std::string("\0\xff", 2));
}

TEST_P(Appending, RefusesAWrongExpectedVersionAndSaysTheActualOne) {
  must(store(), commit("a", "1"));
  const auto result = store().append_and_wait(commit("a", "2", ExpectedVersion::no_stream()));
  ASSERT_EQ(refusal(result), Kind::kWrongExpectedVersion);
  EXPECT_EQ(result.error().stream, stream("a"));
  EXPECT_EQ(result.error().actual, version(1));
  EXPECT_EQ(store().last_position(), position(1));
  must(store(), commit("a", "2", ExpectedVersion::exactly(version(1))));
}

TEST_P(Appending, RefusesAStreamThatMustExistAndDoesNot) {
  const auto nobody = store().append_and_wait(commit("a", "1", ExpectedVersion::some()));
  ASSERT_EQ(refusal(nobody), Kind::kWrongExpectedVersion);
  EXPECT_EQ(nobody.error().actual, version(0));
  must(store(), commit("a", "1"));
  must(store(), commit("a", "2", ExpectedVersion::some()));
}

TEST_P(Appending, WritesSeveralStreamsOrNone) {
  must(store(), commit("a", "1"));
  Commit both;
  both.writes.push_back({stream("b"), ExpectedVersion::no_stream(), {event("2"), event("3")}});
  both.writes.push_back({stream("a"), ExpectedVersion::exactly(version(9)), {event("4")}});
  EXPECT_EQ(refusal(store().append_and_wait(both)), Kind::kWrongExpectedVersion);
  EXPECT_EQ(store().ordered_version(stream("b")), version(0));
  EXPECT_FALSE(store().find("2"));

  both.writes[1].expected = ExpectedVersion::exactly(version(1));
  const Appended appended = must(store(), both);
  EXPECT_EQ(appended.first, position(2));
  EXPECT_EQ(appended.last, position(4));
  EXPECT_THAT(appended.versions, ElementsAre(version(2), version(2)));
}

TEST_P(Appending, CountsTheWritesBeforeWhenAStreamIsWrittenTwice) {
  Commit twice;
  twice.writes.push_back({stream("a"), ExpectedVersion::no_stream(), {event("1")}});
  twice.writes.push_back({stream("a"), ExpectedVersion::no_stream(), {event("2")}});
  EXPECT_EQ(refusal(store().append_and_wait(twice)), Kind::kWrongExpectedVersion);
  twice.writes[1].expected = ExpectedVersion::exactly(version(1));
  EXPECT_THAT(must(store(), twice).versions, ElementsAre(version(2), version(2)));
}

TEST_P(Appending, ChecksAStreamItDoesNotWrite) {
  must(store(), commit("policy", "1"));
  Commit check;
  check.writes.push_back({stream("policy"), ExpectedVersion::exactly(version(2)), {}});
  EXPECT_EQ(refusal(store().append_and_wait(check)), Kind::kWrongExpectedVersion);
  check.writes[0].expected = ExpectedVersion::exactly(version(1));
  const Appended nothing = must(store(), check);
  EXPECT_GT(nothing.first, nothing.last);
  EXPECT_EQ(store().last_position(), position(1));
}

TEST_P(Appending, RefusesAnEventIdStoredBefore) {
  must(store(), commit("a", "1"));
  const auto result = store().append_and_wait(commit("b", "1"));
  ASSERT_EQ(refusal(result), Kind::kDuplicateEventId);
  EXPECT_EQ(result.error().what, "1");
  EXPECT_EQ(store().last_position(), position(1));
}

TEST_P(Appending, RefusesAnEventIdTwiceInOneCommit) {
  Commit twice = commit("a", "1");
  twice.writes[0].events.push_back(event("2"));
  twice.writes[0].events.push_back(event("1"));
  EXPECT_EQ(refusal(store().append_and_wait(twice)), Kind::kDuplicateEventId);
  must(store(), commit("a", "1"));  // the refused one took no id
  must(store(), commit("a", "2"));
}

TEST_P(Appending, AnswersARepeatAsTheFirstTime) {
  Commit first = commit("a", "1", ExpectedVersion::no_stream());
  first.idempotency_key = "key";
  first.content_hash = hash_of(1);
  const Appended answer = must(store(), first);
  EXPECT_FALSE(answer.repeated);
  must(store(), commit("a", "2"));

  const Appended again = must(store(), first);
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.first, answer.first);
  EXPECT_EQ(again.last, answer.last);
  EXPECT_EQ(again.versions, answer.versions);
  EXPECT_EQ(store().last_position(), position(2));

  first.content_hash = hash_of(2);
  EXPECT_EQ(refusal(store().append_and_wait(first)), Kind::kIdempotencyMismatch);
}

TEST_P(Appending, AnswersARepeatOfOneStillOnItsWayOnceThatIsOnDisk) {
  Commit first = commit("a", "1");
  first.idempotency_key = "key";
  std::promise<Position> seen;
  store().append(first, [](const auto&) {});
  store().append(first, [&](const Result<Appended, AppendError>& result) {
    EXPECT_TRUE(result->repeated);
    seen.set_value(store().last_position());
  });
  EXPECT_EQ(seen.get_future().get(), position(1));
}

TEST_P(Appending, RememberAKeyOfACommitWithoutEvents) {
  Commit check;
  check.writes.push_back({stream("a"), ExpectedVersion::no_stream(), {}});
  check.idempotency_key = "key";
  must(store(), check);
  EXPECT_TRUE(must(store(), check).repeated);
}

TEST_P(Appending, CountsWhatIsOrderedButNotYetOnDisk) {
  std::vector<std::promise<Result<Appended, AppendError>>> answers(4);
  for (std::size_t number = 0; number < answers.size(); ++number) {
    store().append(commit("a", std::to_string(number), ExpectedVersion::exactly(version(number))),
                   [&, number](const auto& result) { answers[number].set_value(result); });
    EXPECT_EQ(store().ordered_version(stream("a")), version(number + 1));
  }
  for (auto& answer : answers) {
    EXPECT_TRUE(answer.get_future().get());
  }
}

TEST_P(Appending, AnswersACommitInNoHurryThoughNoOtherComes) {
  Commit unhurried = commit("a", "1");
  unhurried.idempotency_key = "key";
  unhurried.unhurried = true;
  EXPECT_EQ(must(store(), unhurried).first, position(1));
  must(store(), commit("a", "2"));
  EXPECT_EQ(must(store(), unhurried).first, position(1)) << "not even a repeat";
}

TEST_P(Appending, AnswersInTheOrderOfTheCalls) {
  std::vector<std::uint64_t> order;
  std::promise<void> all;
  for (std::uint64_t number = 1; number <= 100; ++number) {
    store().append(commit("a", std::to_string(number)), [&](const auto& result) {
      order.push_back(result->first.value());
      if (order.size() == 100) {
        all.set_value();
      }
    });
  }
  all.get_future().get();
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST_P(Appending, NeverRecordsATimeBeforeTheLast) {
  clock().set(Instant{2000s});
  must(store(), commit("a", "1"));
  clock().set(Instant{1000s});
  must(store(), commit("a", "2"));
  EXPECT_EQ(store().find("2")->recorded, Instant{2000s});
}

TEST_P(Appending, RefusesWhatIsOverALimit) {
  const auto refused = [&](const Commit& commit) {
    return refusal(store().append_and_wait(commit)) == Kind::kTooLarge;
  };
  EXPECT_TRUE(refused(commit("", "1")));
  EXPECT_TRUE(refused(commit(std::string(kStreamIdBytesMax + 1, 's'), "1")));
  EXPECT_TRUE(refused(commit(std::string("a\0b", 3), "1")));
  EXPECT_TRUE(refused(commit("a", "")));
  EXPECT_TRUE(refused(commit("a", std::string(kEventIdBytesMax + 1, 'i'))));
  Commit large = commit("a", "1");
  large.writes[0].events[0].payload.assign(kPayloadBytesMax + 1, 'p');
  EXPECT_TRUE(refused(large));
  large.writes[0].events[0].payload.pop_back();
  must(store(), large);
  Commit type = commit("a", "2");
  type.writes[0].events[0].type.assign(kEventTypeBytesMax + 1, 't');
  EXPECT_TRUE(refused(type));
  Commit key = commit("a", "2");
  key.idempotency_key.assign(kIdempotencyKeyBytesMax + 1, 'k');
  EXPECT_TRUE(refused(key));
}

TEST_P(Appending, TakesAnImportInOneCommit) {
  constexpr std::uint64_t kEvents = 66'108;
  Commit import;
  for (std::uint64_t number = 1; number <= kEvents; ++number) {
    import.writes.push_back({stream("provider/" + std::to_string(number % 1000)),
                             ExpectedVersion::any(),
                             {event(std::to_string(number))}});
  }
  const Appended appended = must(store(), import);
  EXPECT_EQ(appended.first, position(1));
  EXPECT_EQ(appended.last, position(kEvents));
  EXPECT_EQ(store().ordered_version(stream("provider/7")), version(67));
  EXPECT_EQ(store().tree_head().size, kEvents);
}

}  // namespace
}  // namespace eventstore::test
