#include "policies.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "app/problem.h"
#include "escalation/calendar.h"
#include "events.h"
#include "gwarchod/v1/events.pb.h"

namespace app {
namespace {

using escalation::Calendar;
using escalation::CompiledPolicy;

std::string told(const std::vector<escalation::PolicyFault>& faults) {
  std::string text;
  for (const auto& fault : faults) text += (text.empty() ? "" : "; ") + fault.what;
  return text;
}

}  // namespace

void Policies::take_in(const eventstore::StoredEvent& stored, const schema::Schema& schema) {
  gwarchod::v1::PolicyAdopted adopted;
  adopted.ParseFromString(from_store(stored).body());
  adopt(stored.position.value(), adopted.policy(), schema);
}

void Policies::adopt(std::uint64_t position, const gwarchod::v1::Policy& policy,
                     const schema::Schema& schema) {
  if (!adopted_.empty() && position <= adopted_.back().position) return;
  auto compiled = escalation::compile(policy, schema, Calendar::england_and_wales());
  if (!compiled) {
    throw std::runtime_error(
        fmt::format("the policy adopted here cannot be read: {}", told(compiled.error())));
  }
  const auto effective = schema::parse_day(policy.effective_from());
  adopted_.push_back({position, effective.value_or(schema::Day{}),
                      std::make_shared<const CompiledPolicy>(std::move(*compiled))});
}

PolicyInForce Policies::in_force(schema::Day day, std::uint64_t known_at) const {
  PolicyInForce found;
  for (const Adopted& adopted : adopted_) {
    if (adopted.position > known_at) break;
    if (!found || adopted.effective <= day) found = adopted.policy;
  }
  return found ? found : fallback_;
}

bool Policies::has(std::string_view version) const {
  return std::ranges::any_of(adopted_, [&](const Adopted& adopted) {
    return adopted.policy->policy().version() == version;
  });
}

std::optional<gwarchod::v1::FieldProblem> why_too_early(const Policies& policies,
                                                        const std::string& effective) {
  const auto day = schema::parse_day(effective);
  if (!day) {
    return make_field_problem(
        "effectiveFrom",
        fmt::format("\"{}\" is no day. Write the year, month and day, such as 2027-04-01.",
                    effective),
        fmt::format("Nid yw \"{}\" yn ddiwrnod. Ysgrifennwch y flwyddyn, y mis a'r diwrnod, megis "
                    "2027-04-01.",
                    effective));
  }
  const auto newest =
      std::ranges::max_element(policies.adopted(), {}, &Policies::Adopted::effective);
  if (newest == policies.adopted().end() || *day > newest->effective) return std::nullopt;
  const std::string& version = newest->policy->policy().version();
  const std::string since = schema::to_string(newest->effective);
  return make_field_problem(
      "effectiveFrom",
      fmt::format("Effective dates overlap: {} is in force from {}. Choose a later day than that.",
                  version, since),
      fmt::format("Mae'r dyddiadau'n gorgyffwrdd: mae {} mewn grym o {}. Dewiswch ddiwrnod "
                  "diweddarach na hwnnw.",
                  version, since));
}

gwarchod::v1::Problem policy_adopted_before(const std::string& version) {
  return make_problem(
      "exists", 409,
      fmt::format(
          "A policy of the version \"{}\" was adopted before. Give this one another version.",
          version),
      fmt::format("Mabwysiadwyd polisi o'r fersiwn \"{}\" o'r blaen. Rhowch fersiwn arall i hwn.",
                  version));
}

PolicyInForce default_policy(const schema::Schema& schema) {
  auto compiled = escalation::read_policy(escalation::default_policy_text(), schema,
                                          Calendar::england_and_wales());
  if (!compiled) throw std::logic_error("default policy: " + told(compiled.error()));
  return std::make_shared<const CompiledPolicy>(std::move(*compiled));
}

}  // namespace app
