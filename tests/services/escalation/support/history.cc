#include "services/escalation/support/history.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace spec {

using namespace gwarchod::v1;  // the vocabulary is what these words are about

Day day(const std::string& text) {
  const auto parsed = schema::parse_day(text);
  if (!parsed) throw std::invalid_argument("no day: " + text);
  return *parsed;
}

Record Record::on(const std::string& from, const std::string& to) const {
  Record copy = *this;
  copy.envelope_.set_occurred_from(from);
  copy.envelope_.set_occurred_to(to);
  return copy;
}

Record Record::about(Theme theme) const {
  Record copy = *this;
  copy.envelope_.add_themes(theme);
  return copy;
}

Record Record::from(Agency agency) const {
  Record copy = *this;
  copy.envelope_.set_source(agency);
  return copy;
}

Record Record::named(const std::string& source) const {
  Record record = *this;
  record.envelope_.set_source_name(source);
  return record;
}
Record Record::concerning(const std::string& person) const {
  Record copy = *this;
  copy.envelope_.add_people(person);
  return copy;
}

Record Record::of(const std::string& occurrence) const {
  Record copy = *this;
  copy.envelope_.set_occurrence(occurrence);
  return copy;
}

Record Record::showing(Indicator indicator) const {
  Record copy = *this;
  copy.envelope_.add_indicators(indicator);
  return copy;
}

Record Record::as(Severity severity) const {
  Record copy = *this;
  copy.envelope_.set_severity(severity);
  return copy;
}

Record Record::exact_to(Precision precision) const {
  Record copy = *this;
  copy.envelope_.set_precision(precision);
  return copy;
}

Record Record::received(const std::string& on) const {
  Record copy = *this;
  copy.envelope_.set_received_on(on);
  return copy;
}

Record Record::written_down(const std::string& on) const {
  Record copy = *this;
  copy.recorded_on_ = on;
  return copy;
}

Record Record::updating(const std::string& id) const {
  Record copy = *this;
  copy.envelope_.set_updates(id);
  return copy;
}

Record Record::called(const std::string& id) const {
  Record copy = *this;
  copy.id_ = id;
  return copy;
}

Event Record::event() const {
  Event event;
  event.set_kind(kind_);
  event.set_schema_version(1);
  *event.mutable_envelope() = envelope_;
  event.set_body(body_);
  if (!recorded_on_.empty()) {
    const auto noon = day(recorded_on_) + std::chrono::hours{12};
    event.mutable_recorded_at()->set_seconds(
        std::chrono::duration_cast<std::chrono::seconds>(noon.time_since_epoch()).count());
  }
  return event;
}

Record a(const google::protobuf::Message& body) {
  return Record(body.GetDescriptor()->name(), body.SerializeAsString()).from(COUNCIL_CONTRACTS);
}

Record written(std::unique_ptr<google::protobuf::Message> body, const std::string& text) {
  if (!google::protobuf::TextFormat::ParseFromString(text, body.get())) {
    throw std::invalid_argument("no " + body->GetTypeName() + ": " + text);
  }
  return a(*body);
}

Record correction_of(const std::string& id) {
  Correction correction;
  correction.set_corrects(id);
  correction.set_reason(ENTERED_IN_ERROR);
  return a(correction).on("2026-01-01");
}

Record decision(const std::string& stage, const std::string& effective) {
  StageDecision decided;
  decided.set_to_stage(stage);
  decided.set_effective(effective);
  return a(decided).on(effective);
}

const schema::Schema& known_kinds() {
  static const schema::Schema schema;
  return schema;
}

std::string lines_of(const std::vector<escalation::PolicyFault>& faults) {
  std::string lines;
  for (const auto& fault : faults) lines += std::to_string(fault.line) + ": " + fault.what + "\n";
  return lines;
}

CompiledPolicy read(const std::string& text) {
  auto policy =
      escalation::read_policy(text, known_kinds(), escalation::Calendar::england_and_wales());
  if (!policy) throw std::invalid_argument(lines_of(policy.error()));
  return std::move(*policy);
}

const CompiledPolicy& default_policy() {
  static const CompiledPolicy policy = read(std::string(escalation::default_policy_text()));
  return policy;
}

CompiledPolicy only_rule(const std::string& rule_text) {
  std::string text(escalation::default_policy_text());
  text.erase(text.find("\nrules {"));
  return read(text + "\nrules {\n" + rule_text + "\n}\n");
}

History& History::add(const Record& record) {
  ++position_;
  const Event event = record.event();
  const std::string id = record.id().empty() ? "e" + std::to_string(position_) : record.id();
  escalation::evolve(facts_, *policy_, {.position = position_, .id = id, .event = &event});
  return *this;
}

Status History::status(Day as_of) const { return escalation::status(facts_, *policy_, as_of); }
Status History::status(const std::string& as_of) const { return status(day(as_of)); }
escalation::Counts History::counts(const std::string& as_of) const {
  return escalation::counts(facts_, *policy_, day(as_of));
}

Given::Given(const CompiledPolicy& policy, const std::vector<Record>& records) : history_(policy) {
  for (const Record& record : records) history_.add(record);
}

Given& Given::on(const std::string& as_of) {
  status_ = history_.status(as_of);
  return *this;
}

Given& Given::suggests(const std::string& stage) {
  EXPECT_EQ(status_.suggested().id(), stage) << status_.DebugString();
  return *this;
}

Given& Given::is_decided(const std::string& stage) {
  EXPECT_EQ(status_.decided().id(), stage) << status_.DebugString();
  return *this;
}

const Reason* Given::reason(const std::string& rule) const {
  for (const Reason& reason : status_.reasons()) {
    if (reason.rule() == rule) return &reason;
  }
  return nullptr;
}

Given& Given::fires(const std::string& rule) {
  EXPECT_NE(reason(rule), nullptr) << rule << " did not fire on " << status_.as_of() << "\n"
                                   << status_.DebugString();
  return *this;
}

Given& Given::does_not_fire(const std::string& rule) {
  EXPECT_EQ(reason(rule), nullptr) << rule << " fired on " << status_.as_of();
  return *this;
}

Given& Given::says(const std::string& en, const std::string& cy) {
  std::vector<std::string> english;
  std::vector<std::string> welsh;
  for (const Reason& reason : status_.reasons()) {
    english.push_back(reason.words().en());
    welsh.push_back(reason.words().cy());
  }
  EXPECT_THAT(english, testing::Contains(en));
  EXPECT_THAT(welsh, testing::Contains(cy));
  return *this;
}

Given& Given::is_caused_by(const std::string& rule, const std::vector<std::string>& ids) {
  fires(rule);
  const Reason* found = reason(rule);
  if (found == nullptr) return *this;
  std::vector<std::string> causes;
  for (const Cause& cause : found->causes()) causes.push_back(cause.event_id());
  EXPECT_THAT(causes, testing::UnorderedElementsAreArray(ids));
  return *this;
}

Given& Given::needs_a_decision() {
  EXPECT_TRUE(status_.needs_decision()) << status_.DebugString();
  return *this;
}

Given& Given::needs_no_decision() {
  EXPECT_FALSE(status_.needs_decision()) << status_.DebugString();
  return *this;
}

Given& Given::changes_next(const std::string& on) {
  EXPECT_EQ(status_.next_change(), on) << status_.DebugString();
  return *this;
}

Given& Given::never_changes() { return changes_next(""); }

Given given(const std::vector<Record>& records) { return {default_policy(), records}; }
Given given(const CompiledPolicy& policy, const std::vector<Record>& records) {
  return {policy, records};
}

}  // namespace spec
