#include "escalation/review.h"

#include <algorithm>
#include <set>

#include "chains.h"
#include "compiled.h"
#include "decided.h"
#include "facts.h"

namespace escalation {
namespace {

using gwarchod::v1::Cause;
using gwarchod::v1::DecisionToReview;

/// A correction in force, and what it strikes out.
struct Struck {
  std::uint32_t correction = kNone;
  std::uint32_t version = kNone;  // one or the other
  std::uint32_t cited = kNone;
};

/// Facts as they were when the version was about to be recorded.
Facts known_before(const Facts::Inside& facts, const CompiledPolicy::Inside& policy,
                   std::uint32_t end) {
  Facts made;
  Facts::Inside& then = made.inside();
  then.items = facts.items;
  then.people = facts.people;
  then.ids = facts.ids;
  then.occurrences = facts.occurrences;
  then.persons = facts.persons;
  then.groups = facts.groups;
  then.stages = facts.stages;
  then.sources = facts.sources;
  then.accounts = facts.accounts;
  for (std::uint32_t number = 0; number < end; ++number) {
    Version version = facts.versions[number];
    version.latest = number;
    version.active = kNone;
    version.strikes = 0;
    then.versions.push_back(version);
    then.versions[version.first].latest = number;
    for (const Grouping& grouping : facts.groupings) {
      if (grouping.version == number) then.groupings.push_back(grouping);
    }
    if (version.is_correction) {
      strike(then, policy, version.target, true);
    } else {
      refresh(then, policy, version.first);
    }
  }
  return made;
}

std::vector<Struck> struck_after(const Facts::Inside& facts, std::uint32_t decision) {
  std::vector<Struck> struck;
  for (std::uint32_t number = decision + 1; number < facts.versions.size(); ++number) {
    const Version& version = facts.versions[number];
    const bool in_force = version.is_correction && version.strikes == 0;
    // What was recorded after the decision cannot have moved it.
    if (!in_force || version.target == kNone || version.target > decision) continue;
    if (!facts.versions[version.target].is_correction) {
      struck.push_back({.correction = number, .version = version.target});
    }
  }
  for (const CitedCorrection& one : facts.cited_corrections) {
    if (one.version > decision && facts.versions[one.version].strikes == 0) {
      struck.push_back({.correction = one.version, .cited = one.cited});
    }
  }
  return struck;
}

/// Whether a decision that stands was taken after the correction.
bool is_settled(const Facts::Inside& facts, std::uint32_t correction, DayNumber as_of) {
  return std::any_of(facts.decisions.begin(), facts.decisions.end(), [&](const Decided& later) {
    return later.version > correction && later.taken <= as_of;
  });
}

bool names(const Facts::Inside& facts, std::uint32_t decision, const Struck& struck) {
  for (const Evidence& evidence : facts.evidence) {
    if (evidence.version != decision) continue;
    for (const std::uint32_t cited : evidence.cited) {
      if (struck.cited == cited) return true;
      const auto record = facts.ids.find(facts.cited.text(cited));
      if (struck.version == kNone || !record) continue;
      if (facts.versions[*record].first == facts.versions[struck.version].first) return true;
    }
  }
  return false;
}

/// The records that were the causes of what was told to who took the decision: first versions.
std::set<std::uint32_t> told_then(const Facts::Inside& facts, const CompiledPolicy& policy,
                                  const Decided& decided) {
  std::set<std::uint32_t> told;
  const auto then =
      status(known_before(facts, policy.inside(), decided.version), policy, day_of(decided.taken));
  for (const auto& reason : then.reasons()) {
    for (const Cause& cause : reason.causes()) {
      if (const auto version = facts.ids.find(cause.event_id())) {
        told.insert(facts.versions[*version].first);
      }
    }
  }
  return told;
}

Cause cause_of(const Facts::Inside& facts, const Struck& struck) {
  if (struck.version != kNone) {
    const DayNumber day = facts.versions[facts.versions[struck.version].first].day;
    return escalation::cause_of(facts, struck.version, day);
  }
  Cause cause;
  cause.set_event_id(std::string(facts.cited.text(struck.cited)));
  return cause;
}

}  // namespace

std::vector<DecisionToReview> decisions_to_review(const Facts& facts, const CompiledPolicy& policy,
                                                  Day as_of) {
  const Facts::Inside& inside = facts.inside();
  std::vector<Decided> decisions = inside.decisions;
  std::sort(decisions.begin(), decisions.end(),
            [](const Decided& a, const Decided& b) { return a.version < b.version; });
  std::vector<DecisionToReview> listed;
  for (const Decided& decided : decisions) {
    if (decided.taken > number_of(as_of)) continue;
    std::vector<Struck> struck = struck_after(inside, decided.version);
    std::erase_if(struck, [&](const Struck& one) {
      return is_settled(inside, one.correction, number_of(as_of));
    });
    if (struck.empty()) continue;
    const std::set<std::uint32_t> told = told_then(inside, policy, decided);
    DecisionToReview review;
    for (const Struck& one : struck) {
      const bool was_told =
          one.version != kNone && told.contains(inside.versions[one.version].first);
      if (was_told || names(inside, decided.version, one)) {
        *review.add_corrected() = cause_of(inside, one);
      }
    }
    if (review.corrected().empty()) continue;
    *review.mutable_decision() = escalation::cause_of(inside, decided.version, decided.taken);
    listed.push_back(std::move(review));
  }
  return listed;
}

}  // namespace escalation
