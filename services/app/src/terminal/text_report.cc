#include "app/text_report.h"

#include <algorithm>
#include <map>
#include <sstream>

#include "schema/show.h"
#include "schema/time.h"
#include "schema/utf8.h"

namespace app {
namespace {

using gwarchod::v1::Text;

const std::string& in(Language language, const Text& text) {
  return language == Language::kWelsh && !text.cy().empty() ? text.cy() : text.en();
}

const char* in(Language language, const char* en, const char* cy) {
  return language == Language::kWelsh ? cy : en;
}

std::string day(Language language, const std::string& iso) {
  const auto parsed = schema::parse_day(iso);
  return parsed ? in(language, schema::day_in_words(*parsed)) : iso;
}

/// Breaks the text between words so that no line, its indent included, is over kReportColumns wide.
std::string wrapped(const std::string& text, std::size_t first_indent, std::size_t indent) {
  std::istringstream words(text);
  std::string made;
  std::string word;
  std::size_t width = first_indent;
  bool at_start = true;
  while (words >> word) {
    const std::size_t wide = schema::code_points(word).value_or(word.size());
    if (!at_start && width + 1 + wide > kReportColumns) {
      made += "\n" + std::string(indent, ' ');
      width = indent;
      at_start = true;
    }
    made += (at_start ? "" : " ") + word;
    width += (at_start ? 0 : 1) + wide;
    at_start = false;
  }
  return made + "\n";
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t wide = schema::code_points(text).value_or(text.size());
  return text + std::string(wide < width ? width - wide : 0, ' ');
}

std::string stage_words(Language language, const gwarchod::v1::StageName& stage) {
  return stage.number().empty() ? in(language, stage.name())
                                : stage.number() + " " + in(language, stage.name());
}

/// Who reported it, where several did of one occurrence.
std::string reporters(Language language, const gwarchod::v1::Cause& cause) {
  std::string text;
  for (const auto& source : cause.sources()) {
    text += (text.empty() ? " (" : ", ") + in(language, source);
  }
  return text.empty() ? text : text + ")";
}

std::string causes(Language language,
                   const google::protobuf::RepeatedPtrField<gwarchod::v1::Cause>& of) {
  std::string text;
  for (const auto& cause : of) {
    text += text.empty() ? "" : ", ";
    // Of a record that no rule looks at, only the id is known.
    text += cause.occurred().empty()
                ? cause.event_id()
                : day(language, cause.occurred()) + " [" + std::to_string(cause.position()) + "]";
    text += reporters(language, cause);
  }
  return text;
}

std::string review_text(Language language, const gwarchod::v1::DecisionToReview& review) {
  const std::string decided = day(language, review.decision().occurred()) + " [" +
                              std::to_string(review.decision().position()) + "]";
  const std::string corrected = causes(language, review.corrected());
  const std::string words = language == Language::kWelsh
                                ? "Edrychwch eto ar benderfyniad " + decided +
                                      ": cywirwyd ers hynny'r hyn yr oedd yn seiliedig arno, " +
                                      corrected
                                : "Look again at the decision of " + decided +
                                      ": what it stood on was corrected since, " + corrected;
  return "! " + wrapped(words, 2, 2);
}

/// A heading and a line for each; nothing when there are none.
template <class Each, class Line>
void add_list(std::string& text, const std::string& heading, const Each& each, const Line& line) {
  if (each.empty()) return;
  text += "\n" + heading + "\n";
  for (const auto& one : each) text += "- " + wrapped(line(one), 2, 2);
}

const char* state_words(Language language, gwarchod::v1::ExitState state) {
  if (state == gwarchod::v1::EXIT_MET) return in(language, "met: ", "bodlonwyd: ");
  if (state == gwarchod::v1::EXIT_UNMET) return in(language, "NOT met: ", "NI fodlonwyd: ");
  return in(language, "for people to judge: ", "i bobl farnu: ");
}

/// What the policy says besides the stage.
void add_outlook(std::string& text, const gwarchod::v1::Status& status, Language language) {
  add_list(text, in(language, "Nearly:", "Bron:"), status.near(),
           [&](const auto& near) { return in(language, near.words()); });
  add_list(text, in(language, "Flags:", "Baneri:"), status.flags(), [&](const auto& flag) {
    std::string words = in(language, flag.name());
    if (!flag.says().en().empty()) words += ": " + in(language, flag.says());
    if (flag.since().empty()) return words;
    return words + in(language, ", since ", ", ers ") + day(language, flag.since());
  });
  add_list(text, in(language, "To leave the stage:", "I adael y cam:"), status.exits(),
           [&](const auto& exit) {
             return state_words(language, exit.state()) + in(language, exit.words());
           });
  add_list(text, in(language, "Due:", "I'w wneud:"), status.deadlines(), [&](const auto& due) {
    const std::string when =
        due.is_paused() ? in(language, "paused", "wedi'i oedi") : day(language, due.due());
    return in(language, due.name()) + ": " + when +
           (due.overdue() ? in(language, " (overdue)", " (yn hwyr)") : "");
  });
}

void add_fact(std::string& text, const std::string& label, const std::string& value) {
  constexpr std::size_t kLabelWidth = 22;
  text += padded(label, kLabelWidth) + wrapped(value, kLabelWidth, kLabelWidth);
}

std::string agency_words(Language language, const std::string& agency) {
  for (const gwarchod::v1::Label& label : schema::labels(*gwarchod::v1::Agency_descriptor())) {
    if (label.value() == agency) return in(language, label.text());
  }
  return agency;
}

/// When it was written down, where that was long after it happened.
std::string lateness(Language language, const gwarchod::v1::TimelineItem& item) {
  const auto last =
      schema::parse_day(item.occurred_to().empty() ? item.occurred_from() : item.occurred_to());
  const bool is_exact = item.precision() == gwarchod::v1::PRECISION_UNSPECIFIED ||
                        item.precision() == gwarchod::v1::DAY;
  if (!last || !is_exact || item.system()) return {};
  const schema::Day recorded =
      schema::uk_day(schema::Instant{std::chrono::milliseconds{item.recorded_unix_ms()}});
  const auto days = (recorded - *last).count();
  if (days <= kLateDays) return {};
  const std::string on = in(language, schema::day_in_words(recorded));
  return language == Language::kWelsh
             ? " (cofnodwyd " + on + ", " + std::to_string(days) + " diwrnod wedyn)"
             : " (recorded " + on + ", " + std::to_string(days) + " days after)";
}

}  // namespace

std::string status_text(const std::string& name, const gwarchod::v1::Status& status,
                        Language language) {
  std::string text = wrapped(name + " (" + status.provider() + ")", 0, 0) + "\n";
  add_fact(text, in(language, "As of", "Ar"), day(language, status.as_of()));
  std::string decided = stage_words(language, status.decided());
  if (!status.decided_on().empty()) {
    decided += std::string(in(language, ", since ", ", ers ")) + day(language, status.decided_on());
  }
  add_fact(text, in(language, "Decided stage", "Cam a benderfynwyd"), decided);
  add_fact(
      text, in(language, "Suggested stage", "Cam a awgrymir"),
      stage_words(language, status.suggested()) +
          (status.needs_decision() ? in(language, " - needs a decision", " - angen penderfyniad")
                                   : ""));
  if (!status.next_change().empty()) {
    add_fact(text, in(language, "Changes by itself on", "Yn newid ohono'i hun"),
             day(language, status.next_change()));
  }
  add_fact(text, in(language, "Policy", "Polisi"), status.policy_version());
  add_fact(text, in(language, "Known at position", "Hysbys ar safle"),
           std::to_string(status.position()));
  if (!status.known_to().empty()) {
    add_fact(text, in(language, "Known to", "Yn hysbys i"),
             agency_words(language, status.known_to()));
  }
  text += "\n";
  if (status.reasons().empty()) {
    text += in(language, "Nothing in the record suggests a higher stage.\n",
               "Nid oes dim yn y cofnod yn awgrymu cam uwch.\n");
  }
  for (const auto& reason : status.reasons()) {
    text += "- " + wrapped(in(language, reason.words()), 2, 2);
    const std::string of = causes(language, reason.causes());
    if (!of.empty()) {
      text += "  " + wrapped(of, 2, 2);
    }
  }
  for (const auto& review : status.decisions_to_review()) text += review_text(language, review);
  add_outlook(text, status, language);
  return text;
}

std::string foresights_text(const gwarchod::v1::Foresights& foresights, Language language) {
  if (foresights.stages().empty()) return {};
  std::string text = in(language, "\nHad everyone pooled what each knew:\n",
                        "\nPe bai pawb wedi rhannu'r hyn a wyddai pob un:\n");
  const auto or_never = [&](const std::string& on) {
    return on.empty() ? std::string(in(language, "not so far", "ddim hyd yma")) : day(language, on);
  };
  for (const auto& one : foresights.stages()) {
    text += "- " + wrapped(stage_words(language, one.stage()), 2, 2);
    add_fact(text, in(language, "  could be suggested", "  gellid ei awgrymu"),
             or_never(one.could_have()));
    add_fact(text, in(language, "  was suggested", "  awgrymwyd"), or_never(one.was_flagged()));
    add_fact(text, in(language, "  was decided", "  penderfynwyd"), or_never(one.decided_on()));
    add_fact(text, in(language, "  days between", "  diwrnodau rhwng"),
             std::to_string(one.days_lost()));
  }
  return text;
}

std::string statuses_text(const std::string& authority, std::vector<NamedStatus> statuses,
                          std::span<const gwarchod::v1::StageName> stages, Language language) {
  std::map<std::string, std::size_t> decided;
  std::map<std::string, std::size_t> suggested;
  std::size_t waiting = 0;
  for (const auto& one : statuses) {
    ++decided[one.status.decided().id()];
    ++suggested[one.status.suggested().id()];
    waiting += one.status.needs_decision() ? 1U : 0U;
  }
  std::string text = wrapped(authority, 0, 0);
  if (!statuses.empty()) {
    text += day(language, statuses.front().status.as_of()) + "\n";
  }
  text += "\n" + padded(in(language, "Stage", "Cam"), 44) +
          padded(in(language, "Decided", "Wedi'i benderfynu"), 20) +
          in(language, "Suggested", "Awgrymir") + "\n";
  for (const auto& stage : stages) {
    text += padded(stage_words(language, stage), 44) +
            padded(std::to_string(decided[stage.id()]), 20) +
            (stage.off_ladder() ? "-" : std::to_string(suggested[stage.id()])) + "\n";
  }
  text +=
      "\n" + std::to_string(waiting) +
      in(language, waiting == 1 ? " provider needs a decision\n" : " providers need a decision\n",
         " o ddarparwyr angen penderfyniad\n");
  const auto height = [](const NamedStatus& one) {
    return std::max(one.status.decided().level(), one.status.suggested().level());
  };
  std::ranges::sort(statuses, [&](const NamedStatus& a, const NamedStatus& b) {
    if (height(a) != height(b)) {
      return height(a) > height(b);
    }
    if (a.status.needs_decision() != b.status.needs_decision()) {
      return a.status.needs_decision();
    }
    return a.name < b.name;
  });
  for (const auto& one : statuses) {
    if (height(one) == 0 && !one.status.decided().off_ladder()) {
      continue;
    }
    text += "\n" + wrapped(one.name + " (" + one.status.provider() + ")", 0, 2);
    text += "  " + wrapped(stage_words(language, one.status.decided()) + " -> " +
                               stage_words(language, one.status.suggested()) +
                               (one.status.needs_decision()
                                    ? in(language, " (needs a decision)", " (angen penderfyniad)")
                                    : ""),
                           2, 2);
    if (!one.status.reasons().empty()) {
      text += "  " + wrapped(in(language, one.status.reasons(0).words()), 2, 2);
    }
  }
  return text;
}

std::string deadlines_text(const gwarchod::v1::Deadlines& deadlines, Language language) {
  constexpr std::size_t kDayWidth = 22;
  std::string text = day(language, deadlines.as_of()) + "\n";
  text += std::to_string(deadlines.total()) + in(language, " due, ", " i'w gwneud, ") +
          std::to_string(deadlines.overdue()) +
          in(language, " of them overdue\n", " ohonynt yn hwyr\n");
  if (static_cast<std::uint32_t>(deadlines.deadlines_size()) < deadlines.total()) {
    text += in(language, "The most overdue of them:\n", "Y rhai hwyraf ohonynt:\n");
  }
  for (const auto& one : deadlines.deadlines()) {
    const std::string when =
        one.is_paused() ? in(language, "paused", "wedi'i oedi") : day(language, one.due());
    const std::string mark = one.overdue() ? "! " : "  ";
    text += padded(mark + when, kDayWidth) +
            wrapped(one.provider_name() + " (" + one.provider() + "): " + in(language, one.name()),
                    kDayWidth, kDayWidth);
  }
  return text;
}

std::string timeline_text(const std::string& name,
                          std::span<const gwarchod::v1::TimelineItem> items, Language language) {
  constexpr std::size_t kDayWidth = 20;
  std::string text = wrapped(name, 0, 0) + "\n";
  for (const auto& item : items) {
    std::string words = in(language, item.kind_name());
    if (!in(language, item.line()).empty()) {
      words += ": " + in(language, item.line());
    }
    if (!item.corrected_by().empty()) {
      words += in(language, " (corrected: counts no more)", " (cywirwyd: nid yw'n cyfrif mwyach)");
    } else if (!item.updates().empty()) {
      words += in(language, " (brings an earlier record up to date)",
                  " (yn diweddaru cofnod cynharach)");
    }
    words += lateness(language, item);
    words += " [" + std::to_string(item.position()) + "]";
    text += padded(day(language, item.occurred_from()), kDayWidth) +
            wrapped(words, kDayWidth, kDayWidth);
  }
  return text;
}

}  // namespace app
