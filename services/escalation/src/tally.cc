#include "tally.h"

namespace escalation {
namespace {

void count(std::uint32_t& times, std::uint32_t& distinct, bool in) {
  if (in && times++ == 0) ++distinct;
  if (!in && --times == 0) --distinct;
}

}  // namespace

void Tally::move(const Entry& entry, bool in) {
  const Version& version = facts_.versions[entry.version];
  if (version.occurrence == kNone) {
    in ? ++distinct_occurrences_ : --distinct_occurrences_;  // an occurrence of its own
  } else {
    if (occurrences_.empty()) occurrences_.resize(facts_.occurrences.size());
    count(occurrences_[version.occurrence], distinct_occurrences_, in);
  }
  if (version.people_count > 0 && people_.empty()) people_.resize(facts_.persons.size());
  for (std::uint32_t i = version.people; i < version.people + version.people_count; ++i) {
    count(people_[facts_.people[i]], distinct_people_, in);
  }
  if (version.source != 0) {
    if (sources_.empty()) sources_.resize(facts_.sources.size() + 1);
    count(sources_[version.source], distinct_sources_, in);
  }
  for (std::size_t bit = 1; bit < indicators_.size(); ++bit) {
    if ((version.indicators >> bit & 1U) != 0) count(indicators_[bit], distinct_indicators_, in);
  }
}

}  // namespace escalation
