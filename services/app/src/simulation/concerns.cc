#include "simulation/concerns.h"

#include <array>

namespace app {
namespace {

using namespace gwarchod::v1;  // NOLINT: record messages by the dozen
using std::chrono::days;

constexpr std::array kThemes = {"MEDICATION", "PERSONAL_CARE", "NUTRITION",   "STAFFING", "DIGNITY",
                                "RECORDS",    "COMMUNICATION", "ENVIRONMENT", "INFECTION"};

Indicator indicator_of(const std::string& theme) {
  if (theme == "MANAGEMENT" || theme == "FINANCE") {
    return HULL_M;
  }
  if (theme == "STAFFING" || theme == "DIGNITY") {
    return HULL_S;
  }
  if (theme == "COMMUNICATION") {
    return HULL_I;
  }
  return theme == "MISSED_CALLS" || theme == "RECORDS" ? HULL_D : HULL_E;
}

std::string day_text(schema::Day day) { return schema::to_string(day); }

}  // namespace

std::string SimConcerns::fresh_name(const char* what) { return what + std::to_string(++named_); }

std::string SimConcerns::theme(SimProvider& provider) {
  return provider.random.chance(0.55) ? provider.weakness
                                      : kThemes[provider.random.below(kThemes.size())];
}

void SimConcerns::day(SimProvider& provider, std::size_t number, schema::Day today, double rate) {
  Random& random = provider.random;
  const double much = provider.activity * rate;
  const double trouble = provider.trouble;
  if (random.chance(much * (0.0010 + 0.026 * trouble))) {
    low_level(provider, number, today);
  }
  if (random.chance(much * (0.0009 + 0.018 * trouble))) {
    complaint(provider, number, today);
  }
  if (random.chance(much * (0.0004 + 0.009 * trouble))) {
    report(provider, number, today);
  }
  if (random.chance(much * (0.0007 + 0.004 * trouble))) {
    incident(provider, number, today);
  }
  if (random.chance(much * 0.003 * trouble)) {
    regulator(provider, number, today);
  }
  if (random.chance(much * 0.0022 * (1 - trouble))) {
    compliment(provider, number, today);
  }
}

void SimConcerns::low_level(SimProvider& provider, std::size_t number, schema::Day today) {
  Random& random = provider.random;
  const std::string about = theme(provider);
  const bool health = random.chance(0.3);
  Envelope envelope =
      SimWriter::envelope(today, health ? HEALTH_BOARD : COUNCIL_CARE_MANAGEMENT, about);
  LowLevelConcern body;
  body.set_what_was_seen(writer_.say(provider, envelope, "low", about));
  body.set_reporter_role(health               ? REPORTER_NURSE
                         : random.chance(0.3) ? REPORTER_FAMILY
                                              : REPORTER_SOCIAL_WORKER);
  body.set_immediate_risk(NO);
  body.set_told_manager(random.chance(0.7) ? YES : NO);
  envelope.set_severity(random.chance(0.8) ? LOW : MODERATE);
  if (random.chance(0.5)) {
    envelope.add_indicators(indicator_of(about));
  }
  const Caller& by = writer_.people().care;
  writer_.put({number, today + days{random.between(0, 2)}, by, "", ""}, body, envelope);
}

void SimConcerns::complaint(SimProvider& provider, std::size_t number, schema::Day today) {
  Random& random = provider.random;
  static constexpr std::array kRelations = {
      "daughter", "son", "wife", "husband", "niece", "neighbour", "the person cared for"};
  static constexpr std::array kChannels = {"telephone", "email", "letter", "in person"};
  const std::string about = theme(provider);
  Envelope envelope = SimWriter::envelope(today, random.chance(0.8) ? PUBLIC : ADVOCACY, about);
  Complaint body;
  body.set_stage(random.chance(0.85) ? LOCAL_RESOLUTION : FORMAL_INVESTIGATION);
  body.set_relation(kRelations[random.below(kRelations.size())]);
  body.set_channel(kChannels[random.below(kChannels.size())]);
  body.set_details(writer_.say(provider, envelope, "complaint", about));
  envelope.set_severity(random.chance(0.6) ? LOW : MODERATE);
  if (random.chance(0.4)) {
    envelope.add_people(SimWriter::person(provider));
  }
  const std::string name = fresh_name("complaint");
  const Caller& by = writer_.people().complaints;
  const schema::Day recorded = weekday(today + days{random.between(0, 2)});
  body.set_response_due_on(day_text(recorded + days{21}));
  writer_.put({number, recorded, by, name, ""}, body, envelope);
  const schema::Day acknowledged = weekday(recorded + days{random.between(1, 3)});
  const schema::Day resolved = weekday(recorded + days{random.between(9, 40)});
  body.set_acknowledged_on(day_text(acknowledged));
  body.set_resolved_on(day_text(resolved));
  const double draw = random.unit() - 0.3 * provider.trouble;
  body.set_outcome(draw < 0.25   ? UPHELD
                   : draw < 0.45 ? PARTLY_UPHELD
                   : draw < 0.65 ? NOT_UPHELD
                   : draw < 0.75 ? WITHDRAWN
                                 : RESOLVED);
  body.set_learning(random.chance(0.4) ? writer_.say(provider, envelope, "learning", "") : "");
  writer_.put({number, resolved, by, "", name}, body, envelope);
}

void SimConcerns::report(SimProvider& provider, std::size_t number, schema::Day today) {
  Random& random = provider.random;
  static constexpr std::array kReportThemes = {"ABUSE_OR_NEGLECT", "MEDICATION", "PRESSURE_CARE",
                                               "NUTRITION",        "DIGNITY",    "FINANCE"};
  std::string about = kReportThemes[random.below(kReportThemes.size())];
  if (provider.registration.service() == DOMICILIARY && random.chance(0.5)) {
    about = "MISSED_CALLS";
  }
  Envelope envelope =
      SimWriter::envelope(today, random.chance(0.4) ? HEALTH_BOARD : PROVIDER, about);
  const std::string adult = SimWriter::person(provider);
  envelope.add_people(adult);
  envelope.set_severity(random.chance(0.75) ? MODERATE : SERIOUS);
  AdultAtRiskReport body;
  body.set_regime(REGIME_ADULT_AT_RISK);
  body.add_categories(about == "FINANCE"            ? ABUSE_FINANCIAL
                      : about == "DIGNITY"          ? ABUSE_EMOTIONAL
                      : about == "ABUSE_OR_NEGLECT" ? ABUSE_PHYSICAL
                                                    : ABUSE_NEGLECT);
  body.set_reported_on(day_text(today));
  body.set_adult(adult);
  body.set_alleged_responsible(random.chance(0.7) ? RESPONSIBLE_STAFF : RESPONSIBLE_UNKNOWN);
  body.set_allegation(writer_.say(provider, envelope, "report", about));
  const std::string name = fresh_name("report");
  writer_.put({number, today, writer_.people().safeguarding, name, ""}, body, envelope);
  enquiry(provider, number, weekday(today), name, adult, envelope);
}

void SimConcerns::enquiry(SimProvider& provider, std::size_t number, schema::Day began,
                          const std::string& name, const std::string& adult,
                          const Envelope& about) {
  Random& random = provider.random;
  const Caller& by = writer_.people().safeguarding;
  const schema::Day started = weekday(began + days{1});
  Envelope envelope = SimWriter::envelope(started, COUNCIL_SAFEGUARDING);
  *envelope.mutable_themes() = about.themes();
  envelope.add_people(adult);
  Section126Enquiry body;
  body.set_started_on(day_text(started));
  body.set_due_on(day_text(started + days{9}));
  body.set_adult(adult);
  body.set_report("@" + name);
  const std::string of_enquiry = fresh_name("enquiry");
  writer_.put({number, started, by, of_enquiry, ""}, body, envelope);
  const schema::Day completed = weekday(started + days{random.between(5, 14)});
  const bool at_risk = random.chance(0.35 + 0.4 * provider.trouble);
  body.set_completed_on(day_text(completed));
  body.set_determination(at_risk              ? DETERMINATION_AT_RISK
                         : random.chance(0.5) ? DETERMINATION_NOT_AT_RISK
                                              : DETERMINATION_NO_FURTHER_ACTION);
  writer_.put({number, completed, by, "", of_enquiry}, body, envelope);
  if (!at_risk) {
    return;
  }
  if (random.chance(0.9)) {
    const schema::Day met = weekday(completed + days{random.between(2, 10)});
    StrategyMeeting strategy;
    strategy.set_meeting_kind(STRATEGY_DISCUSSION);
    strategy.set_held_on(day_text(met));
    strategy.set_adult(adult);
    strategy.set_report("@" + name);
    writer_.put({number, met, by, "", ""}, strategy,
                SimWriter::envelope(met, COUNCIL_SAFEGUARDING));
  }
  const schema::Day ended = weekday(completed + days{random.between(15, 60)});
  Envelope of_outcome = SimWriter::envelope(ended, COUNCIL_SAFEGUARDING);
  *of_outcome.mutable_themes() = about.themes();
  of_outcome.add_people(adult);
  SafeguardingOutcome outcome;
  outcome.set_outcome(random.chance(0.3 + 0.3 * provider.trouble) ? SUBSTANTIATED
                      : random.chance(0.5)                        ? UNSUBSTANTIATED
                                                                  : INCONCLUSIVE);
  outcome.set_attributed_to_provider(outcome.outcome() == SUBSTANTIATED ? YES : NO);
  outcome.set_adult(adult);
  outcome.set_report("@" + name);
  writer_.put({number, ended, by, "", ""}, outcome, of_outcome);
}

void SimConcerns::incident(SimProvider& provider, std::size_t number, schema::Day today) {
  Random& random = provider.random;
  const SimText& text = writer_.texts().sentence("incident", "", random);
  IncidentKind kind = INCIDENT_OTHER;
  IncidentKind_Parse(text.theme, &kind);
  Envelope envelope = SimWriter::envelope(today, PROVIDER);
  envelope.set_severity(kind == INCIDENT_STAFFING_FAILURE ? MODERATE : LOW);
  envelope.add_people(SimWriter::person(provider));
  SeriousIncident body;
  body.set_incident_kind(kind);
  body.set_what_happened(provider.cymraeg ? text.cy : text.en);
  body.set_notified_to_regulator(random.chance(0.9) ? YES : NO);
  writer_.put({number, today + days{random.between(0, 3)}, writer_.people().contracts, "", ""},
              body, envelope);
}

void SimConcerns::regulator(SimProvider& provider, std::size_t number, schema::Day today) {
  const std::string about = theme(provider);
  Envelope envelope = SimWriter::envelope(today, REGULATOR, about);
  RegulatorConcern body;
  body.set_direction(provider.random.chance(0.5) ? FROM_REGULATOR : TO_REGULATOR);
  body.set_channel(CHANNEL_TELEPHONE);
  body.set_content(writer_.say(provider, envelope, "low", about));
  if (body.direction() == FROM_REGULATOR) {
    writer_.put({number, today, writer_.people().contracts, "", ""}, body, envelope);
    return;
  }
  const std::string name = fresh_name("shared");
  writer_.put({number, today, writer_.people().contracts, name, ""}, body, envelope);
  if (provider.random.chance(0.1)) return;
  const schema::Day answered = weekday(today + days{provider.random.between(3, 20)});
  body.set_responded_on(day_text(answered));
  writer_.put({number, answered, writer_.people().contracts, "", name}, body, envelope);
}

void SimConcerns::compliment(SimProvider& provider, std::size_t number, schema::Day today) {
  Envelope envelope = SimWriter::envelope(today, PUBLIC);
  Compliment body;
  body.set_from_role(provider.random.chance(0.7) ? REPORTER_FAMILY : REPORTER_PERSON_CARED_FOR);
  body.set_words(writer_.say(provider, envelope, "compliment", ""));
  writer_.put({number, today + days{1}, writer_.people().complaints, "", ""}, body, envelope);
}

}  // namespace app
