#include "words.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "schema/show.h"
#include "tally.h"

namespace escalation {
namespace {

using gwarchod::v1::Text;

/// Dates told in one reason; of more, the latest.
constexpr std::size_t kDatesMax = 5;

constexpr std::array<std::pair<Blank, std::string_view>, 17> kBlanks{{
    {Blank::kCount, "count"},
    {Blank::kPeople, "people"},
    {Blank::kSources, "sources"},
    {Blank::kIndicators, "indicators"},
    {Blank::kTheme, "theme"},
    {Blank::kWindow, "window"},
    {Blank::kDates, "dates"},
    {Blank::kDays, "days"},
    {Blank::kDue, "due"},
    {Blank::kWhich, "which"},
    {Blank::kUntil, "until"},
    {Blank::kRule, "rule"},
    {Blank::kHave, "have"},
    {Blank::kNeed, "need"},
    {Blank::kOwner, "owner"},
    {Blank::kServices, "services"},
    {Blank::kStage, "stage"},
}};

Text number(std::uint64_t of) { return both(std::to_string(of)); }

void append(Text& words, const Text& more) {
  words.mutable_en()->append(more.en());
  words.mutable_cy()->append(more.cy());
}

/// "12 Mar, 30 Apr (2)": a day told by two occurrences is counted, not repeated.
Text listed(const std::map<DayNumber, std::size_t>& days, bool with_year) {
  Text words;
  const std::size_t left_out = days.size() > kDatesMax ? days.size() - kDatesMax : 0;
  auto day = days.begin();
  std::advance(day, left_out);
  for (bool first = true; day != days.end(); ++day, first = false) {
    if (!first) append(words, both(", "));
    append(words, with_year ? schema::day_in_words(day_of(day->first))
                            : schema::day_in_short(day_of(day->first)));
    if (day->second > 1) append(words, both(" (" + std::to_string(day->second) + ")"));
  }
  if (left_out > 0) {
    words.mutable_en()->append(" and " + std::to_string(left_out) + " earlier");
    words.mutable_cy()->append(" a " + std::to_string(left_out) + " cynharach");
  }
  return words;
}

/// One day for each occurrence: the first on which it was reported. What lasts began once, however
/// many say so.
std::map<DayNumber, std::size_t> days_of(const Facts::Inside& facts, const CompiledRule& rule,
                                         const Finding& finding) {
  std::map<std::pair<bool, std::uint32_t>, DayNumber> first;
  for (const Entry& cause : finding.causes) {
    const Version& version = facts.versions[cause.version];
    const std::uint32_t occurrence = facts.occurrence_of(version);
    const bool shared = occurrence != kNone;
    const std::pair key(shared, shared ? occurrence : version.first);
    const auto at = first.try_emplace(key, cause.day).first;
    at->second = std::min(at->second, cause.day);
  }
  std::map<DayNumber, std::size_t> days;
  const bool once = rule.kind == TestKind::kLasting || rule.kind == TestKind::kAbsence;
  for (const auto& [occurrence, day] : first) days[day] = once ? 1 : days[day] + 1;
  return days;
}

std::map<DayNumber, std::size_t> dues_of(const Facts::Inside& facts, const Finding& finding) {
  std::map<DayNumber, std::size_t> days;
  for (const Entry& cause : finding.causes) ++days[facts.items[cause.item].due];
  return days;
}

Text labelled(const std::map<std::uint32_t, Text>& labels, std::uint32_t number_of) {
  const auto at = labels.find(number_of);
  return at == labels.end() ? number(number_of) : at->second;
}

Text which_of(const Facts::Inside& facts, const CompiledRule& rule, std::uint32_t group) {
  return rule.per_text ? both(std::string(facts.groups.text(group))) : labelled(rule.labels, group);
}

class Filling {
 public:
  Filling(const Facts::Inside& facts, const CompiledPolicy::Inside& policy, const Finding& finding)
      : facts_(facts),
        policy_(policy),
        rule_(policy.rules[finding.rule]),
        finding_(finding),
        tally_(facts) {
    for (const Entry& cause : finding.causes) tally_.add(cause);
  }

  [[nodiscard]] Text fill(const Template& words) {
    return escalation::fill(words, [this](Blank blank) -> const Text& { return of(blank); });
  }

 private:
  /// Each is worked out once, though both languages and several places ask for it.
  const Text& of(Blank blank) {
    std::optional<Text>& known = values_[static_cast<std::size_t>(blank)];
    if (!known) known = value(blank);
    return *known;
  }

  [[nodiscard]] Text value(Blank blank) const {
    switch (blank) {
      case Blank::kNone:
      case Blank::kRule:  // of what is near: see near.cc
      case Blank::kHave:
      case Blank::kNeed:
      case Blank::kOwner:  // of a watch: see owner_watch.cc
      case Blank::kServices:
      case Blank::kStage:
        return {};
      case Blank::kCount:
        return number(rule_.kind == TestKind::kCount ? tally_.occurrences()
                                                     : finding_.causes.size());
      case Blank::kPeople:
        return number(tally_.people());
      case Blank::kSources:
        return number(tally_.sources());
      case Blank::kIndicators:
        return number(tally_.indicators());
      case Blank::kTheme:
        return labelled(policy_.themes, finding_.group);
      case Blank::kWindow:
        return number(static_cast<std::uint64_t>(rule_.window_days));
      case Blank::kDates:
        return listed(days_of(facts_, rule_, finding_), rule_.kind != TestKind::kCount);
      case Blank::kDays:
        return number(rule_.kind == TestKind::kOverdue ? rule_.working_days
                                                       : static_cast<std::uint64_t>(rule_.days));
      case Blank::kDue:
        return listed(dues_of(facts_, finding_), true);
      case Blank::kWhich:
        return which_of(facts_, rule_, finding_.group);
      case Blank::kUntil:
        return schema::day_in_words(day_of(finding_.until));
    }
    return {};
  }

  const Facts::Inside& facts_;
  const CompiledPolicy::Inside& policy_;
  const CompiledRule& rule_;
  const Finding& finding_;
  Tally tally_;
  std::array<std::optional<Text>, kBlanks.size() + 1> values_;
};

}  // namespace

Text both(const std::string& text) {
  Text words;
  words.set_en(text);
  words.set_cy(text);
  return words;
}

std::string_view name_of(Blank blank) {
  for (const auto& [known, name] : kBlanks) {
    if (known == blank) return name;
  }
  return {};
}

schema::Result<std::vector<Piece>, std::string> cut(std::string_view words) {
  std::vector<Piece> pieces;
  while (!words.empty()) {
    const std::size_t open = words.find_first_of("{}");
    Piece piece{.text = std::string(words.substr(0, open))};
    words.remove_prefix(std::min(open, words.size()));
    if (!words.empty()) {
      const std::size_t close = words.find('}');
      if (words.front() == '}' || close == std::string_view::npos)
        return std::string("a brace without its other");
      const std::string_view name = words.substr(1, close - 1);
      const auto at = std::find_if(kBlanks.begin(), kBlanks.end(),
                                   [&](const auto& b) { return b.second == name; });
      if (at == kBlanks.end()) return "there is no place {" + std::string(name) + "}";
      piece.blank = at->first;
      words.remove_prefix(close + 1);
    }
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

Text name_of(const Facts::Inside& facts, const CompiledPolicy::Inside& policy, const Track& track) {
  const gwarchod::v1::Rule& rule = policy.policy.rules(track.rule);
  const CompiledRule& compiled = policy.rules[track.rule];
  Text name = rule.has_name() ? rule.name() : both(rule.id());
  Text of;
  if (compiled.same_theme) of = labelled(policy.themes, track.group);
  if (compiled.per_field) of = which_of(facts, compiled, track.group);
  if (of.en().empty()) return name;
  name.mutable_en()->append(" (" + of.en() + ")");
  name.mutable_cy()->append(" (" + of.cy() + ")");
  return name;
}

Text words_of(const Facts::Inside& facts, const CompiledPolicy::Inside& policy,
              const Finding& finding) {
  Filling filling(facts, policy, finding);
  Text words = filling.fill(policy.rules[finding.rule].words);
  if (finding.standing) {
    append(words, both(" "));
    append(words, filling.fill(policy.standing));
  }
  return words;
}

}  // namespace escalation
