#include <fmt/format.h>

#include <map>
#include <ostream>

#include "app/problem.h"
#include "app/report_commands.h"
#include "app/report_desk.h"
#include "schema/json.h"
#include "schema/utf8.h"
#include "terminal/open.h"

namespace app {
namespace {

using gwarchod::v1::Figures;
using gwarchod::v1::MonthTimes;

const char* in(const Terminal& terminal, const char* en, const char* cy) {
  return terminal.cymraeg ? cy : en;
}

/// Put to the right of its column.
std::string to_the_right(const std::string& text, std::size_t width) {
  const std::size_t wide = schema::code_points(text).value_or(text.size());
  return std::string(wide < width ? width - wide : 1, ' ') + text;
}

std::string label_of(const gwarchod::v1::StageName& stage, bool cymraeg) {
  if (!stage.number().empty()) return stage.number();
  return cymraeg ? stage.name().cy() : stage.name().en();
}

/// "12 (2)": twelve began, of which half took two days or less; "12 (-)": none has ended.
using ByMonth = std::map<std::string, std::string>;
template <class Times>
ByMonth times_of(const Times& times) {
  ByMonth told;
  for (const MonthTimes& one : times) {
    const std::string median = one.ended() == 0 ? "-" : std::to_string(one.median_days());
    told[one.month()] = fmt::format("{} ({})", one.begun(), median);
  }
  return told;
}

/// A line a month: providers by stage, concerns, and how long two things took.
void tell(const Terminal& terminal, const Figures& figures) {
  constexpr std::size_t kNarrow = 8;
  constexpr std::size_t kWide = 16;
  std::map<std::string, std::uint32_t> concerns;
  for (const auto& one : figures.strands()) concerns[one.month()] += one.concerns();
  ByMonth acknowledged = times_of(figures.acknowledged());
  ByMonth decided = times_of(figures.decided());
  terminal.out << in(
      terminal,
      "Providers by the stage decided at the end of each month; concerns by the "
      "month\nin which they happened; complaints to acknowledge and suggestions to "
      "decide on, by the\nmonth in which they came, and in brackets the median of "
      "the days they took.\n\n",
      "Darparwyr yn ôl y cam a benderfynwyd ar ddiwedd pob mis; pryderon yn ôl y mis "
      "y\ndigwyddon nhw; cwynion i'w cydnabod ac awgrymiadau i benderfynu arnynt, "
      "yn ôl y mis\ny daethant, a chanolrif y dyddiau a gymerwyd mewn cromfachau.\n\n");
  terminal.out << in(terminal, "month  ", "mis    ");
  std::vector<std::size_t> widths;
  for (const auto& stage : figures.stages()) {
    const std::string label = label_of(stage, terminal.cymraeg);
    widths.push_back(std::max(kNarrow, schema::code_points(label).value_or(label.size()) + 2));
    terminal.out << to_the_right(label, widths.back());
  }
  terminal.out << to_the_right(in(terminal, "concerns", "pryderon"), kWide)
               << to_the_right(in(terminal, "to acknowledge", "i'w cydnabod"), kWide)
               << to_the_right(in(terminal, "to decide", "i benderfynu"), kWide) << "\n";
  for (const auto& on : figures.stages_on()) {
    terminal.out << on.month();
    for (int i = 0; i < on.providers_size(); ++i) {
      terminal.out << to_the_right(std::to_string(on.providers(i)),
                                   widths[static_cast<std::size_t>(i)]);
    }
    terminal.out << to_the_right(std::to_string(concerns[on.month()]), kWide)
                 << to_the_right(acknowledged[on.month()], kWide)
                 << to_the_right(decided[on.month()], kWide) << "\n";
  }
}

}  // namespace

int show_figures(const Terminal& terminal, const FiguresCommand& command) {
  const auto table = figures_table(command.csv);
  if (!command.csv.empty() && !table) {
    return refuse(terminal, "there is no table " + command.csv +
                                "; --csv stages, strands, themes, acknowledged or decided");
  }
  const auto authority = open_authority(terminal, eventstore::OpenMode::kReadOnly, KeyUse::kNone);
  if (!authority) return kWrongUse;
  const auto figures = ReportDesk(*authority->tracker).figures();
  if (table) {
    terminal.out << figures_csv(*figures, *table);
  } else if (terminal.json) {
    terminal.out << schema::to_json(*figures) << "\n";
  } else {
    tell(terminal, *figures);
  }
  return kDone;
}

}  // namespace app
