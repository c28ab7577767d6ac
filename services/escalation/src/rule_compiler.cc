#include "rule_compiler.h"

#include <algorithm>
#include <set>
#include <utility>

#include "check.h"
#include "gwarchod/v1/envelope.pb.h"
#include "match_compiler.h"
#include "schema/show.h"
#include "words.h"

namespace escalation {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using gwarchod::v1::Rule;
using Matches = google::protobuf::RepeatedPtrField<gwarchod::v1::Match>;

constexpr int kBoardWindowDays = 90;
constexpr std::size_t kRulesMax = 1'000;

/// How many values a list has, the unspecified one not counted.
std::uint32_t values_of(const EnumDescriptor& list) {
  return static_cast<std::uint32_t>(list.value_count() - 1);
}

class RuleCompiler {
 public:
  RuleCompiler(const schema::Schema& schema, const Rule& rule, std::uint16_t number,
               const Place& place, CompiledPolicy::Inside& inside, Faults& faults)
      : schema_(schema),
        rule_(rule),
        number_(number),
        place_(place),
        inside_(inside),
        faults_(faults) {}

  CompiledRule compile() {
    if (!is_id(rule_.id())) faults_.add(place_.at("id"), "a rule needs an id of a-z, 0-9 and -");
    compile_stage();
    std::vector<Blank> blanks;
    switch (rule_.test_case()) {
      case Rule::kCount:
        blanks = compile_count();
        break;
      case Rule::kLasting:
        blanks = compile_lasting();
        break;
      case Rule::kOverdue:
        blanks = compile_overdue();
        break;
      case Rule::kAbsence:
        blanks = compile_absence();
        break;
      case Rule::TEST_NOT_SET:
        faults_.add(place_, "the rule tests nothing: it can never fire");
        return std::move(compiled_);
    }
    if (rule_.has_name()) need_both(rule_.name(), "the rule's name", place_.at("name"), faults_);
    compiled_.words = compile_words(rule_.words(), blanks, place_.at("words"), faults_);
    return std::move(compiled_);
  }

 private:
  void compile_stage() {
    const auto at = inside_.stages.find(rule_.stage());
    if (at == inside_.stages.end()) {
      return faults_.add(place_.at("stage"), "there is no stage \"" + rule_.stage() + "\"");
    }
    compiled_.stage = at->second;
    if (inside_.policy.stages(static_cast<int>(at->second)).off_ladder()) {
      faults_.add(place_.at("stage"),
                  "\"" + rule_.stage() + "\" is reached by decision only: this can never fire");
    } else if (at->second == 0) {
      faults_.add(place_.at("stage"),
                  "\"" + rule_.stage() + "\" is where every provider begins: nothing to suggest");
    }
  }

  std::vector<Blank> compile_count() {
    const gwarchod::v1::Count& count = rule_.count();
    const Place at = place_.at("count");
    compiled_.kind = TestKind::kCount;
    compiled_.at_least = std::max(1U, count.at_least());
    compiled_.window_days = days(count.window_days(), "window_days", at);
    compiled_.people = count.people_at_least();
    compiled_.sources = count.sources_at_least();
    compiled_.indicators = count.indicators_at_least();
    compiled_.same_theme = count.same_theme();
    compiled_.leaves_in_order = count.open_until().empty() && count.reset().empty();
    const bool counts = count.at_least() + count.people_at_least() + count.sources_at_least() +
                            count.indicators_at_least() >
                        0;
    if (!counts) faults_.add(at, "the count asks for nothing: give at_least");
    never_more(count.sources_at_least(), *gwarchod::v1::Agency_descriptor(),
               at.at("sources_at_least"));
    never_more(count.indicators_at_least(), *gwarchod::v1::Indicator_descriptor(),
               at.at("indicators_at_least"));
    Wanted wanted{.rule = number_, .by_theme = count.same_theme()};
    wanted.open_until = count.open_until();
    wanted.open_place = at.at("open_until");
    matches(count.match(), "match", at, wanted);
    optional_matches(count.reset(), "reset", at, {.rule = number_, .part = Part::kEnd});
    std::vector<Blank> blanks{Blank::kCount,      Blank::kPeople, Blank::kSources,
                              Blank::kIndicators, Blank::kWindow, Blank::kDates};
    if (count.same_theme()) blanks.push_back(Blank::kTheme);
    return blanks;
  }

  std::vector<Blank> compile_lasting() {
    const Place at = place_.at("lasting");
    compiled_.kind = TestKind::kLasting;
    compiled_.days = days(rule_.lasting().days_at_least(), "days_at_least", at);
    matches(rule_.lasting().begins(), "begins", at, {.rule = number_});
    optional_matches(rule_.lasting().ends(), "ends", at, {.rule = number_, .part = Part::kEnd});
    return {Blank::kDays, Blank::kDates};
  }

  std::vector<Blank> compile_overdue() {
    const gwarchod::v1::Overdue& overdue = rule_.overdue();
    const Place at = place_.at("overdue");
    compiled_.kind = TestKind::kOverdue;
    compiled_.working_days = overdue.working_days();
    compiled_.per_field = !overdue.per_field().empty();
    if (overdue.working_days() > kWorkingDaysMax)
      faults_.add(at.at("working_days"), "more than ten years");
    if (overdue.due_field().empty()) faults_.add(at, "due_field is missing: this can never fire");
    Wanted wanted{.rule = number_};
    wanted.due_field = overdue.due_field();
    wanted.due_place = at.at("due_field");
    wanted.done_field = overdue.done_field();
    wanted.done_place = at.at("done_field");
    wanted.per_field = overdue.per_field();
    wanted.per_place = at.at("per_field");
    label_groups(matches(overdue.match(), "match", at, wanted));
    std::vector<Blank> blanks{Blank::kCount, Blank::kDue, Blank::kDays};
    if (compiled_.per_field) blanks.push_back(Blank::kWhich);
    return blanks;
  }

  std::vector<Blank> compile_absence() {
    const Place at = place_.at("absence");
    compiled_.kind = TestKind::kAbsence;
    compiled_.days = days(rule_.absence().days_at_least(), "days_at_least", at);
    matches(rule_.absence().match(), "match", at, {.rule = number_});
    inside_.kinds["ProviderRegistered"].extracts.push_back({.rule = number_});
    return {Blank::kDays, Blank::kDates};
  }

  DayNumber days(std::uint32_t given, const char* field, const Place& at) {
    if (given == 0) faults_.add(at.at(field), std::string(field) + ": a window of nothing");
    if (given > kDaysMax)
      faults_.add(at.at(field), std::string(field) + ": more than a hundred years");
    return static_cast<DayNumber>(std::min(given, kDaysMax));
  }

  void never_more(std::uint32_t asked, const EnumDescriptor& list, const Place& at) {
    if (asked > values_of(list)) {
      faults_.add(at,
                  "there are only " + std::to_string(values_of(list)) + ": this can never fire");
    }
  }

  const FieldDescriptor* matches(const Matches& all, const char* name, const Place& at,
                                 const Wanted& wanted) {
    if (all.empty()) faults_.add(at, std::string(name) + " is missing: this can never fire");
    return optional_matches(all, name, at, wanted);
  }

  const FieldDescriptor* optional_matches(const Matches& all, const char* name, const Place& at,
                                          const Wanted& wanted) {
    const FieldDescriptor* per = nullptr;
    for (int i = 0; i < all.size(); ++i) {
      const auto* leaf = compile_match(all[i], wanted, schema_, at.at(name, i), inside_, faults_);
      if (leaf != nullptr) per = leaf;
    }
    return per;
  }

  void label_groups(const FieldDescriptor* per) {
    if (per == nullptr) return;
    compiled_.per_text = per->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
    if (per->enum_type() == nullptr) return;
    for (const gwarchod::v1::Label& label : schema::labels(*per->enum_type())) {
      const auto* value = per->enum_type()->FindValueByName(label.value());
      compiled_.labels[static_cast<std::uint32_t>(value->number())] = label.text();
    }
  }

  const schema::Schema& schema_;
  const Rule& rule_;
  std::uint16_t number_;
  const Place& place_;
  CompiledPolicy::Inside& inside_;
  Faults& faults_;
  CompiledRule compiled_;
};

/// The last rule, which suggests nothing: what the board counts beside the stage.
CompiledRule board_rule(const schema::Schema& schema, const Place& place,
                        CompiledPolicy::Inside& inside, Faults& faults) {
  CompiledRule board;
  board.window_days = kBoardWindowDays;
  const Wanted wanted{.rule = static_cast<std::uint16_t>(inside.policy.rules_size())};
  const Matches& concerns = inside.policy.concerns();
  for (int i = 0; i < concerns.size(); ++i) {
    compile_match(concerns[i], wanted, schema, place.at("concerns", i), inside, faults);
  }
  gwarchod::v1::Match any;
  any.set_any_concern(true);
  if (concerns.empty()) compile_match(any, wanted, schema, Place(), inside, faults);
  return board;
}

}  // namespace

Template compile_words(const gwarchod::v1::Text& words, const std::vector<Blank>& blanks,
                       const Place& place, Faults& faults) {
  need_both(words, "the reason", place, faults);
  const auto cut_one = [&](const std::string& text, const Place& at) {
    auto pieces = cut(text);
    if (!pieces) {
      faults.add(at, pieces.error());
      return std::vector<Piece>{};
    }
    for (const Piece& piece : *pieces) {
      if (piece.blank == Blank::kNone) continue;
      if (std::find(blanks.begin(), blanks.end(), piece.blank) != blanks.end()) continue;
      faults.add(at, "nothing here fills {" + std::string(name_of(piece.blank)) + "}");
    }
    return std::move(*pieces);
  };
  return {.en = cut_one(words.en(), place.at("en")), .cy = cut_one(words.cy(), place.at("cy"))};
}

void compile_rules(const schema::Schema& schema, const Place& place, CompiledPolicy::Inside& inside,
                   Faults& faults) {
  std::set<std::string> seen;
  const auto& rules = inside.policy.rules();
  if (static_cast<std::size_t>(rules.size()) > kRulesMax) {
    return faults.add(place, "more than " + std::to_string(kRulesMax) + " rules");
  }
  for (int i = 0; i < rules.size(); ++i) {
    const Place at = place.at("rules", i);
    RuleCompiler compiler(schema, rules[i], static_cast<std::uint16_t>(i), at, inside, faults);
    inside.rules.push_back(compiler.compile());
    if (!seen.insert(rules[i].id()).second)
      faults.add(at.at("id"), "a second rule \"" + rules[i].id() + "\"");
  }
  inside.rules.push_back(board_rule(schema, place, inside, faults));
}

}  // namespace escalation
