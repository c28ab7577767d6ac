#include <algorithm>
#include <array>

#include "app/csv.h"
#include "app/report_desk.h"

namespace app {
namespace {

using gwarchod::v1::Figures;
using gwarchod::v1::Label;
using gwarchod::v1::MonthTimes;
using gwarchod::v1::Text;
using Labels = google::protobuf::RepeatedPtrField<Label>;
using MonthsTimes = google::protobuf::RepeatedPtrField<MonthTimes>;

constexpr std::array<std::pair<std::string_view, FiguresTable>, 5> kTables = {{
    {"stages", FiguresTable::kStages},
    {"strands", FiguresTable::kStrands},
    {"themes", FiguresTable::kThemes},
    {"acknowledged", FiguresTable::kAcknowledged},
    {"decided", FiguresTable::kDecided},
}};

Text text_of(const Labels& labels, const std::string& value) {
  const auto found = std::ranges::find(labels, value, &Label::value);
  if (found != labels.end()) return found->text();
  Text none;
  none.set_en("none said");
  none.set_cy("heb ei nodi");
  return none;
}

std::string stages_csv(const Figures& figures) {
  std::string csv = csv_row({"month", "stage", "stage_en", "stage_cy", "providers"});
  for (const auto& on : figures.stages_on()) {
    for (int i = 0; i < figures.stages_size(); ++i) {
      const auto& stage = figures.stages(i);
      csv += csv_row({on.month(), stage.id(), stage.name().en(), stage.name().cy(),
                      std::to_string(on.providers(i))});
    }
  }
  return csv;
}

std::string strands_csv(const Figures& figures) {
  std::string csv = csv_row({"month", "strand", "strand_en", "strand_cy", "concerns"});
  for (const auto& one : figures.strands()) {
    const Text name = text_of(figures.strand_names(), one.strand());
    csv +=
        csv_row({one.month(), one.strand(), name.en(), name.cy(), std::to_string(one.concerns())});
  }
  return csv;
}

std::string themes_csv(const Figures& figures) {
  std::string csv = csv_row({"month", "theme", "theme_en", "theme_cy", "concerns"});
  for (const auto& one : figures.themes()) {
    const Text name = text_of(figures.theme_names(), one.theme());
    csv +=
        csv_row({one.month(), one.theme(), name.en(), name.cy(), std::to_string(one.concerns())});
  }
  return csv;
}

/// Days are empty where nothing has ended.
std::string times_csv(const MonthsTimes& months) {
  std::string csv = csv_row({"month", "begun", "ended", "median_days", "longest_days"});
  for (const MonthTimes& one : months) {
    const bool has_ended = one.ended() > 0;
    csv += csv_row({one.month(), std::to_string(one.begun()), std::to_string(one.ended()),
                    has_ended ? std::to_string(one.median_days()) : "",
                    has_ended ? std::to_string(one.longest_days()) : ""});
  }
  return csv;
}

}  // namespace

std::optional<FiguresTable> figures_table(std::string_view name) {
  const auto found = std::ranges::find(kTables, name, &decltype(kTables)::value_type::first);
  return found == kTables.end() ? std::nullopt : std::optional{found->second};
}

std::string figures_csv(const Figures& figures, FiguresTable table) {
  switch (table) {
    case FiguresTable::kStages:
      return stages_csv(figures);
    case FiguresTable::kStrands:
      return strands_csv(figures);
    case FiguresTable::kThemes:
      return themes_csv(figures);
    case FiguresTable::kAcknowledged:
      return times_csv(figures.acknowledged());
    case FiguresTable::kDecided:
      return times_csv(figures.decided());
  }
}

}  // namespace app
