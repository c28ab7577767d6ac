#include "terminal/trial_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "terminal/progress.h"

namespace app {
namespace {

using gwarchod::v1::Trial;
using gwarchod::v1::TrialLevel;
using gwarchod::v1::TrialMonth;
using gwarchod::v1::TrialProvider;

constexpr int kNamesMax = 40;  // of one list
constexpr int kMonthsTold = 12;

class Words {
 public:
  explicit Words(Language language) : welsh_(language == Language::kWelsh) {}
  [[nodiscard]] const char* of(const char* en, const char* cy) const { return welsh_ ? cy : en; }
  [[nodiscard]] const std::string& of(const gwarchod::v1::Text& text) const {
    return welsh_ && !text.cy().empty() ? text.cy() : text.en();
  }

 private:
  bool welsh_;
};

std::string stage_of(const gwarchod::v1::StageName& stage, const Words& words) {
  return stage.number().empty() ? words.of(stage.name())
                                : stage.number() + " " + words.of(stage.name());
}

std::string joined(const google::protobuf::RepeatedPtrField<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

/// What both suggest at each height: two numbers of providers, two of times.
std::string table(const Trial& trial, const Words& words) {
  std::size_t width = 0;
  for (const TrialLevel& level : trial.levels()) {
    width = std::max(width, stage_of(level.stage(), words).size());
  }
  std::string text =
      words.of("Suggested this stage or a higher one\n", "Awgrymwyd y cam hwn neu un uwch\n");
  const char* now = words.of("now", "nawr");
  const char* tried = words.of("tried", "treial");
  text += fmt::format("  {:{}}  {:>17}  {:>17}\n", "", width, words.of("providers", "darparwyr"),
                      words.of("times", "troeon"));
  text += fmt::format("  {:{}}  {:>8} {:>8}  {:>8} {:>8}\n", "", width, now, tried, now, tried);
  for (const TrialLevel& level : trial.levels()) {
    text += fmt::format(
        "  {:{}}  {:>8} {:>8}  {:>8} {:>8}\n", stage_of(level.stage(), words), width,
        with_commas(level.present_providers()), with_commas(level.candidate_providers()),
        with_commas(level.present_episodes()), with_commas(level.candidate_episodes()));
  }
  return text;
}

std::string names(const google::protobuf::RepeatedPtrField<TrialProvider>& providers,
                  const char* mark, const Words& words) {
  std::string text;
  for (int i = 0; i < std::min(providers.size(), kNamesMax); ++i) {
    const TrialProvider& one = providers[i];
    text +=
        fmt::format("  {} {} ({}), {} {}\n", mark, one.name(), one.provider(),
                    words.of("first on", "gyntaf ar"),
                    one.candidate_first().empty() ? one.present_first() : one.candidate_first());
  }
  if (providers.size() > kNamesMax) {
    text += fmt::format(fmt::runtime(words.of("  and {} more: --json tells all\n",
                                              "  a {} arall: mae --json yn dweud y cyfan\n")),
                        providers.size() - kNamesMax);
  }
  return text;
}

std::string changes(const TrialLevel& level, const Words& words) {
  const std::string stage = stage_of(level.stage(), words);
  if (level.gained().empty() && level.lost().empty() && level.sooner_providers() == 0 &&
      level.later_providers() == 0 && level.candidate_episodes() == level.present_episodes()) {
    return fmt::format("{}: {}\n", stage, words.of("nothing changes", "dim newid"));
  }
  std::string text = fmt::format(
      fmt::runtime(words.of("{}: {} gained (+), {} lost (-); {} sooner, {} later\n",
                            "{}: ennill {} (+), colli {} (-); {} yn gynt, {} yn hwyrach\n")),
      stage, level.gained_size(), level.lost_size(), level.sooner_providers(),
      level.later_providers());
  return text + names(level.gained(), "+", words) + names(level.lost(), "-", words);
}

/// "1 provider", "2 providers".
std::string counted(std::uint64_t number, const char* one, const char* many) {
  return with_commas(number) + " " + (number == 1 ? one : many);
}

std::string days(std::int32_t median, const Words& words) {
  if (median < 0) return words.of("never", "byth");
  return std::to_string(median) + words.of(" days", " diwrnod");
}

std::string leads(const Trial& trial, const Words& words) {
  if (trial.leads().empty()) {
    return words.of("Nobody has decided on a higher stage yet: no lead time to compare.\n",
                    "Nid oes neb wedi penderfynu ar gam uwch eto: dim i'w gymharu.\n");
  }
  const auto came = [&](auto days_of) {
    return std::count_if(trial.leads().begin(), trial.leads().end(),
                         [&](const auto& lead) { return days_of(lead) >= 0; });
  };
  return fmt::format(
      fmt::runtime(words.of(
          "Decided escalations: {}. Suggested beforehand: {} (now {}), by a median of {} (now "
          "{})\n",
          "Uwchgyfeiriadau a benderfynwyd: {}. Awgrymwyd ymlaen llaw: {} (nawr {}), canolrif o {} "
          "(nawr {})\n")),
      trial.leads_size(), came([](const auto& lead) { return lead.candidate_days(); }),
      came([](const auto& lead) { return lead.present_days(); }),
      days(trial.candidate_lead_median(), words), days(trial.present_lead_median(), words));
}

std::string work(const Trial& trial, const Words& words) {
  if (trial.months().empty()) {
    return words.of("Neither asks for any visit or meeting.\n",
                    "Nid yw'r naill na'r llall yn gofyn am ymweliad na chyfarfod.\n");
  }
  std::string text = words.of("Work it would have caused, by month (now, tried)\n",
                              "Gwaith y byddai wedi'i achosi, fesul mis (nawr, treial)\n");
  text += fmt::format("  {:8} {:>17}  {:>17}\n", "", words.of("visits", "ymweliadau"),
                      words.of("meetings", "cyfarfodydd"));
  for (int i = std::max(0, trial.months_size() - kMonthsTold); i < trial.months_size(); ++i) {
    const TrialMonth& month = trial.months(i);
    text +=
        fmt::format("  {:8} {:>8} {:>8}  {:>8} {:>8}\n", month.month(), month.present_visits(),
                    month.candidate_visits(), month.present_meetings(), month.candidate_meetings());
  }
  return text;
}

}  // namespace

std::string trial_text(const Trial& trial, Language language) {
  const Words words(language);
  std::string text = fmt::format(
      fmt::runtime(words.of(
          "{} ({}), tried over {} of {}, {} to {}.\nBeside it: {}, in force.\n"
          "Each record counts from the day it first became known to any agency.\n\n",
          "{} ({}), treial dros {} o {}, {} i {}.\nOchr yn ochr: {}, mewn grym.\n"
          "Mae pob cofnod yn cyfrif o'r diwrnod y daeth yn hysbys i unrhyw asiantaeth.\n\n")),
      trial.candidate(), words.of(trial.candidate_name()),
      counted(trial.events_count(), words.of("record", "cofnod"), words.of("records", "cofnod")),
      counted(trial.providers_count(), words.of("provider", "darparwr"),
              words.of("providers", "darparwr")),
      trial.first_day(), trial.last_day(), joined(trial.present()));
  text += table(trial, words) + "\n";
  for (const TrialLevel& level : trial.levels()) text += changes(level, words);
  text += "\n" + leads(trial, words) + "\n" + work(trial, words);
  return text;
}

}  // namespace app
