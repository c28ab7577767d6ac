#include "services/escalation/support/occurrences.h"

namespace spec {

using namespace gwarchod::v1;  // the vocabulary is what these words are about

Record merge_of(const std::vector<std::string>& ids) {
  OccurrencesMerged merged;
  for (const std::string& id : ids) merged.add_records(id);
  return a(merged).on("2026-01-01");
}

Record split_of(const std::string& id) {
  OccurrenceSplit split;
  split.set_of_record(id);
  return a(split).on("2026-01-01");
}

}  // namespace spec
