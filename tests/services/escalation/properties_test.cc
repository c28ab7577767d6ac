#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "escalation/outlook.h"
#include "services/escalation/support/history.h"
#include "services/escalation/support/occurrences.h"
#include "services/escalation/support/random_records.h"

/// What holds of every history. Histories are random; a failure prints the seed, and
/// RC_PARAMS="seed=..." runs it again.
namespace {

using namespace gwarchod::v1;
using namespace spec;

constexpr int kHorizon = 420;

History fold(const std::vector<Record>& records) {
  History history(default_policy());
  for (const Record& record : records) history.add(record);
  return history;
}

Status timeless(Status status) {
  status.clear_as_of();
  status.clear_next_change();
  return status;
}

/// What people see of it: no positions, which depend on the order of recording; causes as a set.
std::string seen(const Status& status) {
  std::string words = status.suggested().id() + " " + status.decided().id();
  for (const Reason& reason : status.reasons()) {
    std::multiset<std::string> causes;
    for (const Cause& cause : reason.causes())
      causes.insert(cause.event_id() + "@" + cause.occurred());
    words += "\n" + reason.rule() + " " + reason.stage() + ": " + reason.words().en();
    for (const std::string& cause : causes) words += " " + cause;
  }
  return words;
}

RC_GTEST_PROP(AStatus, IsTheSameUntilItsNextChangeAndDiffersOnIt, ()) {
  const History history = fold(some_history(30));
  const Day as_of = kFirst + std::chrono::days{*rc::gen::inRange(-10, kDays + 100)};
  const Status now = history.status(as_of);
  const std::string expected = timeless(now).SerializeAsString();
  const Day next =
      now.next_change().empty() ? as_of + std::chrono::days{kHorizon} : day(now.next_change());
  RC_ASSERT(next > as_of);
  for (Day at = as_of; at < std::min(next, as_of + std::chrono::days{kHorizon});
       at += std::chrono::days{1}) {
    RC_ASSERT(timeless(history.status(at)).SerializeAsString() == expected);
  }
  if (!now.next_change().empty()) {
    RC_ASSERT(timeless(history.status(next)).SerializeAsString() != expected);
  }
}

RC_GTEST_PROP(AStatus, DoesNotDependOnTheOrderOfConcurrentReports, ()) {
  std::vector<Record> records = some_records(25);
  const std::string as_of = day_at(*rc::gen::inRange(0, kDays + 100));
  const std::string before = seen(fold(records).status(as_of));
  for (std::size_t i = records.size(); i > 1; --i) {
    std::swap(records[i - 1],
              records[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(i)))]);
  }
  RC_ASSERT(seen(fold(records).status(as_of)) == before);
}

RC_GTEST_PROP(AddingAConcern, NeverLowersTheSuggestion, ()) {
  History history = fold(some_history(25));
  const std::string as_of = day_at(*rc::gen::inRange(0, kDays + 100));
  const Status before = history.status(as_of);
  const Status after = history.add(concern().called("added")).status(as_of);
  RC_ASSERT(after.suggested().level() >= before.suggested().level());
  RC_ASSERT(after.needs_decision() || !before.needs_decision());
}

RC_GTEST_PROP(AFold, IsTheSameInOneGoAsStepByStepThroughCopies, ()) {
  const std::vector<Record> records = some_history(20);
  const std::string as_of = day_at(*rc::gen::inRange(0, kDays + 100));
  History stepwise(default_policy());
  for (const Record& record : records) {
    History copy = stepwise;
    copy.add(record);
    static_cast<void>(copy.status(as_of));
    stepwise = copy;
  }
  RC_ASSERT(stepwise.status(as_of).SerializeAsString() ==
            fold(records).status(as_of).SerializeAsString());
}

RC_GTEST_PROP(ACorrectionOfACorrection, RestoresTheStatusExactly, ()) {
  std::vector<Record> records = some_history(20);
  RC_PRE(!records.empty());
  const std::string as_of = day_at(*rc::gen::inRange(0, kDays + 100));
  History history = fold(records);
  Status before = history.status(as_of);
  history.add(correction_of((*rc::gen::elementOf(records)).id()).called("c1"));
  history.add(correction_of("c1").called("c2"));
  Status after = history.status(as_of);
  before.clear_position();
  after.clear_position();
  RC_ASSERT(after.SerializeAsString() == before.SerializeAsString());
}

RC_GTEST_PROP(AMergeOrASplitCorrected, RestoresTheStatusExactly, ()) {
  const std::vector<Record> records = some_history(20);
  RC_PRE(!records.empty());
  const std::string as_of = day_at(*rc::gen::inRange(0, kDays + 100));
  History history = fold(records);
  Status before = history.status(as_of);
  history.add(merge_or_split(records).called("grouping"));
  history.add(correction_of("grouping").called("undone"));
  Status after = history.status(as_of);
  before.clear_position();
  after.clear_position();
  RC_ASSERT(after.SerializeAsString() == before.SerializeAsString());
}

RC_GTEST_PROP(AMerge, NeverRaisesAndASplitNeverLowersTheSuggestion, ()) {
  const std::vector<Record> records = some_history(25);
  RC_PRE(!records.empty());
  const std::string as_of = day_at(*rc::gen::inRange(0, kDays + 100));
  const Record grouping = merge_or_split(records);
  const unsigned before = fold(records).status(as_of).suggested().level();
  const unsigned after = fold(records).add(grouping.called("g")).status(as_of).suggested().level();
  const bool merges = grouping.event().kind() == "OccurrencesMerged";
  RC_ASSERT((merges ? after <= before : after >= before));
}

escalation::Facts through_bytes(const escalation::Facts& facts) {
  std::string bytes;
  schema::PackedWriter writer(bytes);
  escalation::save(facts, writer);
  schema::PackedReader reader(bytes);
  auto loaded = escalation::load(reader, default_policy());
  RC_ASSERT(loaded.has_value());
  RC_ASSERT(reader.is_at_end());
  std::string again;
  schema::PackedWriter rewriter(again);
  escalation::save(*loaded, rewriter);
  RC_ASSERT(again == bytes);
  return std::move(*loaded);
}

RC_GTEST_PROP(Facts, SavedAndLoadedHalfWayAreTheSameInTheEnd, ()) {
  const std::vector<Record> records = some_history(40);
  const Day as_of = kFirst + std::chrono::days{*rc::gen::inRange(0, kDays + 100)};
  const std::size_t half =
      static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(records.size()) + 1));
  escalation::Facts facts;
  std::uint64_t position = 0;
  for (const Record& record : records) {
    if (position == half) facts = through_bytes(facts);
    ++position;
    const Event event = record.event();
    escalation::evolve(facts, default_policy(),
                       {.position = position, .id = record.id(), .event = &event});
  }
  const History whole = fold(records);
  RC_ASSERT(escalation::status(facts, default_policy(), as_of).SerializeAsString() ==
            whole.status(as_of).SerializeAsString());
  const auto counts = escalation::counts(facts, default_policy(), as_of);
  const auto expected = escalation::counts(whole.facts(), default_policy(), as_of);
  RC_ASSERT(counts.concerns_90_days == expected.concerns_90_days);
  RC_ASSERT(counts.overdue == expected.overdue);
  const auto beside = escalation::beside(facts, default_policy(), as_of);
  const auto expected_beside = escalation::beside(whole.facts(), default_policy(), as_of);
  RC_ASSERT(beside.overdue == expected_beside.overdue);
  RC_ASSERT(beside.next_due == expected_beside.next_due);
  RC_ASSERT(beside.next_change == expected_beside.next_change);
}

RC_GTEST_PROP(Facts, OfMangledBytesAreRefusedOrAtLeastHangTogether, ()) {
  std::string bytes;
  schema::PackedWriter writer(bytes);
  escalation::save(fold(some_history(20)).facts(), writer);
  const auto at = static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(bytes.size())));
  bytes[at] = static_cast<char>(*rc::gen::inRange(0, 256));
  schema::PackedReader reader(bytes);
  const auto loaded = escalation::load(reader, default_policy());
  if (!loaded) return;
  static_cast<void>(escalation::counts(*loaded, default_policy(), kFirst));
  static_cast<void>(escalation::beside(*loaded, default_policy(), kFirst));
}

RC_GTEST_PROP(Counts, AreTheSameUntilTheirNextChange, ()) {
  const History history = fold(some_history(30));
  const Day as_of = kFirst + std::chrono::days{*rc::gen::inRange(-10, kDays + 100)};
  const auto now = escalation::counts(history.facts(), default_policy(), as_of);
  const Day end = as_of + std::chrono::days{kHorizon};
  for (Day at = as_of; at < std::min(now.next_change.value_or(end), end);
       at += std::chrono::days{1}) {
    const auto then = escalation::counts(history.facts(), default_policy(), at);
    RC_ASSERT(then.concerns_90_days == now.concerns_90_days);
    RC_ASSERT(then.overdue == now.overdue);
    RC_ASSERT(then.next_change == now.next_change);
  }
}

// The engine against the rule in its plainest words, day by day.

struct Fact {
  int day;
  int position;
  std::string occurrence;
  Agency source;
  std::set<std::string> people;
};

constexpr int kWindow = 60;
constexpr std::size_t kAtLeast = 3;
constexpr std::size_t kPeople = 2;
constexpr std::size_t kSources = 2;

const CompiledPolicy& plain_rule() {
  static const CompiledPolicy policy = only_rule(R"(
    id: "r" stage: "enhanced" words { en: "x" cy: "x" }
    count { match { kinds: "Complaint" } at_least: 3 people_at_least: 2 sources_at_least: 2 window_days: 60 })");
  return policy;
}

bool fires_plainly(const std::vector<Fact>& facts, int on, int decided_on, int decided_position,
                   bool undecided) {
  std::set<std::string> occurrences;
  std::set<std::string> people;
  std::set<Agency> sources;
  bool news = false;
  for (const Fact& fact : facts) {
    if (fact.day > on || fact.day + kWindow < on) continue;
    occurrences.insert(fact.occurrence);
    people.insert(fact.people.begin(), fact.people.end());
    if (fact.source != AGENCY_UNSPECIFIED) sources.insert(fact.source);
    news = news || fact.day > decided_on || fact.position > decided_position;
  }
  return occurrences.size() >= kAtLeast && people.size() >= kPeople && sources.size() >= kSources &&
         (news || !undecided);
}

RC_GTEST_PROP(ACount, AgreesWithItsRuleReadDayByDay, ()) {
  History history(plain_rule());
  std::vector<Fact> facts;
  int decided_on = -1000;
  int decided_position = -1;
  const int records = *rc::gen::inRange(0, 20);
  const int decision_after = *rc::gen::inRange(0, 25);
  for (int position = 0; position < records; ++position) {
    if (position == decision_after) {
      decided_on = *rc::gen::inRange(0, 200);
      decided_position = position;
      history.add(decision("routine", day_at(decided_on)));
      continue;
    }
    Fact fact{.day = *rc::gen::inRange(0, 200),
              .position = position,
              .occurrence = std::to_string(position)};
    fact.source = static_cast<Agency>(*rc::gen::inRange(0, 4));
    Record record = a<Complaint>().on(day_at(fact.day)).from(fact.source);
    if (*rc::gen::inRange(0, 3) == 0) {
      fact.occurrence = "o" + std::to_string(*rc::gen::inRange(0, 3));
      record = record.of(fact.occurrence);
    }
    const std::string person = "p" + std::to_string(*rc::gen::inRange(0, 4));
    fact.people.insert(person);
    facts.push_back(fact);
    history.add(record.concerning(person));
  }
  for (int as_of = 200; as_of < 290; as_of += 7) {
    bool expected = fires_plainly(facts, as_of, decided_on, decided_position, false);
    bool needed = false;
    for (int on = 0; on <= as_of; ++on) {
      needed = needed || fires_plainly(facts, on, decided_on, decided_position, true);
    }
    const Status status = history.status(day_at(as_of));
    RC_ASSERT((status.reasons_size() > 0) == (expected || needed));
    RC_ASSERT(status.needs_decision() == needed);
  }
}

}  // namespace
