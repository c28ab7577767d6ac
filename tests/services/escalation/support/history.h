#pragma once

#include <google/protobuf/message.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "escalation/status.h"
#include "gwarchod/v1/envelope.pb.h"
#include "gwarchod/v1/records.pb.h"
#include "schema/schema.h"
#include "schema/time.h"

/// Words to write specifications in: given records of a provider, when the policy is asked on a
/// day, then it says this. Everything is in memory; nothing knows what day it is.
namespace spec {

using escalation::CompiledPolicy;
using escalation::Day;

/// The day written yyyy-mm-dd.
[[nodiscard]] Day day(const std::string& text);

/// Any record, and its envelope, put together in one sentence:
///   a(Complaint{}).on("2026-03-12").about(MEDICATION).from(COUNCIL_COMPLAINTS)
class Record {
 public:
  Record(std::string kind, std::string body) : kind_(std::move(kind)), body_(std::move(body)) {}

  Record on(const std::string& from, const std::string& to = {}) const;
  Record about(gwarchod::v1::Theme theme) const;
  Record from(gwarchod::v1::Agency agency) const;
  Record named(const std::string& source) const;
  Record concerning(const std::string& person) const;
  Record of(const std::string& occurrence) const;
  Record showing(gwarchod::v1::Indicator indicator) const;
  Record as(gwarchod::v1::Severity severity) const;
  Record exact_to(gwarchod::v1::Precision precision) const;
  Record received(const std::string& on) const;
  Record written_down(const std::string& on) const;
  Record updating(const std::string& id) const;
  /// The event's id; without one the history gives it "e1", "e2" ...
  Record called(const std::string& id) const;

  [[nodiscard]] gwarchod::v1::Event event() const;
  [[nodiscard]] const std::string& id() const { return id_; }

 private:
  std::string kind_;
  std::string body_;
  std::string id_;
  std::string recorded_on_;
  gwarchod::v1::Envelope envelope_;
};

[[nodiscard]] Record a(const google::protobuf::Message& body);
/// A record of the kind, written in protobuf text: a<Embargo>("authority: EMBARGO_OURS").
[[nodiscard]] Record written(std::unique_ptr<google::protobuf::Message> body,
                             const std::string& text);
template <class Body>
[[nodiscard]] Record a(const std::string& text = {}) {
  return written(std::make_unique<Body>(), text);
}
[[nodiscard]] Record correction_of(const std::string& id);
[[nodiscard]] Record decision(const std::string& stage, const std::string& effective);

/// The built-in schema, the default policy compiled, and a policy of one rule with the default's
/// stages.
[[nodiscard]] const schema::Schema& known_kinds();
[[nodiscard]] const CompiledPolicy& default_policy();
[[nodiscard]] CompiledPolicy only_rule(const std::string& rule_text);
/// The policy read, or a failed test that tells its faults.
[[nodiscard]] CompiledPolicy read(const std::string& text);
[[nodiscard]] std::string lines_of(const std::vector<escalation::PolicyFault>& faults);

/// A provider's stream, folded by one policy.
class History {
 public:
  explicit History(const CompiledPolicy& policy) : policy_(&policy) {}

  History& add(const Record& record);
  [[nodiscard]] gwarchod::v1::Status status(const std::string& as_of) const;
  [[nodiscard]] gwarchod::v1::Status status(Day as_of) const;
  [[nodiscard]] escalation::Counts counts(const std::string& as_of) const;
  [[nodiscard]] const escalation::Facts& facts() const { return facts_; }
  [[nodiscard]] const CompiledPolicy& policy() const { return *policy_; }

 private:
  const CompiledPolicy* policy_;
  escalation::Facts facts_;
  std::uint64_t position_ = 0;
};

/// given({...}).on("2026-06-10") and what the status then is.
class Given {
 public:
  Given(const CompiledPolicy& policy, const std::vector<Record>& records);

  Given& on(const std::string& as_of);
  Given& suggests(const std::string& stage);
  Given& is_decided(const std::string& stage);
  Given& fires(const std::string& rule);
  Given& does_not_fire(const std::string& rule);
  Given& says(const std::string& en, const std::string& cy);
  Given& is_caused_by(const std::string& rule, const std::vector<std::string>& ids);
  Given& needs_a_decision();
  Given& needs_no_decision();
  Given& changes_next(const std::string& day);
  Given& never_changes();
  [[nodiscard]] const gwarchod::v1::Status& status() const { return status_; }

 private:
  [[nodiscard]] const gwarchod::v1::Reason* reason(const std::string& rule) const;

  History history_;
  gwarchod::v1::Status status_;
};

/// Under the default policy, or under another.
[[nodiscard]] Given given(const std::vector<Record>& records);
[[nodiscard]] Given given(const CompiledPolicy& policy, const std::vector<Record>& records);

}  // namespace spec
