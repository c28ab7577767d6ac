#include "simulation/routine.h"

#include <algorithm>
#include <array>

namespace app {
namespace {

using namespace gwarchod::v1;  // NOLINT: record messages by the dozen
using std::chrono::days;

constexpr int kYear = 365;
constexpr std::int64_t kPenceInMillion = 100'000'000;

std::string day_text(schema::Day day) { return schema::to_string(day); }

/// The provider's own day of a round of so many days: the same for the same provider and what.
bool is_turn(const SimProvider& provider, schema::Day today, int round, int what) {
  std::size_t phase = static_cast<std::size_t>(what) * 37;
  for (const char c : provider.id) {
    phase = phase * 31 + static_cast<unsigned char>(c);
  }
  const auto count = static_cast<std::size_t>(today.time_since_epoch().count());
  return (count + phase) % static_cast<std::size_t>(round) == 0;
}

RagRating draw_rag(Random& random, double trouble) {
  const double draw = random.unit();
  return draw < 0.30 * trouble ? RED : draw < 0.08 + 0.7 * trouble ? AMBER : GREEN;
}

}  // namespace

void SimRoutine::begin(SimProvider& provider, std::size_t number) {
  const schema::Day day = first_day_;
  Envelope envelope = SimWriter::envelope(day, COUNCIL_CONTRACTS);
  ApprovedListDecision body;
  body.set_decision(LIST_APPROVED);
  body.set_reason("On the approved provider list when the tracker was first used.");
  body.set_heads_of_agreement_signed_on(provider.registration.registered_on());
  body.set_questionnaire_received(YES);
  body.set_decided_by("Head of Business Management and Innovation");
  writer_.put({number, day + days{1}, writer_.people().contracts, "", ""}, body, envelope);
  for (const bool employers : {false, true}) {
    insurance(provider, number, day - days{provider.random.between(20, 330)}, employers);
  }
}

void SimRoutine::day(SimProvider& provider, std::size_t number, schema::Day today) {
  const bool used = provider.registration.in_use();
  const bool home_care = provider.registration.service() == DOMICILIARY;
  if (is_turn(provider, today, 350, 1)) {
    arranged_visit(provider, number, today);
  }
  if (used && provider.trouble > 0.25 && provider.random.chance(0.02)) {
    spot_visit(provider, number, today, "Concerns recorded in the last weeks.");
  } else if (used && provider.registration.in_county() && is_turn(provider, today, 500, 2)) {
    spot_visit(provider, number, today, "By turn.");
  }
  if (is_turn(provider, today, 540, 3) && provider.registration.service() != DAY_CARE) {
    inspection(provider, number, today);
  }
  if (used && is_turn(provider, today, kYear, 4)) {
    workforce(provider, number, today);
  }
  if (used && home_care && is_turn(provider, today, 183, 5)) {
    training(provider, number, today);
  }
  if (used && is_turn(provider, today, kYear, 6)) {
    survey(provider, number, today);
  }
  if (!provider.registration.in_county() && is_turn(provider, today, kYear, 7)) {
    host(provider, number, today);
  }
  const std::chrono::year_month_day date{today};
  if (date.month() == std::chrono::April && date.day() == std::chrono::day{8}) {
    questionnaire(provider, number, weekday(today));
  }
}

void SimRoutine::insurance(SimProvider& provider, std::size_t number, schema::Day from,
                           bool employers) {
  Random& random = provider.random;
  static constexpr std::array kInsurers = {"Seastack Mutual", "Ogof Insurance",
                                           "Three Arches Cover"};
  const char* insurer = kInsurers[random.below(kInsurers.size())];
  // Each year's certificate in turn; the last ones may come late, or not yet.
  for (schema::Day starts = from; starts < first_day_ + days{2 * kYear}; starts += days{kYear}) {
    const bool first = starts == from;
    const bool late = !first && random.chance(0.02 + 0.1 * provider.temper);
    const schema::Day seen = first  ? first_day_ + days{random.between(1, 20)}
                             : late ? starts + days{random.between(10, 70)}
                                    : starts - days{random.between(2, 25)};
    InsuranceEvidence body;
    body.set_insurance_kind(employers ? EMPLOYERS_LIABILITY : PUBLIC_LIABILITY);
    body.set_insurer(insurer);
    body.set_sum_insured((employers ? 10 : 5) * kPenceInMillion);
    body.set_valid_from(day_text(starts));
    body.set_valid_to(day_text(starts + days{kYear - 1}));
    body.set_checked_by("Contracts team");
    writer_.put({number, seen, writer_.people().contracts, "", ""}, body,
                SimWriter::envelope(seen, PROVIDER));
  }
}

void SimRoutine::questionnaire(SimProvider& provider, std::size_t number, schema::Day sent) {
  Random& random = provider.random;
  const std::chrono::year_month_day date{sent};
  AnnualQuestionnaire body;
  body.set_year(static_cast<int>(date.year()));
  body.set_sent_on(day_text(sent));
  body.set_due_on(day_text(sent + days{42}));
  const Envelope envelope = SimWriter::envelope(sent, COUNCIL_CONTRACTS);
  const std::string name = "questionnaire" + std::to_string(body.year());
  const Caller& by = writer_.people().contracts;
  writer_.put({number, sent, by, name, ""}, body, envelope);
  const bool late = random.chance(0.03 + 0.2 * provider.temper);
  const schema::Day received =
      weekday(sent + days{late ? random.between(50, 120) : random.between(12, 41)});
  body.set_received_on(day_text(received));
  if (late) {
    body.add_chased_on(day_text(sent + days{45}));
  }
  writer_.put({number, received, by, "", name}, body, envelope);
}

void SimRoutine::arranged_visit(SimProvider& provider, std::size_t number, schema::Day today) {
  Random& random = provider.random;
  const schema::Day visited = weekday(today);
  Envelope envelope = SimWriter::envelope(visited, COUNCIL_CONTRACTS);
  ArrangedVisit body;
  body.set_notice_given_days(random.between(7, 21));
  body.set_self_assessment_received(random.chance(0.8) ? YES : NO);
  body.set_reason("Yearly visit.");
  for (const VisitAreaKind area : {AREA_CARE, AREA_RECORDS, AREA_STAFFING, AREA_MANAGER}) {
    VisitArea& one = *body.add_areas();
    one.set_area(area);
    one.set_rating(random.chance(0.85) ? GREEN : AMBER);
    one.set_evidence(
        writer_.say(provider, envelope, one.rating() == GREEN ? "green" : "amber", ""));
  }
  body.set_people_spoken_to(random.between(1, 9));
  writer_.put({number, visited + days{random.between(0, 4)}, writer_.people().contracts, "", ""},
              body, envelope);
}

void SimRoutine::spot_visit(SimProvider& provider, std::size_t number, schema::Day today,
                            const char* reason) {
  Random& random = provider.random;
  Envelope envelope = SimWriter::envelope(today, COUNCIL_CONTRACTS);
  SpotVisit body;
  body.set_out_of_hours(random.chance(0.3));
  body.set_started_at(body.out_of_hours() ? "20:15" : "10:30");
  body.set_ended_at(body.out_of_hours() ? "22:00" : "13:00");
  body.set_reason(reason);
  for (const VisitAreaKind area :
       {AREA_CARE, AREA_MEDICATION, AREA_STAFFING, AREA_ENVIRONMENT, AREA_FOOD}) {
    VisitArea& one = *body.add_areas();
    one.set_area(area);
    one.set_rating(draw_rag(random, provider.trouble));
    one.set_evidence(writer_.say(provider, envelope,
                                 one.rating() == RED     ? "red"
                                 : one.rating() == AMBER ? "amber"
                                                         : "green",
                                 ""));
  }
  body.set_people_spoken_to(random.between(2, 12));
  body.set_fed_back_to("Person in charge on the day");
  writer_.put({number, today + days{random.between(0, 2)}, writer_.people().contracts, "", ""},
              body, envelope);
}

void SimRoutine::inspection(SimProvider& provider, std::size_t number, schema::Day today) {
  Random& random = provider.random;
  Envelope envelope = SimWriter::envelope(today, REGULATOR);
  InspectionReport body;
  body.set_regulator(provider.registration.host_authority() == "Gloucestershire" ? CQC : CIW);
  body.add_visited_on(day_text(today));
  body.set_notice(UNANNOUNCED);
  body.set_scope(INSPECTION_FULL);
  body.set_status(REPORT_PUBLISHED);
  for (const RatingTheme theme :
       {RATING_WELL_BEING, RATING_CARE_AND_SUPPORT, RATING_LEADERSHIP, RATING_ENVIRONMENT}) {
    Rating& rating = *body.add_ratings();
    rating.set_theme(theme);
    const double draw = random.unit();
    rating.set_rating(draw < 0.5 * provider.trouble ? RATED_NEEDS_IMPROVEMENT
                      : draw < 0.75                 ? RATED_GOOD
                                                    : RATED_EXCELLENT);
  }
  if (random.chance(0.15 + 0.6 * provider.trouble)) {
    Finding& finding = *body.add_findings();
    finding.set_finding_kind(random.chance(0.3 * provider.trouble) ? PRIORITY_ACTION_NOTICE
                                                                   : AREA_FOR_IMPROVEMENT);
    finding.set_text(writer_.say(provider, envelope, "finding", ""));
    finding.set_met_by(day_text(today + days{120}));
  }
  const schema::Day published = weekday(today + days{random.between(28, 50)});
  body.set_published_on(day_text(published));
  const Caller& by = writer_.people().contracts;
  const std::string name = "inspection" + day_text(today);
  writer_.put({number, published, by, name, ""}, body, envelope);
  if (body.findings_size() > 0) {
    const schema::Day met = weekday(published + days{random.between(20, 65)});
    body.mutable_findings(0)->set_met_on(day_text(met));
    writer_.put({number, met, by, "", name}, body, envelope);
  }
}

void SimRoutine::workforce(SimProvider& provider, std::size_t number, schema::Day today) {
  Random& random = provider.random;
  WorkforceCheck body;
  body.set_headcount(random.between(9, 70));
  body.set_dbs_in_date_percent(random.between(94, 100));
  body.set_qualified_percent(random.between(55, 92));
  body.set_qualified_target_percent(80);
  body.set_vacancies(random.between(0, 3) + static_cast<int>(8 * provider.trouble));
  body.set_agency_percent(random.between(0, 6) + static_cast<int>(25 * provider.trouble));
  body.set_manager_in_post(random.chance(0.03 + 0.3 * provider.trouble) ? NO : YES);
  const Caller& by = writer_.people().contracts;
  writer_.put({number, today + days{1}, by, "", ""}, body,
              SimWriter::envelope(today, COUNCIL_CONTRACTS));
  if (body.manager_in_post() == NO) {
    const schema::Day again = weekday(today + days{random.between(15, 80)});
    body.set_manager_in_post(YES);
    writer_.put({number, again, by, "", ""}, body, SimWriter::envelope(again, PROVIDER));
  }
}

void SimRoutine::training(SimProvider& provider, std::size_t number, schema::Day today) {
  TrainingSurvey body;
  body.set_period_from(day_text(today - days{182}));
  body.set_period_to(day_text(today - days{1}));
  body.set_headcount(provider.random.between(15, 90));
  for (const char* course : {"Moving and handling", "Medication", "Safeguarding adults"}) {
    CourseUptake& uptake = *body.add_courses();
    uptake.set_course(course);
    uptake.set_in_date_percent(provider.random.between(70, 100));
  }
  body.set_trained_percent(provider.random.between(78, 98));
  writer_.put({number, today + days{2}, writer_.people().contracts, "", ""}, body,
              SimWriter::envelope(today, PROVIDER));
}

void SimRoutine::survey(SimProvider& provider, std::size_t number, schema::Day today) {
  Random& random = provider.random;
  ServiceUserQuestionnaire body;
  body.set_period_from(day_text(today - days{60}));
  body.set_period_to(day_text(today - days{1}));
  body.set_sent_count(random.between(15, 60));
  body.set_returned_count(body.sent_count() * random.between(20, 70) / 100);
  for (const char* question : {"Staff treat me with respect", "I feel safe"}) {
    QuestionScore& score = *body.add_scores();
    score.set_question(question);
    score.set_score(
        std::clamp(random.between(78, 99) - static_cast<int>(30 * provider.trouble), 0, 100));
  }
  body.set_language_used(provider.cymraeg ? SURVEY_BOTH : SURVEY_ENGLISH);
  writer_.put({number, today + days{3}, writer_.people().contracts, "", ""}, body,
              SimWriter::envelope(today, COUNCIL_CONTRACTS));
}

void SimRoutine::host(SimProvider& provider, std::size_t number, schema::Day today) {
  Random& random = provider.random;
  HostAuthorityConfirmation body;
  body.set_host_authority(provider.registration.host_authority());
  body.set_asked_on(day_text(today - days{20}));
  body.set_answered_on(day_text(today));
  body.set_on_their_list(YES);
  body.set_currently_used(random.chance(0.9) ? YES : NO);
  body.set_no_concerns(random.chance(0.02 + 0.3 * provider.trouble) ? NO : YES);
  if (body.no_concerns() == NO) {
    body.set_concerns_told("Enhanced monitoring since last month, after two safeguarding reports.");
  }
  writer_.put({number, today + days{1}, writer_.people().contracts, "", ""}, body,
              SimWriter::envelope(today, OTHER_AUTHORITY));
}

}  // namespace app
