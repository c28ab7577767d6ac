#include "app/policy_desk.h"

#include <limits>
#include <mutex>
#include <shared_mutex>
#include <utility>
#include <vector>

#include "app/problem.h"
#include "escalation/calendar.h"
#include "events.h"
#include "gwarchod/v1/events.pb.h"
#include "inside.h"
#include "trial/trial.h"

namespace app {
namespace {

using gwarchod::v1::PolicyCheck;
using gwarchod::v1::PolicyFile;

auto read(const PolicyFile& file, const schema::Schema& schema) {
  return escalation::read_policy(file.text(), schema, escalation::Calendar::england_and_wales());
}

Problem faulty(const std::vector<escalation::PolicyFault>& found) {
  std::vector<FieldProblem> faults;
  for (const auto& fault : found) {
    const std::string line = std::to_string(fault.line);
    faults.push_back(make_field_problem("text", "line " + line + ": " + fault.what,
                                        "llinell " + line + ": " + fault.what));
  }
  return invalid(std::move(faults));
}

/// The line on which the text gives its field of this name; 1 when it does not.
int line_of(const std::string& text, std::string_view field) {
  int line = 1;
  for (std::size_t begin = 0; begin < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    if (std::string_view(text).substr(begin, end - begin).starts_with(field)) return line;
    begin = end + 1;
  }
  return 1;
}

}  // namespace

PolicyCheck PolicyDesk::check(const PolicyFile& file) const {
  PolicyCheck check;
  const auto add = [&](int line, const std::string& what) {
    auto& fault = *check.add_faults();
    fault.set_line(line);
    fault.set_what(what);
  };
  const auto policy = read(file, tracker_.schema());
  if (!policy) {
    for (const auto& fault : policy.error()) add(fault.line, fault.what);
    return check;
  }
  const auto& found = policy->policy();
  check.set_version(found.version());
  *check.mutable_name() = found.name();
  check.set_effective_from(file.effective_from().empty() ? found.effective_from()
                                                         : file.effective_from());
  check.set_stages_count(static_cast<std::uint32_t>(found.stages_size()));
  check.set_rules_count(static_cast<std::uint32_t>(found.rules_size()));
  const std::shared_lock lock(tracker_.inside_->views.mutex);
  const Policies& policies = tracker_.inside_->views.policies;
  if (policies.has(found.version())) {
    add(line_of(file.text(), "version"), policy_adopted_before(found.version()).words().en());
  }
  const auto early = why_too_early(policies, check.effective_from());
  if (early) add(line_of(file.text(), "effective_from"), early->words().en());
  return check;
}

std::optional<Tracker::Problem> PolicyDesk::faults_of(const PolicyFile& file) const {
  const auto policy = read(file, tracker_.schema());
  if (policy) return std::nullopt;
  return faulty(policy.error());
}

PolicyDesk::Outcome<gwarchod::v1::Trial> PolicyDesk::try_out(const PolicyFile& file,
                                                             const Progress& progress) const {
  Tracker::Inside& inside = *tracker_.inside_;
  auto candidate = read(file, inside.schema);
  if (!candidate) return faulty(candidate.error());
  Policies policies(nullptr);
  std::vector<TrialProviderName> providers;
  {
    const std::shared_lock lock(inside.views.mutex);
    policies = inside.views.policies;
    for (const auto& [provider, entry] : inside.views.entries) {
      providers.push_back({provider, entry->row.name()});
    }
  }
  const auto shared = std::make_shared<const escalation::CompiledPolicy>(std::move(*candidate));
  auto trial = run_trial(inside.store, inside.reader, inside.schema, policies, shared, providers,
                         inside.today(), progress);
  if (!trial) {
    return make_problem("stopped", 409, "The trial was stopped.", "Stopiwyd y treial.");
  }
  return std::move(*trial);
}

void PolicyDesk::adopt(const Caller& caller, const PolicyFile& file, Tracker::Answer answer) {
  const auto policy = read(file, tracker_.schema());
  if (!policy) return answer(faulty(policy.error()));
  gwarchod::v1::PolicyAdopted adopted;
  *adopted.mutable_policy() = policy->policy();
  if (!file.effective_from().empty()) {
    adopted.mutable_policy()->set_effective_from(file.effective_from());
  }
  adopted.mutable_policy()->set_approved_by(file.approved_by());
  adopted.set_approved_by(file.approved_by());
  adopted.set_why(file.why());
  tracker_.adopt_policy(caller, adopted, std::move(answer));
}

gwarchod::v1::AdoptedPolicies PolicyDesk::adopted() const {
  const Tracker::Inside& inside = *tracker_.inside_;
  const std::string in_force = inside.policy_on(inside.today(), kAnyPosition)->policy().version();
  gwarchod::v1::AdoptedPolicies list;
  const auto stream = inside.store.read_stream(policy_stream(), eventstore::StreamVersion{1},
                                               std::numeric_limits<std::size_t>::max(),
                                               eventstore::EventStore::Direction::kForward);
  for (auto stored = stream.rbegin(); stored != stream.rend(); ++stored) {
    gwarchod::v1::PolicyAdopted adopted;
    adopted.ParseFromString(from_store(*stored).body());
    auto& told = *list.add_policies();
    told.set_version(adopted.policy().version());
    *told.mutable_name() = adopted.policy().name();
    told.set_effective_from(adopted.policy().effective_from());
    told.set_approved_by(adopted.approved_by());
    told.set_why(adopted.why());
    told.set_adopted_on(schema::to_string(schema::uk_day(stored->recorded)));
    told.set_in_force(adopted.policy().version() == in_force);
  }
  return list;
}

}  // namespace app
