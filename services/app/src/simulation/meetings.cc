#include "simulation/meetings.h"

#include <algorithm>

#include "simulation/stories.h"

namespace app {
namespace {

using namespace gwarchod::v1;  // NOLINT: record messages by the dozen
using std::chrono::days;

constexpr const char* kChair = "Chair of the sub-group";

std::string day_text(schema::Day day) { return schema::to_string(day); }

bool is_meeting_day(schema::Day day) {
  const std::chrono::year_month_weekday date{day};
  return date.weekday() == std::chrono::Wednesday && date.index() == 2;
}

bool is_working_day(schema::Day day) { return weekday(day) == day; }

}  // namespace

SimMeetings::SimMeetings(Tracker& tracker, SimWriter& writer, SimRoutine& routine,
                         std::vector<SimProvider>& providers)
    : tracker_(tracker),
      writer_(writer),
      routine_(routine),
      providers_(providers),
      cases_(providers.size()),
      policy_(tracker.policy()) {
  for (std::size_t i = 0; i < providers.size(); ++i) {
    numbers_[providers[i].id] = i;
  }
}

StageName SimMeetings::stage(const std::string& number) const {
  StageName name;
  for (const auto& one : policy_.stages()) {
    if (one.id() == stage_id(policy_, number)) {
      name.set_id(one.id());
      name.set_level(one.level());
      name.set_off_ladder(one.off_ladder());
    }
  }
  return name;
}

void SimMeetings::day(schema::Day today) {
  if (!is_working_day(today)) {
    return;
  }
  const bool meets = is_meeting_day(today);
  const bool checks = std::chrono::weekday{today} == std::chrono::Monday;
  if (!meets && !checks) {
    return;
  }
  const Board board = tracker_.board(Caller::system());
  for (const BoardRow& row : board.rows()) {
    const auto found = numbers_.find(row.provider());
    if (found == numbers_.end() || providers_[found->second].story != nullptr) {
      continue;
    }
    Case& one = cases_[found->second];
    if (row.needs_decision() && !one.pending) {
      one.pending_since = today;
    }
    one.pending = row.needs_decision();
    const bool urgent = row.needs_decision() && row.suggested().level() >= 3;
    if (meets || urgent) {
      take_up(found->second, row, today);
    }
  }
}

void SimMeetings::take_up(std::size_t number, const BoardRow& row, schema::Day today) {
  SimProvider& provider = providers_[number];
  Case& one = cases_[number];
  Random& random = provider.random;
  if (row.needs_decision()) {
    const bool fresh = today - one.pending_since < days{5};
    if ((fresh && row.suggested().level() < 3) || random.chance(0.25)) {
      return;  // came after the papers went out, or the agenda was full
    }
    const double draw = random.unit();
    const StageName lower_by_one = stage(std::to_string(std::max<int>(
        static_cast<int>(row.decided().level()), static_cast<int>(row.suggested().level()) - 1)));
    const bool serious = row.suggested().level() >= 3;
    const StageName& to = draw < (serious ? 0.45 : 0.8)               ? row.suggested()
                          : draw < 0.92 && !lower_by_one.id().empty() ? lower_by_one
                                                                      : row.decided();
    raise(number, row, to, today);
    return;
  }
  const bool quiet = provider.trouble < 0.15 && row.suggested().level() < row.decided().level();
  const auto since = today - one.decided;
  if (row.decided().off_ladder()) {
    if (since > days{185} && provider.trouble < 0.15 && row.suggested().level() == 0) {
      lower(number, row, stage_id(policy_, "0"), today);
    }
  } else if (row.decided().level() >= 3) {
    if (since > days{100} && quiet) {
      lower(number, row, stage_id(policy_, "step-down"), today);
    }
  } else if (row.decided().level() >= 1 && since > days{70} && quiet && random.chance(0.7)) {
    lower(number, row, stage_id(policy_, "0"), today);
  }
}

void SimMeetings::raise(std::size_t number, const BoardRow& row, const StageName& to,
                        schema::Day today) {
  SimProvider& provider = providers_[number];
  Case& one = cases_[number];
  StageDecision body;
  body.set_from_stage(row.decided().id());
  body.set_to_stage(to.id());
  body.set_suggested_then(row.suggested().id());
  std::string reasons = row.reasons().empty() ? "" : row.reasons(0).words().en() + ". ";
  if (to.id() == row.suggested().id()) {
    reasons += "The sub-group agrees with the suggestion.";
  } else if (to.id() == row.decided().id()) {
    reasons +=
        "The sub-group looked at each record: separate causes, each put right and seen to be so.";
  } else {
    reasons +=
        "The sub-group sees the pattern but takes the lower stage: the manager is new and has "
        "begun to put it right.";
    body.set_dissent("The complaints officer would have followed the suggestion.");
  }
  body.set_reasons(reasons);
  for (const auto& reason : row.reasons()) {
    for (const auto& cause : reason.causes()) {
      if (body.evidence_size() < 6) {
        body.add_evidence(cause.event_id());
      }
    }
  }
  body.set_chair(kChair);
  body.set_effective(day_text(today));
  body.set_review_due(day_text(today + days{to.level() >= 3 ? 14 : 42}));
  body.add_told("Registered manager");
  if (to.level() >= 2) {
    body.add_told("Care Inspectorate Wales");
    body.add_told("Cardiff and Vale University Health Board");
  }
  meeting(number, reasons, today);
  writer_.put({number, today, writer_.people().chair, "", ""}, body,
              SimWriter::envelope(today, COUNCIL_SAFEGUARDING));
  one.decided = today;
  one.pending = false;
  provider.episode *= 0.6;
  provider.episode_to = std::min(provider.episode_to, today + days{45});
  if (to.level() > row.decided().level()) {
    routine_.spot_visit(provider, number, weekday(today + days{provider.random.between(3, 12)}),
                        "Agreed by the sub-group.");
  }
  if (to.level() == 1 && row.decided().level() < 1) tell(number, {PROVIDER}, today);
  if (to.level() == 2 && row.decided().level() < 2) {
    tell(number, {PROVIDER, REGULATOR, HEALTH_BOARD, COUNCIL_CARE_MANAGEMENT}, today);
    meet_provider(number, today);
    plan(number, false, today);
  } else if (to.level() >= 3 && row.decided().level() < 3) {
    escalate(number, today);
    plan(number, true, today);
  }
}

void SimMeetings::lower(std::size_t number, const BoardRow& row, const std::string& to,
                        schema::Day today) {
  Case& one = cases_[number];
  StageDecision body;
  body.set_from_stage(row.decided().id());
  body.set_to_stage(to);
  body.set_suggested_then(row.suggested().id());
  body.set_reasons("The causes are gone and a visit has seen it; nothing new in the time since.");
  body.set_chair(kChair);
  body.set_effective(day_text(today));
  body.set_review_due(day_text(today + days{60}));
  meeting(number, body.reasons(), today);
  writer_.put({number, today, writer_.people().chair, "", ""}, body,
              SimWriter::envelope(today, COUNCIL_SAFEGUARDING));
  one.decided = today;
  if (!one.embargo.empty()) {
    Embargo lifted;
    lifted.set_kind(EMBARGO_FULL);
    lifted.set_authority(EMBARGO_OURS);
    lifted.set_scope(EMBARGO_NEW_PLACEMENTS);
    lifted.set_starts(day_text(today - days{100}));
    lifted.set_reasons("People already there come first.");
    lifted.set_lifted_on(day_text(today));
    lifted.set_lifted_on_what("Two unannounced visits, one of them at night.");
    writer_.put({number, today, writer_.people().contracts, "", one.embargo}, lifted,
                SimWriter::envelope(today, COUNCIL_CONTRACTS));
    one.embargo.clear();
  }
}

void SimMeetings::meeting(std::size_t number, const std::string& discussion, schema::Day today) {
  SubGroupMeeting body;
  body.set_quorate(YES);
  for (const Agency agency :
       {COUNCIL_SAFEGUARDING, COUNCIL_COMPLAINTS, COUNCIL_CONTRACTS, ADVOCACY}) {
    body.add_attendees()->set_agency(agency);
  }
  body.add_providers_reviewed(providers_[number].id);
  body.set_discussion(discussion);
  body.set_next_on(day_text(today + days{28}));
  writer_.put({number, today, writer_.people().chair, "", ""}, body,
              SimWriter::envelope(today, COUNCIL_SAFEGUARDING));
}

void SimMeetings::plan(std::size_t number, bool corrective, schema::Day today) {
  SimProvider& provider = providers_[number];
  Random& random = provider.random;
  const std::string name = "plan" + std::to_string(++named_);
  Envelope envelope = SimWriter::envelope(today, COUNCIL_CONTRACTS);
  ActionPlan body;
  body.set_plan_kind(corrective ? PLAN_CORRECTIVE : PLAN_DEVELOPMENTAL);
  body.set_agreement(PLAN_AWAITED);
  body.set_sent_on(day_text(today));
  body.set_due_back_on(day_text(today + days{14}));
  body.set_final_date(day_text(today + days{90}));
  body.set_plan_version(1);
  const int actions = random.between(2, 3);
  for (int i = 0; i < actions; ++i) {
    Action& action = *body.add_actions();
    action.set_problem(writer_.say(provider, envelope, "problem", ""));
    action.set_required_result(writer_.say(provider, envelope, "result", ""));
    action.set_owner("Registered manager");
    action.set_due(day_text(today + days{30 + 20 * i}));
    action.set_rag(AMBER);
  }
  const Caller& by = writer_.people().contracts;
  writer_.put({number, today, by, name, ""}, body, envelope);
  const schema::Day agreed = weekday(today + days{random.between(6, 13)});
  body.set_agreement(PLAN_AGREED);
  body.set_agreed_on(day_text(agreed));
  writer_.put({number, agreed, by, "", name}, body, envelope);
  schema::Day verified = agreed;
  for (int i = 0; i < actions; ++i) {
    verified = weekday(std::max(verified, today + days{20 + 20 * i + random.between(0, 14)}));
    Action& action = *body.mutable_actions(i);
    action.set_evidence_received_on(day_text(verified));
    action.set_evidence_received("Charts, rotas and minutes, as asked for.");
    action.set_verified_by("Contracts team");
    action.set_verified_how(VERIFIED_BY_VISIT);
    action.set_closed_on(day_text(verified));
    action.set_rag(GREEN);
    if (i + 1 == actions) {
      body.set_completed_on(day_text(verified));
    }
    writer_.put({number, verified, by, "", name}, body, envelope);
    verified += days{1};
  }
}

void SimMeetings::escalate(std::size_t number, schema::Day today) {
  SimProvider& provider = providers_[number];
  const schema::Day met = weekday(today + days{3});
  EscalatingConcernsMeeting body;
  body.set_meeting_kind(JIMP);
  body.set_chair("Head of Adult Services");
  body.set_quorate(YES);
  body.set_provider_present(PROVIDER_PART);
  body.set_risk_summary(
      "People are safe tonight. What is said of care at weekends is not yet answered.");
  body.set_residents_views("Most wish to stay; two families ask to be told sooner.");
  body.set_decisions(
      "No new placements; corrective plan; every resident reviewed within four weeks.");
  body.set_next_on(day_text(met + days{14}));
  const std::string name = "meeting" + std::to_string(++named_);
  const Envelope envelope = SimWriter::envelope(met, COUNCIL_SAFEGUARDING);
  writer_.put({number, met, writer_.people().safeguarding, name, ""}, body, envelope);
  const schema::Day sent = weekday(met + days{2});
  body.set_minutes_sent_on(day_text(sent));
  writer_.put({number, sent, writer_.people().safeguarding, "", name}, body, envelope);
  if (provider.random.chance(0.7)) {
    Embargo embargo;
    embargo.set_kind(EMBARGO_FULL);
    embargo.set_authority(EMBARGO_OURS);
    embargo.set_scope(EMBARGO_NEW_PLACEMENTS);
    embargo.set_starts(day_text(met));
    embargo.set_reasons("People already there come first.");
    embargo.set_review_due(day_text(met + days{28}));
    cases_[number].embargo = "embargo" + std::to_string(++named_);
    writer_.put({number, met, writer_.people().contracts, cases_[number].embargo, ""}, embargo,
                SimWriter::envelope(met, COUNCIL_CONTRACTS));
  }
  tell(number, {PROVIDER, REGULATOR, HEALTH_BOARD, OTHER_AUTHORITY, ADVOCACY, PUBLIC}, today);
}

/// Nearly everyone is told in time; who is not stands among what is overdue.
void SimMeetings::tell(std::size_t number, const std::vector<Agency>& agencies, schema::Day today) {
  Random& random = providers_[number].random;
  for (const Agency agency : agencies) {
    if (random.chance(0.06)) continue;
    const schema::Day sent = weekday(today + days{random.chance(0.85) ? 1 : 6});
    Notification notification;
    notification.set_to_agency(agency);
    notification.set_to_role("Lead for provider concerns");
    notification.set_channel(CHANNEL_EMAIL);
    notification.set_due_on(day_text(weekday(today + days{2})));
    notification.set_sent_on(day_text(sent));
    notification.set_content("The stage decided on " + day_text(today) + ", and why.");
    writer_.put({number, sent, writer_.people().safeguarding, "", ""}, notification,
                SimWriter::envelope(sent, COUNCIL_SAFEGUARDING));
  }
}

void SimMeetings::meet_provider(std::size_t number, schema::Day today) {
  Random& random = providers_[number].random;
  if (random.chance(0.08)) return;
  const schema::Day met = weekday(today + days{random.between(4, 13)});
  EscalatingConcernsMeeting body;
  body.set_meeting_kind(PROVIDER_PERFORMANCE);
  body.set_chair("Contracts manager");
  body.set_quorate(YES);
  body.set_provider_present(PROVIDER_ALL);
  body.set_risk_summary("No one is at immediate risk; the plan is what counts now.");
  body.set_decisions("The developmental action plan, action by action.");
  const std::string name = "meeting" + std::to_string(++named_);
  const Envelope envelope = SimWriter::envelope(met, COUNCIL_CONTRACTS);
  writer_.put({number, met, writer_.people().contracts, name, ""}, body, envelope);
  const schema::Day sent = weekday(met + days{random.between(2, 9)});
  body.set_minutes_sent_on(day_text(sent));
  writer_.put({number, sent, writer_.people().contracts, "", name}, body, envelope);
}

}  // namespace app
