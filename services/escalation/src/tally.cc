#include "tally.h"

namespace escalation {
namespace {

void move(Distinct& things, std::uint32_t thing, bool in) {
  in ? things.add(thing) : things.remove(thing);
}

}  // namespace

void Tally::move(const Entry& entry, bool in) {
  const Version& version = facts_.versions[entry.version];
  const std::uint32_t occurrence = facts_.occurrence_of(version);
  if (occurrence == kNone) {
    in ? ++alone_ : --alone_;
  } else {
    escalation::move(shared_, occurrence, in);
  }
  if (people_wanted_) {
    for (std::uint32_t i = version.people; i < version.people + version.people_count; ++i) {
      escalation::move(people_, facts_.people[i], in);
    }
  }
  if (sources_wanted_ && version.source != 0) escalation::move(sources_, version.source, in);
  if (!indicators_wanted_ || version.indicators == 0) return;
  for (std::size_t bit = 1; bit < indicators_.size(); ++bit) {
    if ((version.indicators >> bit & 1U) == 0) continue;
    if (in && indicators_[bit]++ == 0) ++distinct_indicators_;
    if (!in && --indicators_[bit] == 0) --distinct_indicators_;
  }
}

}  // namespace escalation
