#include "escalation/policy.h"

#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include <algorithm>
#include <utility>

#include "check.h"
#include "compiled.h"
#include "embedded/default_policy.h"
#include "place.h"
#include "process_compiler.h"
#include "rule_compiler.h"
#include "schema/personal.h"
#include "schema/show.h"

namespace escalation {
namespace {

using google::protobuf::TextFormat;
using gwarchod::v1::Policy;

constexpr std::size_t kPolicyBytesMax = std::size_t{1} << 20;
constexpr std::uint32_t kWeightMax = 1'000;

/// Hears of what a text gets wrong; a warning (a field that does not exist) is a fault here too.
class Ear : public google::protobuf::io::ErrorCollector {
 public:
  explicit Ear(Faults& faults) : faults_(faults) {}
  void AddError(int line, int /*column*/, const std::string& message) override {
    faults_.add(line + 1, message);
  }
  void AddWarning(int line, int /*column*/, const std::string& message) override {
    faults_.add(line + 1, message);
  }

 private:
  Faults& faults_;
};

/// Kinds that behave: what they do to a history stands in no rule.
void add_behaviour(const schema::Schema& schema, CompiledPolicy::Inside& inside) {
  for (const char* name : {"StageDecision", "DeEscalation"}) {
    const schema::Kind* kind = schema.find(name);
    if (kind == nullptr) continue;
    KindPlan& plan = inside.kinds[name];
    plan.is_decision = true;
    plan.to_stage = *schema::compile_path(*kind->message, "to_stage");
    plan.effective = *schema::compile_path(*kind->message, "effective");
    plan.review_due = *schema::compile_path(*kind->message, "review_due");
    if (auto path = schema::compile_path(*kind->message, "evidence")) plan.evidence = *path;
    plan.exit_tests = *schema::compile_path(*kind->message, "exit_tests");
    plan.exit_evidence = *schema::compile_path(*plan.exit_tests->leaf->message_type(), "evidence");
  }
  if (const schema::Kind* correction = schema.find("Correction")) {
    KindPlan& plan = inside.kinds[correction->name];
    plan.is_correction = true;
    plan.corrects = *schema::compile_path(*correction->message, "corrects");
  }
  if (const schema::Kind* merged = schema.find("OccurrencesMerged")) {
    KindPlan& plan = inside.kinds[merged->name];
    plan.merges = true;
    plan.grouped = *schema::compile_path(*merged->message, "records");
  }
  if (const schema::Kind* split = schema.find("OccurrenceSplit")) {
    KindPlan& plan = inside.kinds[split->name];
    plan.splits = true;
    plan.grouped = *schema::compile_path(*split->message, "of_record");
  }
}

void add_people(const schema::Schema& schema, const Place& place, CompiledPolicy::Inside& inside,
                Faults& faults) {
  for (int i = 0; i < inside.policy.person_fields_size(); ++i) {
    const std::string& field = inside.policy.person_fields(i);
    bool found = false;
    for (const schema::Kind* kind : schema.kinds()) {
      const auto path = schema::compile_path(*kind->message, field);
      if (!path || path->leaf->cpp_type() != google::protobuf::FieldDescriptor::CPPTYPE_STRING)
        continue;
      // Only what the log holds a token for can be told apart.
      if (schema::personal_at(*kind->message, *path) == schema::Personal::kSealed) continue;
      found = true;
      const auto plan = inside.kinds.find(kind->name);
      if (plan != inside.kinds.end()) plan->second.people.push_back(*path);
    }
    if (!found)
      faults.add(place.at("person_fields", i),
                 "no kind has a text field \"" + field + "\" that is not sealed");
  }
}

/// What the board counts beside the stage.
void add_board(const Place& place, CompiledPolicy::Inside& inside, Faults& faults) {
  const Policy& policy = inside.policy;
  inside.weights.fill(1);
  if (policy.has_weights()) {
    const auto& weights = policy.weights();
    inside.weights = {weights.unsaid(), weights.low(), weights.moderate(), weights.serious(),
                      weights.critical()};
    const auto heaviest = *std::max_element(inside.weights.begin(), inside.weights.end());
    if (heaviest == 0 || heaviest > kWeightMax) {
      faults.add(place.at("weights"), "a concern weighs from 0 to " + std::to_string(kWeightMax) +
                                          ", and one of them some");
    }
  }
  if (policy.actions().empty()) return;
  for (int i = 0; i < policy.rules_size(); ++i) {
    if (policy.rules(i).id() == policy.actions() && policy.rules(i).has_overdue()) {
      inside.actions = static_cast<std::uint16_t>(i);
    }
  }
  if (!inside.actions) {
    faults.add(place.at("actions"), "no overdue rule has the id \"" + policy.actions() + "\"");
  }
}

std::unique_ptr<CompiledPolicy::Inside> compile_at(const Policy& policy,
                                                   const schema::Schema& schema,
                                                   const Calendar& calendar, const Place& place,
                                                   Faults& faults) {
  auto inside = std::make_unique<CompiledPolicy::Inside>(
      CompiledPolicy::Inside{.policy = policy, .calendar = calendar});
  check_frame(policy, place, faults);
  for (int i = 0; i < policy.stages_size(); ++i) {
    inside->stages.try_emplace(policy.stages(i).id(), static_cast<std::size_t>(i));
  }
  for (const gwarchod::v1::Label& label : schema::labels(*gwarchod::v1::Theme_descriptor())) {
    const auto* value = gwarchod::v1::Theme_descriptor()->FindValueByName(label.value());
    inside->themes[static_cast<std::uint32_t>(value->number())] = label.text();
  }
  inside->standing =
      compile_words(policy.standing(), {Blank::kUntil}, place.at("standing"), faults);
  compile_rules(schema, place, *inside, faults);
  compile_process(schema, place, *inside, faults);
  add_board(place, *inside, faults);
  add_behaviour(schema, *inside);
  add_people(schema, place, *inside, faults);
  return inside;
}

using Compiled = schema::Result<CompiledPolicy, std::vector<PolicyFault>>;

}  // namespace

CompiledPolicy::CompiledPolicy(std::unique_ptr<const Inside> inside) : inside_(std::move(inside)) {}
CompiledPolicy::CompiledPolicy(CompiledPolicy&&) noexcept = default;
CompiledPolicy& CompiledPolicy::operator=(CompiledPolicy&&) noexcept = default;
CompiledPolicy::~CompiledPolicy() = default;

const Policy& CompiledPolicy::policy() const { return inside_->policy; }

bool CompiledPolicy::has_stage(std::string_view id) const { return inside_->stages.contains(id); }

gwarchod::v1::StageName CompiledPolicy::stage(std::string_view id) const {
  const auto at = inside_->stages.find(id);
  const auto& stage =
      policy().stages(at == inside_->stages.end() ? 0 : static_cast<int>(at->second));
  gwarchod::v1::StageName name;
  name.set_id(stage.id());
  name.set_number(stage.number());
  *name.mutable_name() = stage.name();
  name.set_level(stage.level());
  name.set_off_ladder(stage.off_ladder());
  return name;
}

Compiled read_policy(std::string_view text, const schema::Schema& schema,
                     const Calendar& calendar) {
  Faults faults;
  if (text.size() > kPolicyBytesMax) {
    faults.add(1, "a policy is at most " + std::to_string(kPolicyBytesMax) + " bytes");
    return faults.take();
  }
  Policy policy;
  TextFormat::ParseInfoTree lines;
  Ear ear(faults);
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&ear);
  parser.WriteLocationsTo(&lines);
  parser.AllowUnknownField(true);  // so that the first is not the last to be told
  if (!parser.ParseFromString(std::string(text), &policy)) return faults.take();
  auto inside = compile_at(policy, schema, calendar, Place(&lines, Policy::descriptor()), faults);
  if (!faults.none()) return faults.take();
  return CompiledPolicy(std::move(inside));
}

Compiled compile(const Policy& policy, const schema::Schema& schema, const Calendar& calendar) {
  Faults faults;
  auto inside = compile_at(policy, schema, calendar, Place(), faults);
  if (!faults.none()) return faults.take();
  return CompiledPolicy(std::move(inside));
}

std::string_view default_policy_text() { return embedded::default_policy(); }

}  // namespace escalation
