#include "escalation/occurrences.h"

#include "facts.h"

namespace escalation {

std::vector<std::string> reports_of_same(const Facts& facts, std::string_view id) {
  const Facts::Inside& inside = facts.inside();
  const auto found = inside.ids.find(id);
  if (!found) return {};
  const std::uint32_t active = inside.versions[inside.versions[*found].first].active;
  if (active == kNone) return {};
  const std::uint32_t occurrence = inside.occurrence_of(inside.versions[active]);
  if (occurrence == kNone) return {};
  std::vector<std::string> reports;
  for (std::uint32_t number = 0; number < inside.versions.size(); ++number) {
    const Version& version = inside.versions[number];
    const bool counts = inside.versions[version.first].active == number;
    if (counts && inside.occurrence_of(version) == occurrence) {
      reports.emplace_back(inside.ids.text(number));
    }
  }
  if (reports.size() < 2) reports.clear();
  return reports;
}

}  // namespace escalation
