#include "simulation/texts.h"

#include <stdexcept>
#include <string_view>

#include "app/csv.h"
#include "embedded/simulation_names.h"
#include "embedded/simulation_texts.h"

namespace app {
namespace {

std::vector<CsvReader::Row> rows_of(std::string_view text) {
  CsvReader reader(bytes_of(text));
  std::vector<CsvReader::Row> rows;
  CsvReader::Row row;
  CsvFault fault;
  for (auto next = reader.next(row, fault); next != CsvReader::Next::kEnd;
       next = reader.next(row, fault)) {
    if (next == CsvReader::Next::kFault) {
      throw std::logic_error("simulation, line " + std::to_string(fault.line) + ": " + fault.what);
    }
    rows.push_back(row);
  }
  rows.erase(rows.begin());
  return rows;
}

}  // namespace

SimTexts::SimTexts() {
  for (auto& row : rows_of(embedded::simulation_texts())) {
    sentences_[row.cells[0]].push_back({row.cells[1], row.cells[2], row.cells[3]});
  }
  for (auto& row : rows_of(embedded::simulation_names())) {
    std::string cy = row.cells[2].empty() ? row.cells[1] : row.cells[2];
    names_[row.cells[0]].push_back({"", row.cells[1], std::move(cy)});
  }
}

const SimText& SimTexts::sentence(const std::string& kind, const std::string& theme,
                                  Random& random) const {
  const auto& all = sentences_.at(kind);
  std::vector<const SimText*> fitting;
  for (const SimText& text : all) {
    if (text.theme == theme) {
      fitting.push_back(&text);
    }
  }
  return fitting.empty() ? random.pick(all) : *random.pick(fitting);
}

const std::vector<SimText>& SimTexts::names(const std::string& list) const {
  return names_.at(list);
}

}  // namespace app
