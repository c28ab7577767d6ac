#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/escalation/support/history.h"

/// What a policy can get wrong, each told with the line it stands on.
namespace {

using namespace spec;
using escalation::PolicyFault;
using testing::HasSubstr;

/// A policy without a fault; its lines are numbered for the tests below.
const std::string kSound =
    R"policy(version: "test-1"
name { en: "A policy" cy: "Polisi" }
effective_from: "2020-01-01"
calendar: "england-and-wales"
standing { en: "(until {until})" cy: "(tan {until})" }
stages { id: "low" level: 0 name { en: "Low" cy: "Isel" } }
stages { id: "high" level: 1 name { en: "High" cy: "Uchel" } }
stages { id: "after" level: 1 off_ladder: true name { en: "After" cy: "Wedyn" } }
rules {
  id: "complaints"
  stage: "high"
  words { en: "{count}: {dates}" cy: "{count}: {dates}" }
  count {
    match { kinds: "Complaint" where { field: "stage" any_of: "OMBUDSMAN" } }
    at_least: 2
    window_days: 90
  }
}
)policy";

std::vector<PolicyFault> faults_of(const std::string& text) {
  const auto policy =
      escalation::read_policy(text, known_kinds(), escalation::Calendar::england_and_wales());
  return policy ? std::vector<PolicyFault>{} : policy.error();
}

/// The sound policy with one piece replaced is refused with one fault, on the line, that says so.
void expect_fault(const std::string& piece, const std::string& by, int line,
                  const std::string& what) {
  std::string text = kSound;
  ASSERT_NE(text.find(piece), std::string::npos) << piece;
  text.replace(text.find(piece), piece.size(), by);
  const auto faults = faults_of(text);
  ASSERT_EQ(faults.size(), 1U) << piece << " -> " << by << "\n" << lines_of(faults);
  EXPECT_EQ(faults[0].line, line) << lines_of(faults);
  EXPECT_THAT(faults[0].what, HasSubstr(what));
}

void expect_rule_fault(const std::string& count, int line, const std::string& what) {
  const std::string old =
      kSound.substr(kSound.find("  count {"), kSound.find("  }\n}") + 3 - kSound.find("  count {"));
  expect_fault(old, count, line, what);
}

TEST(ASoundPolicy, HasNoFault) { EXPECT_EQ(lines_of(faults_of(kSound)), ""); }

TEST(ATextThatIsNoPolicy, IsToldByItsLine) {
  expect_fault("effective_from: \"2020-01-01\"", "effective_from \"2020-01-01\"", 3,
               "Expected \":\"");
  expect_fault("at_least: 2", "at_least: many", 15, "integer");
  EXPECT_EQ(faults_of("version: \"unfinished").size(), 1U);
}

TEST(AFieldThatDoesNotExist, IsToldByItsLine) {
  expect_fault("at_least: 2\n", "at_least: 2 at_last: 2\n", 15, "at_last");
}

TEST(SeveralFaults, AreAllToldInTheOrderOfTheirLines) {
  std::string text = kSound;
  text.replace(text.find("stage: \"high\""), 13, "stage: \"hihg\"");
  text.replace(text.find("OMBUDSMAN"), 9, "OMBUDSWOMAN");
  text.replace(text.find("2020-01-01"), 10, "2020-02-30");
  const auto faults = faults_of(text);
  ASSERT_EQ(faults.size(), 3U) << lines_of(faults);
  EXPECT_EQ(faults[0].line, 3);
  EXPECT_EQ(faults[1].line, 11);
  EXPECT_EQ(faults[2].line, 14);
}

TEST(APolicy, NeedsItsVersionNameDayCalendarAndStages) {
  expect_fault("version: \"test-1\"", "", 1, "version");
  expect_fault(" cy: \"Polisi\"", "", 2, "Welsh is missing");
  expect_fault("2020-01-01", "1 January", 3, "is no day");
  expect_fault("england-and-wales", "mars", 4, "no calendar");
  expect_fault(" cy: \"(tan {until})\"", "", 5, "Welsh is missing");
  EXPECT_THAT(lines_of(faults_of("version: 'x'")), HasSubstr("needs stages"));
}

TEST(WhatTheBoardCounts, IsAnOverdueRuleAndWeightsThatWeighSomething) {
  const std::string at = "calendar: \"england-and-wales\"";
  expect_fault(at, at + " actions: \"complaints\"", 4, "no overdue rule has the id");
  expect_fault(at, at + " weights { }", 4, "one of them some");
  expect_fault(at, at + " weights { low: 1001 }", 4, "from 0 to 1000");
}

TEST(AStage, NeedsAnIdANameAndAHeightOfItsOwn) {
  expect_fault("id: \"after\"", "id: \"After that\"", 8, "id of a-z");
  expect_fault("id: \"after\"", "id: \"low\"", 8, "a second stage \"low\"");
  expect_fault("en: \"Low\" ", "", 6, "English is missing");
  expect_fault("id: \"high\" level: 1", "id: \"high\" level: 0", 7, "not above");
  expect_fault("id: \"low\" level: 0", "id: \"low\" level: 0 off_ladder: true", 6,
               "where every provider begins");
}

TEST(AStage, HasClocksNoticesAndAWayBackThatMeanSomething) {
  const std::string at = "id: \"after\" ";
  const std::string name = "name { en: 'x' cy: 'x' }";
  expect_fault(at, at + "clocks { id: 'c' " + name + " } ", 8, "one of working_days");
  expect_fault(at, at + "clocks { id: 'c' working_days: 1 same_day: true " + name + " } ", 8,
               "one of");
  expect_fault(at, at + "clocks { id: 'c' working_days: 9999 " + name + " } ", 8, "ten years");
  expect_fault(at, at + "clocks { id: 'C' working_days: 1 " + name + " } ", 8, "clock needs an id");
  expect_fault(at, at + "notices { whom { en: 'x' } } ", 8, "Welsh is missing");
  expect_fault(at, at + "exit_tests { cy: 'x' } ", 8, "English is missing");
  expect_fault(at, at + "relapse { to_stage: 'nowhere' } ", 8, "no stage \"nowhere\"");
  expect_fault(at, at + "relapse { to_stage: 'after' } ", 8, "leads back to \"after\" itself");
  const std::string high = "stages { id: \"high\" level: 1 ";
  expect_fault(high, high + "relapse { to_stage: 'after' } ", 7, "off the ladder");
  expect_fault(high, high + "relapse { to_stage: 'high' } ", 7, "leads back to \"high\" itself");
}

TEST(ARelapse, ThatLeadsBackByAnotherStageIsACycle) {
  std::string text = kSound;
  for (const auto& [stage, to] :
       {std::pair{"\"low\" level: 0 ", "high"}, std::pair{"\"high\" level: 1 ", "low"}}) {
    const std::string begin = stage;
    text.insert(text.find(begin) + begin.size(),
                std::string("relapse { to_stage: '") + to + "' } ");
  }
  const auto faults = faults_of(text);
  ASSERT_EQ(faults.size(), 2U) << lines_of(faults);
  EXPECT_EQ(faults[0].line, 6);
  EXPECT_THAT(faults[0].what, HasSubstr("leads back to \"low\" itself: a cycle"));
  EXPECT_EQ(faults[1].line, 7);
}

TEST(ARule, NeedsAnIdOfItsOwnAndAStageToSuggest) {
  expect_fault("id: \"complaints\"", "id: \"Complaints!\"", 10, "rule needs an id");
  expect_fault("stage: \"high\"", "stage: \"higher\"", 11, "no stage \"higher\"");
  expect_fault("stage: \"high\"", "stage: \"after\"", 11, "by decision only");
  expect_fault("stage: \"high\"", "stage: \"low\"", 11, "nothing to suggest");
  const std::string again = kSound.substr(kSound.find("rules {"));
  const auto faults = faults_of(kSound + again);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].line, 20);
  EXPECT_EQ(faults[0].what, "a second rule \"complaints\"");
}

TEST(TheWordsOfARule, AreInBothLanguagesWithPlacesTheTestFills) {
  const std::string words = "words { en: \"{count}: {dates}\" cy: \"{count}: {dates}\" }";
  expect_fault(words, "words { en: \"x\" }", 12, "Welsh is missing");
  expect_fault(words, "words { en: \"{many}\" cy: \"x\" }", 12, "no place {many}");
  expect_fault(words, "words { en: \"{count\" cy: \"x\" }", 12, "brace");
  expect_fault(words, "words { en: \"count}\" cy: \"x\" }", 12, "brace");
  expect_fault(words, "words { en: \"x\" cy: \"{theme}\" }", 12, "nothing here fills {theme}");
  expect_fault(words, "words { en: \"x\" cy: \"{due}\" }", 12, "nothing here fills {due}");
}

TEST(AMatch, NamesKindsFieldsAndValuesThatExist) {
  expect_fault("\"Complaint\"", "\"Complain\"", 14, "no kind \"Complain\"");
  expect_fault("\"Complaint\" where { field: \"stage\" any_of: \"OMBUDSMAN\" }",
               "\"SuggestedStageChanged\"", 14, "written by the system");
  expect_fault("field: \"stage\"", "field: \"stages\"", 14, "no field \"stages\"");
  expect_fault("field: \"stage\"", "field: \"envelope.stage\"", 14, "no field \"stage\"");
  expect_fault("field: \"stage\"", "field: \"envelope.known_to\"", 14, "cannot be tested");
  expect_fault("OMBUDSMAN", "OMBUDSPERSON", 14, "ComplaintStage has no value \"OMBUDSPERSON\"");
  expect_fault("kinds: \"Complaint\"", "kinds: \"Complaint\" any_concern: true", 14,
               "one of the two");
  expect_fault("kinds: \"Complaint\" where { field: \"stage\" any_of: \"OMBUDSMAN\" }", "", 14,
               "one of the two");
}

TEST(ATest, AsksSomethingThatCanBe) {
  const std::string test = "field: \"stage\" any_of: \"OMBUDSMAN\"";
  expect_fault(test, "field: \"stage\"", 14, "asks nothing");
  expect_fault(test, "field: \"stage\" is_set: true is_not_set: true", 14, "set and not set");
  expect_fault(test, "field: \"stage\" any_of: \"OMBUDSMAN\" none_of: \"OMBUDSMAN\"", 14,
               "in none_of");
  expect_fault(test, "field: \"channel\" at_least: 2", 14, "is text");
  expect_fault(test, "field: \"also_safeguarding\" any_of: \"yes\"", 14, "true or false");
  expect_fault(test, test + " } where { field: \"stage\" any_of: \"LOCAL_RESOLUTION\"", 14,
               "no value passes");
}

TEST(AMatchOfAnyConcern, TestsFieldsSomeConcernHas) {
  const std::string match = "kinds: \"Complaint\" where { field: \"stage\" any_of: \"OMBUDSMAN\" }";
  expect_fault(match, "any_concern: true where { field: \"stagger\" is_set: true }", 14,
               "no kind that is a concern");
  expect_fault(match, "any_concern: true element: \"areas\"", 14, "no element");
}

TEST(ACount, HasAWindowAndSomethingToReach) {
  expect_fault("window_days: 90", "window_days: 0", 16, "a window of nothing");
  expect_fault("window_days: 90", "window_days: 4000000000", 16, "a hundred years");
  expect_fault("at_least: 2\n", "\n", 13, "asks for nothing");
  expect_fault("at_least: 2\n", "sources_at_least: 40\n", 15, "can never fire");
  expect_fault("at_least: 2\n", "indicators_at_least: 7\n", 15, "can never fire");
  expect_fault("at_least: 2\n", "at_least: 2 open_until: \"channel\"\n", 15, "no date");
  expect_rule_fault("  count { at_least: 1 window_days: 9 }", 13, "match is missing");
}

TEST(ARule, WithoutATestCanNeverFire) { expect_rule_fault("", 9, "tests nothing"); }

// The places of {count} and {dates} are not what an overdue rule fills, so these change the words
// too.
void expect_other_test(const std::string& test, const std::string& what) {
  std::string text = kSound.substr(0, kSound.find("  words")) +
                     "  words { en: \"x\" cy: \"x\" }\n" + test + "\n}\n";
  const auto faults = faults_of(text);
  ASSERT_EQ(faults.size(), 1U) << test << "\n" << lines_of(faults);
  EXPECT_EQ(faults[0].line, 13);
  EXPECT_THAT(faults[0].what, HasSubstr(what));
}

TEST(AnOverdueRule, LooksAtDates) {
  expect_other_test("overdue { match { kinds: 'ActionPlan' } }", "due_field is missing");
  expect_other_test("overdue { match { kinds: 'ActionPlan' } due_field: 'stage' }", "no date");
  expect_other_test(
      "overdue { match { kinds: 'ActionPlan' } due_field: 'final_date' done_field: 'agreement' }",
      "no date");
  expect_other_test(
      "overdue { match { kinds: 'ActionPlan' element: 'actions' } due_field: 'final_date' }",
      "no field");
  expect_other_test(
      "overdue { match { kinds: 'ActionPlan' element: 'stage' } due_field: 'final_date' }",
      "no list of parts");
  expect_other_test(
      "overdue { match { kinds: 'ActionPlan' } due_field: 'final_date' per_field: 'actions' }",
      "not one value");
}

TEST(ALastingRule, HasABeginningAndALength) {
  expect_other_test("lasting { days_at_least: 9 }", "begins is missing");
  expect_other_test("lasting { begins { kinds: 'Complaint' } }", "a window of nothing");
}

TEST(AnAbsence, HasAKindAndALength) {
  expect_other_test("absence { days_at_least: 9 }", "match is missing");
  expect_other_test("absence { match { kinds: 'SpotVisit' } }", "a window of nothing");
}

TEST(AFieldThatIsSealed, IsReadByNoRule) {
  const std::string piece = R"(field: "stage" any_of: "OMBUDSMAN")";
  expect_fault(piece, R"(field: "complainant" is_set: true)", 14, "personal and sealed");
  expect_fault(piece, R"(field: "envelope.summary" any_of: "fall")", 14, "personal and sealed");
  expect_other_test(
      "count { match { kinds: 'PractitionerConcern' where { field: 'employer_action' is_set: true "
      "} } at_least: 1 window_days: 9 }",
      "personal and sealed");
  expect_other_test(
      "overdue { match { kinds: 'Complaint' } due_field: 'response_due_on' per_field: "
      "'complainant' }",
      "personal and sealed");
}

TEST(AFieldThatNamesAPerson, TellsARuleWhetherItIsSetAndNotWho) {
  const std::string count = "count { match { kinds: 'AdultAtRiskReport' where { field: 'adult' ";
  const std::string rest = " } } at_least: 1 window_days: 9 }";
  expect_other_test(count + "any_of: 'P-1'" + rest, "not who it is");
  std::string text = kSound;
  const std::string piece = R"(kinds: "Complaint" where { field: "stage" any_of: "OMBUDSMAN" })";
  text.replace(text.find(piece), piece.size(),
               R"(kinds: "AdultAtRiskReport" where { field: "adult" is_set: true })");
  EXPECT_EQ(lines_of(faults_of(text)), "");
}

TEST(PersonFields, AreFieldsOfSomeKind) {
  expect_fault("calendar:", "person_fields: \"nobody\" calendar:", 4, "no kind has a text field");
}

TEST(APolicyOfNoText, IsToldWithoutLines) {
  gwarchod::v1::Policy policy = default_policy().policy();
  policy.mutable_rules(0)->set_stage("nowhere");
  const auto compiled =
      escalation::compile(policy, known_kinds(), escalation::Calendar::england_and_wales());
  ASSERT_FALSE(compiled);
  ASSERT_EQ(compiled.error().size(), 1U);
  EXPECT_EQ(compiled.error()[0].line, 0);
}

TEST(APolicyOverOneMegabyte, IsRefused) {
  EXPECT_EQ(faults_of(std::string((1U << 20) + 1, '#')).size(), 1U);
}

}  // namespace
