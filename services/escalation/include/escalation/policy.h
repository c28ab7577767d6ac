#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "escalation/calendar.h"
#include "gwarchod/v1/policy.pb.h"
#include "gwarchod/v1/views.pb.h"
#include "schema/result.h"
#include "schema/schema.h"

namespace escalation {

/// What is wrong with a policy, and where in its file.
struct PolicyFault {
  int line = 0;  // 1-based; 0 when the policy did not come from a text
  std::string what;
};

/// A policy made ready for the fold: kinds, fields and values looked up once, so that reading a
/// fact from an event's bytes needs neither names nor reflection. Immutable; share it.
class CompiledPolicy {
 public:
  struct Inside;  // of this area's own files
  explicit CompiledPolicy(std::unique_ptr<const Inside> inside);
  CompiledPolicy(CompiledPolicy&&) noexcept;
  CompiledPolicy& operator=(CompiledPolicy&&) noexcept;
  ~CompiledPolicy();

  [[nodiscard]] const gwarchod::v1::Policy& policy() const;
  /// The stage's name and level; the first stage when there is none of that id.
  [[nodiscard]] gwarchod::v1::StageName stage(std::string_view id) const;
  [[nodiscard]] bool has_stage(std::string_view id) const;
  [[nodiscard]] const Inside& inside() const { return *inside_; }

 private:
  std::unique_ptr<const Inside> inside_;
};

/// Reads a policy in protobuf text form and compiles it. Every fault is told: unknown stage, kind,
/// field or value; a window of nothing; a trigger that can never fire; a missing translation; a
/// place in the words that the test does not fill; two rules of one id; effective date not a day.
[[nodiscard]] schema::Result<CompiledPolicy, std::vector<PolicyFault>> read_policy(
    std::string_view text, const schema::Schema& schema, const Calendar& calendar);

/// Compiles a policy already read (from its PolicyAdopted event).
[[nodiscard]] schema::Result<CompiledPolicy, std::vector<PolicyFault>> compile(
    const gwarchod::v1::Policy& policy, const schema::Schema& schema, const Calendar& calendar);

/// The default policy's text: services/escalation/policy/default.textproto, domain.md 2.3.
[[nodiscard]] std::string_view default_policy_text();

}  // namespace escalation
