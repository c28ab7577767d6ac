#include "escalation/counted.h"

#include <algorithm>

#include "compiled.h"
#include "days.h"
#include "facts.h"

namespace escalation {
namespace {

/// A record of no occurrence is one by itself; its number is none of theirs.
constexpr std::uint64_t kByItself = std::uint64_t{1} << 32U;

Counted counted_of(const Facts::Inside& facts, const Entry& entry) {
  const Version& version = facts.versions[entry.version];
  const std::uint32_t occurrence = facts.occurrence_of(version);
  Counted counted{.day = day_of(entry.day), .position = version.position};
  counted.occurrence = occurrence == kNone ? kByItself | version.first : occurrence;
  const DayNumber done = facts.items[entry.item].done;
  if (done != kNever) counted.open_until = day_of(done);
  return counted;
}

}  // namespace

std::vector<Counted> counted(const Facts& facts, const CompiledPolicy& policy,
                             std::string_view rule) {
  const auto& rules = policy.policy().rules();
  const auto found = std::ranges::find(rules, rule, &gwarchod::v1::Rule::id);
  std::vector<Counted> all;
  if (found == rules.end() || !found->has_count()) return all;
  for (const Track& track : facts.inside().tracks) {
    if (track.rule != found - rules.begin() || track.part != Part::kMain) continue;
    for (const Entry& entry : track.entries) {
      all.push_back(counted_of(facts.inside(), entry));
    }
  }
  return all;
}

}  // namespace escalation
