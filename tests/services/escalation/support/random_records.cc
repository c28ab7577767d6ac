#include "services/escalation/support/random_records.h"

#include <rapidcheck.h>

#include "services/escalation/support/occurrences.h"

namespace spec {

using namespace gwarchod::v1;

namespace {

Record dressed(Record record) {
  record = record.on(day_at(*rc::gen::inRange(0, kDays)));
  record = record.from(static_cast<Agency>(*rc::gen::inRange(0, 5)));
  for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
    record = record.about(static_cast<Theme>(*rc::gen::inRange(1, 4)));
  }
  for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
    record = record.concerning("p" + std::to_string(*rc::gen::inRange(0, 5)));
  }
  for (int i = *rc::gen::inRange(0, 2); i > 0; --i) {
    record = record.showing(static_cast<Indicator>(*rc::gen::inRange(1, 5)));
  }
  if (*rc::gen::inRange(0, 4) == 0)
    record = record.of("o" + std::to_string(*rc::gen::inRange(0, 4)));
  return record;
}

std::string some_date(const std::string& field) {
  if (*rc::gen::inRange(0, 3) == 0) return {};
  return " " + field + ": '" + day_at(*rc::gen::inRange(0, kDays)) + "'";
}

Record other() {
  const std::string answer = *rc::gen::inRange(0, 2) == 0 ? "YES" : "NO";
  switch (*rc::gen::inRange(0, 9)) {
    case 0:
      return dressed(a<WorkforceCheck>("manager_in_post: " + answer));
    case 1:
      return dressed(a<Section126Enquiry>(some_date("completed_on")));
    case 2:
      return dressed(a<ActionPlan>("actions { " + some_date("due") + some_date("closed_on") +
                                   " } actions { " + some_date("due") + " }" +
                                   some_date("final_date") + some_date("completed_on")));
    case 3:
      return dressed(a<SpotVisit>("areas { rating: AMBER }"));
    case 4:
      return dressed(
          a<InsuranceEvidence>("insurance_kind: PUBLIC_LIABILITY" + some_date("valid_to")));
    case 5:
      return dressed(a<AnnualQuestionnaire>(some_date("due_on") + some_date("received_on")));
    case 6:
      return dressed(a<EscalatingConcernsMeeting>("red_overdue_actions: " +
                                                  std::to_string(*rc::gen::inRange(0, 2))));
    case 7:
      return dressed(a<ProviderRegistered>());
    default:
      return dressed(a<Embargo>("authority: EMBARGO_HEALTH_BOARD" + some_date("starts") +
                                some_date("lifted_on")));
  }
}

Record some_decision() {
  static const std::vector<std::string> stages{"routine", "enhanced", "escalating", "step-down"};
  return dressed(
      a<StageDecision>("to_stage: '" + *rc::gen::elementOf(stages) + "'" + some_date("effective")));
}

}  // namespace

std::string day_at(int number) { return schema::to_string(kFirst + std::chrono::days{number}); }

Record concern() {
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      return dressed(a<Complaint>());
    case 1:
      return dressed(a<LowLevelConcern>());
    default:
      return dressed(a<AdultAtRiskReport>());
  }
}

std::vector<Record> some_records(int at_most) {
  std::vector<Record> records;
  for (int i = *rc::gen::inRange(0, at_most); i > 0; --i) {
    const Record record = *rc::gen::inRange(0, 3) == 0 ? other() : concern();
    records.push_back(record.called("r" + std::to_string(records.size())));
  }
  return records;
}

Record merge_or_split(const std::vector<Record>& records) {
  const auto some = [&] { return (*rc::gen::elementOf(records)).id(); };
  return *rc::gen::inRange(0, 2) == 0 ? merge_of({some(), some(), some()}) : split_of(some());
}

std::vector<Record> some_history(int at_most) {
  std::vector<Record> records = some_records(at_most);
  for (int i = *rc::gen::inRange(0, 5); i > 0 && !records.empty(); --i) {
    const std::string earlier = (*rc::gen::elementOf(records)).id();
    Record record = some_decision();
    const int what = *rc::gen::inRange(0, 4);
    if (what == 1) record = concern().updating(earlier);
    if (what == 2) record = correction_of(earlier);
    if (what == 3) record = merge_or_split(records);
    records.push_back(record.called("r" + std::to_string(records.size())));
  }
  return records;
}

}  // namespace spec
